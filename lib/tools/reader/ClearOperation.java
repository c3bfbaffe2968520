package lib.tools.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Confirmation;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.messages.ExportWriter;
import lib.systems.messages.Intake;
import lib.systems.messages.QueueException;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueProfile;

/**
 * Removes messages: all by one purge, or those that are in a file by then and no others. Asks
 * first.
 */
public final class ClearOperation {

  private static final int WIDTH = 60;

  private final Reader reader;
  private final ReaderOptions options;

  public ClearOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    Optional<Path> file = options.output();
    QueueProfile queue = reader.inspect(options.queue());
    reader.title("reader.clear.title", queue.name());
    file.ifPresent(path -> reader.line("reader.file", path));
    reader.separator(WIDTH);
    reader.line("reader.clear.total", Texts.number(queue.ready()));
    if (queue.kind() == QueueKind.STREAM) {
      throw new QueueException(
          QueueException.Kind.STREAM, Message.of("reader.stream_keeps", queue.name()));
    }
    if (queue.ready() == 0) {
      reader.line("reader.clear.nothing");
      reader.json(document("empty", queue, 0));
      return ExitCode.OK;
    }
    file.ifPresent(this::refuseToOverwrite);
    Optional<String> refusal = refusal(queue);
    if (refusal.isPresent()) {
      reader.json(document(refusal.get(), queue, 0));
      return refusal.get().equals("dry_run") ? ExitCode.OK : ExitCode.WARNING;
    }
    return file.isPresent() ? saveAndRemove(queue, file.get()) : purge(queue);
  }

  /** What was removed from a queue is nowhere else but in the file of an earlier run. */
  private void refuseToOverwrite(Path file) {
    Path target = reader.context().folder().resolve(file);
    if (Files.exists(target)) {
      throw new QueueException(
          QueueException.Kind.FILE_EXISTS, Message.of("reader.file_exists", target));
    }
  }

  /** Why nothing is removed; empty if it is. */
  private Optional<String> refusal(QueueProfile queue) {
    warnOfConsumers(queue);
    if (options.isDryRun()) {
      reader.out().line();
      if (options.filter().isEverything()) {
        reader.line("reader.clear.would", Texts.number(queue.ready()));
      }
      reader.line(Style.WARNING, "reader.dry_run");
      return Optional.of("dry_run");
    }
    if (options.isForced()) {
      return Optional.empty();
    }
    String answer =
        switch (ask(queue)) {
          case GIVEN -> "";
          case DECLINED -> "declined";
          case NOBODY_TO_ASK -> "not_confirmed";
        };
    if (!answer.isEmpty()) {
      reader.out().error(reader.texts().get("reader.clear." + answer));
    }
    return Optional.of(answer).filter(why -> !why.isEmpty());
  }

  private void warnOfConsumers(QueueProfile queue) {
    if (queue.consumers() > 0) {
      reader.warning("reader.clear.consumers", reader.texts().count("consumer", queue.consumers()));
    }
  }

  /** Whoever is asked has to see what it is about, wherever stdout goes. */
  private Confirmation ask(QueueProfile queue) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add(reader.texts().get("reader.clear.attention"));
    if (options.grep().isPresent()) {
      lines.add(reader.texts().get("reader.clear.plan_grep", options.grep().get(), queue.name()));
    } else {
      String messages = reader.texts().count("message", queue.ready());
      lines.add(reader.texts().get("reader.clear.plan", messages, queue.name()));
    }
    lines.add(reader.texts().get("reader.clear.final"));
    lines.add("");
    boolean unseen =
        !reader.out().isTerminal() || reader.context().json() || reader.out().isQuiet();
    if (unseen && reader.context().prompt().isInteractive()) {
      lines.forEach(reader.out().stderr()::println);
    } else {
      lines.forEach(line -> reader.out().line(Style.WARNING, line));
    }
    return reader.context().prompt().confirm(reader.texts().get("reader.clear.question"));
  }

  private ExitCode purge(QueueProfile queue) {
    reader.out().line();
    reader.line("reader.clear.running");
    long removed =
        reader
            .session()
            .questions()
            .ask(channel -> channel.queuePurge(queue.name()))
            .getMessageCount();
    reader.audit().add("purged", queue.name(), Texts.number(removed));
    long left = reader.session().look(queue.name()).getMessageCount();
    reader.line(Style.OK, "reader.clear.done", queue.name());
    reader.line("reader.clear.removed", Texts.number(removed));
    if (left > 0) {
      reader.line(Style.WARNING, "reader.clear.left", reader.texts().count("message", left));
    }
    Map<String, Object> document = document(left > 0 ? "partly" : "done", queue, removed);
    document.put("left", left);
    reader.json(document);
    return left > 0 ? ExitCode.WARNING : ExitCode.OK;
  }

  private ExitCode saveAndRemove(QueueProfile queue, Path file) throws InterruptedException {
    reader.stopOnSignal();
    reader.out().ignoreClosed();
    SavedMessages saved = SavedMessages.NONE;
    try (Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      saved = SavedMessages.save(reader, queue, intake, file, ExportWriter::completeNew);
      if (saved.isThere()) {
        remove(intake, saved);
      }
    } catch (UserException e) {
      return failed(queue, saved, e);
    }
    saved.warn(reader);
    if (saved.isThere()) {
      reader.audit().add("removed", queue.name(), saved.count(), saved.file().toString());
      saved.tell(reader);
      reader.line(Style.OK, "reader.clear.saved_removed", queue.name());
      reader.line("reader.clear.removed", Texts.number(saved.count()));
    } else {
      reader.line(Style.WARNING, "reader.clear.nothing_removed");
    }
    Map<String, Object> document = document(saved.status(), queue, saved.count());
    saved.describe(document);
    reader.json(document);
    return saved.exitCode();
  }

  /** Everything that was taken is in the file, unless only some of it was meant. */
  private void remove(Intake intake, SavedMessages saved) {
    if (options.filter().isEverything()) {
      intake.removeAll();
      return;
    }
    for (long tag : saved.tags()) {
      intake.remove(tag);
    }
  }

  /** Once there is a file, it matters that somebody knows of it. */
  private ExitCode failed(QueueProfile queue, SavedMessages saved, UserException e) {
    if (saved.file() == null) {
      throw e;
    }
    reader.audit().add("uncertain", queue.name(), saved.count(), saved.file().toString());
    Message message =
        Message.of("reader.clear.uncertain", e.userMessage(), saved.file(), queue.name());
    reader.error(message);
    Map<String, Object> document = document("uncertain", queue, 0);
    saved.describe(document);
    document.put("error", reader.errorDocument(e.code(), message, ExitCode.CRITICAL));
    reader.json(document);
    return ExitCode.CRITICAL;
  }

  private Map<String, Object> document(String status, QueueProfile queue, long removed) {
    Map<String, Object> document = reader.document(status, queue.name());
    document.put("total_messages", queue.ready());
    document.put("consumers", queue.consumers());
    document.put("removed", removed);
    return document;
  }
}
