package lib.tools.reader;

import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.messages.Forwarded;

/** Draws what was sent to other queues. */
record TransferDrawing(Lines lines) {

  ExitCode restore(RestoreReport report) {
    if (report.done().isEmpty()) {
      lines.empty();
      if (report.wanted() == 0) {
        lines.concern("reader.none_found");
      } else {
        lines.line(Style.WARNING, "reader.dry_run");
      }
      return report.exitCode();
    }
    lines.empty();
    if (report.isComplete()) {
      lines.line(Style.OK, "reader.restore.done", lines.messages(report.wanted()), report.queue());
    } else {
      restoredPartly(report, report.done().get());
    }
    return report.exitCode();
  }

  /** On stderr, because a half restored queue must not go unnoticed with --quiet or --json. */
  private void restoredPartly(RestoreReport report, Forwarded result) {
    result.problem().ifPresent(lines::failed);
    String done = Texts.number(result.done());
    String wanted = Texts.number(report.wanted());
    if (result.uncertain() == 0) {
      lines.error("reader.restore.partly", done, wanted, result.numbers());
      return;
    }
    lines.error("reader.restore.confirmed", done, wanted, result.numbers());
    lines.error(
        "reader.restore.uncertain", lines.messages(result.uncertain()), result.uncertainNumbers());
    report
        .arrived()
        .ifPresent(count -> lines.error("reader.restore.arrived", lines.messages(count)));
  }

  ExitCode move(MoveReport report) {
    if (report.result().isPresent()) {
      moved(report, report.done());
    } else if (report.queue().ready() == 0) {
      lines.outcome(report.exitCode(), "reader.empty");
    } else {
      report.matching().ifPresent(this::wouldMove);
      lines.line(Style.WARNING, "reader.dry_run");
    }
    return report.exitCode();
  }

  private void wouldMove(long count) {
    if (count == 0) {
      lines.concern("reader.move.would", lines.messages(count));
    } else {
      lines.line(Style.WARNING, "reader.move.would", lines.messages(count));
    }
  }

  private void moved(MoveReport report, Forwarded result) {
    lines.empty();
    result.problem().ifPresent(lines::failed);
    lines.outcome(report.exitCode(), "reader.move.done", lines.messages(result.done()));
    if (result.left() > 0) {
      lines.line("reader.move.left", lines.messages(result.left()));
    }
    result
        .obstacle()
        .ifPresent(
            obstacle ->
                lines.warning(
                    "reader.move.kept",
                    lines.messages(result.kept()),
                    lines.texts().get(obstacle)));
    if (result.expiring() > 0) {
      lines.warning("reader.expiring", lines.messages(result.expiring()));
    }
    if (result.uncertain() > 0) {
      lines.error("reader.uncertain", lines.messages(result.uncertain()));
    }
  }
}
