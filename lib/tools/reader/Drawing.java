package lib.tools.reader;

import java.time.ZoneId;
import java.util.Optional;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueProfile;

/**
 * Draws results for people.
 *
 * @param table whether lists are tables
 */
record Drawing(Lines lines, boolean table) implements Report.Form<ExitCode> {

  @Override
  public ExitCode list(ListReport report) {
    new ListDrawing(lines, table).draw(report);
    return report.exitCode();
  }

  @Override
  public ExitCode peek(PeekReport report) {
    MessageView view = new MessageView(lines, ZoneId.systemDefault());
    report.found().forEach(one -> view.show(one.number(), one.message()));
    boolean stream = report.queue().kind() == QueueKind.STREAM;
    if (report.queue().ready() == 0 && report.found().isEmpty() && !stream) {
      lines.concern("reader.empty");
      return report.exitCode();
    }
    lines.empty();
    if (report.found().isEmpty()) {
      lines.concern("reader.none_found");
      return report.exitCode();
    }
    lines.line(
        Style.OK,
        "reader.peek.shown",
        Texts.number(report.found().size()),
        lines.texts().count("of_message", report.queue().ready()));
    report.bodies().forEach(file -> lines.line("reader.peek.body_file", file));
    givenBack(report.queue());
    return report.exitCode();
  }

  private void givenBack(QueueProfile queue) {
    lines.line(queue.kind() == QueueKind.STREAM ? "reader.stream_unchanged" : "reader.given_back");
  }

  @Override
  public ExitCode export(ExportReport report) {
    SavedMessages saved = report.saved();
    warn(saved, "reader.export.altered");
    if (report.toStdout()) {
      if (saved.count() == 0) {
        lines.question(report.empty() ? "reader.export.empty" : "reader.none_found");
      }
      return report.exitCode();
    }
    if (report.empty()) {
      lines.concern("reader.export.empty");
      return report.exitCode();
    } else if (saved.file().isPresent()) {
      saved(saved);
    } else if (saved.stopped()) {
      lines.concern("reader.export.interrupted");
    } else {
      lines.concern("reader.none_found");
    }
    givenBack(report.queue());
    return report.exitCode();
  }

  private void saved(SavedMessages saved) {
    if (saved.isComplete()) {
      lines.line(Style.OK, "reader.export.done");
    } else {
      lines.concern("reader.export.incomplete");
    }
    lines.line("reader.export.count", Texts.number(saved.count()));
    lines.line("reader.export.file", saved.file().orElseThrow());
    lines.line("reader.export.bytes", lines.texts().count("byte", saved.bytes()));
  }

  /** Others have taken the rest meanwhile, or it has expired; this is not all that was there. */
  private void warn(SavedMessages saved, String altered) {
    if (saved.missing() > 0 && !saved.stopped()) {
      lines.warning(
          "reader.partly",
          lines.messages(saved.looked()),
          lines.messages(saved.looked() + saved.missing()));
    }
    Optional<Message> first = saved.altered();
    first.ifPresent(
        reason -> lines.warning(altered, Texts.number(saved.inexact()), lines.texts().get(reason)));
  }

  @Override
  public ExitCode clear(ClearReport report) {
    switch (report.outcome()) {
      case EMPTY -> lines.line("reader.clear.nothing");
      case DRY_RUN -> lines.line(Style.WARNING, "reader.dry_run");
      case DECLINED -> lines.error("reader.clear.declined");
      case NOT_CONFIRMED -> lines.error("reader.clear.not_confirmed");
      case PURGED -> purged(report);
      case REMOVED -> removed(report);
      case SAVED -> savedAndRemoved(report, report.saved().orElseThrow());
      case UNCERTAIN -> lines.failed(uncertain(report));
    }
    return report.exitCode();
  }

  private void removed(ClearReport report) {
    if (report.removed() == 0) {
      lines.concern("reader.gone.none", report.queue().name());
      return;
    }
    lines.line(Style.OK, "reader.gone.removed", report.queue().name());
    lines.line("reader.clear.removed", Texts.number(report.removed()));
  }

  private void purged(ClearReport report) {
    lines.line(Style.OK, "reader.clear.done", report.queue().name());
    lines.line("reader.clear.removed", Texts.number(report.removed()));
    if (report.left().orElse(0) > 0) {
      lines.concern("reader.clear.left", lines.messages(report.left().getAsLong()));
    }
  }

  private void savedAndRemoved(ClearReport report, SavedMessages saved) {
    warn(saved, "reader.clear.altered");
    if (saved.file().isEmpty()) {
      lines.concern("reader.clear.nothing_removed");
      return;
    }
    saved(saved);
    if (report.removed() > 0) {
      lines.line(Style.OK, "reader.clear.saved_removed", report.queue().name());
    }
    lines.line("reader.clear.removed", Texts.number(report.removed()));
  }

  /** The sentence for a file of messages that may be in the queue, too. */
  static Message uncertain(ClearReport report) {
    UserException problem = report.problem().orElseThrow();
    return Message.of(
        "reader.clear.uncertain",
        problem.userMessage(),
        report.saved().flatMap(SavedMessages::file).orElseThrow(),
        report.queue().name());
  }

  @Override
  public ExitCode restore(RestoreReport report) {
    return new TransferDrawing(lines).restore(report);
  }

  @Override
  public ExitCode move(MoveReport report) {
    return new TransferDrawing(lines).move(report);
  }

  @Override
  public ExitCode redrive(RedriveReport report) {
    return new RedriveDrawing(lines).redrive(report);
  }
}
