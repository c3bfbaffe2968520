package lib.reader;

//SOURCES Reader.java
//SOURCES ReaderOptions.java
//SOURCES ../cli/ProgressBar.java
//SOURCES ../cli/Style.java
//SOURCES ../messages/Forwarded.java
//SOURCES ../messages/Intake.java
//SOURCES ../messages/Move.java
//SOURCES ../messages/QueueProfile.java
//SOURCES ../text/ExitCode.java
//SOURCES ../text/Message.java
//SOURCES ../text/Texts.java
//SOURCES ../text/UserException.java

import java.util.Map;
import java.util.Optional;
import lib.cli.ProgressBar;
import lib.cli.Style;
import lib.messages.Forwarded;
import lib.messages.Intake;
import lib.messages.Move;
import lib.messages.QueueProfile;
import lib.text.ExitCode;
import lib.text.Message;
import lib.text.Texts;
import lib.text.UserException;

/** Moves messages to another queue. */
public final class MoveOperation {

  private static final int WIDTH = 80;

  private final Reader reader;
  private final ReaderOptions options;

  public MoveOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    QueueProfile queue = reader.inspect(options.queue());
    reader.session().look(options.target());
    reader.title("reader.move.title", queue.name());
    reader.line("reader.move.target", options.target());
    reader.separator(WIDTH);
    reader.line("reader.total", Texts.number(queue.ready()));
    if (queue.ready() == 0 || (options.isDryRun() && options.filter().isEverything())) {
      String status = queue.ready() == 0 ? "nothing_found" : "dry_run";
      reader.line(queue.ready() == 0 ? "reader.empty" : "reader.dry_run");
      Map<String, Object> document =
          document(status, queue, new Forwarded(0, 0, 0, Optional.empty()));
      reader.json(document);
      return queue.ready() == 0 ? ExitCode.WARNING : ExitCode.OK;
    }
    return options.isDryRun() ? count(queue) : move(queue);
  }

  /** How many would be moved can be told only by looking at them. */
  private ExitCode count(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    long matching = 0;
    try (ProgressBar progress = reader.progress("reader.move.progress", queue.ready());
        Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      for (var next = intake.next(); next.isPresent(); next = intake.next()) {
        matching += options.filter().matches(next.get()) ? 1 : 0;
        progress.step();
      }
    }
    matching = Math.min(matching, options.limit());
    reader.line(Style.WARNING, "reader.move.would", reader.texts().count("message", matching));
    reader.line(Style.WARNING, "reader.dry_run");
    Map<String, Object> document =
        document("dry_run", queue, new Forwarded(0, 0, 0, Optional.empty()));
    document.put("matching", matching);
    reader.json(document);
    return matching == 0 ? ExitCode.WARNING : ExitCode.OK;
  }

  private ExitCode move(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    reader.out().ignoreClosed();
    boolean all = options.filter().isEverything();
    long wanted = all ? options.limit() : Long.MAX_VALUE;
    Forwarded result;
    try (ProgressBar progress =
            reader.progress("reader.move.progress", Math.min(wanted, queue.ready()));
        Intake intake = reader.intakes().openForRemoval(queue, wanted)) {
      result =
          new Move(reader.session(), options.filter(), progress::step)
              .run(intake, options.target(), options.limit());
    } catch (UserException e) {
      reader.audit().add("move_failed", queue.name(), options.target());
      throw e;
    }
    reader.audit().add("moved", queue.name(), options.target(), Texts.number(result.done()));
    ExitCode exitCode = exitCode(result);
    tell(result, exitCode);
    reader.json(document(status(exitCode), queue, result));
    return exitCode;
  }

  private ExitCode exitCode(Forwarded result) {
    if (result.problem().isPresent()) {
      return ExitCode.CRITICAL;
    } else if (reader.stop().isRequested()) {
      return ExitCode.INTERRUPTED;
    }
    return result.done() == 0 ? ExitCode.WARNING : ExitCode.OK;
  }

  private static String status(ExitCode exitCode) {
    return switch (exitCode) {
      case OK -> "done";
      case WARNING -> "nothing_found";
      case INTERRUPTED -> "interrupted";
      case CRITICAL, UNKNOWN -> "partly";
    };
  }

  private void tell(Forwarded result, ExitCode exitCode) {
    reader.out().line();
    result.problem().ifPresent(reader::error);
    boolean good = exitCode == ExitCode.OK;
    reader.line(
        good ? Style.OK : Style.WARNING,
        "reader.move.done",
        reader.texts().count("message", result.done()));
    if (result.left() > 0) {
      reader.line("reader.move.left", reader.texts().count("message", result.left()));
    }
    if (result.uncertain() > 0) {
      Message messages = Message.count("message", result.uncertain());
      reader.out().error(reader.texts().get("reader.uncertain", messages));
    }
  }

  private Map<String, Object> document(String status, QueueProfile queue, Forwarded result) {
    Map<String, Object> document = reader.document(status, queue.name());
    document.put("target", options.target());
    document.put("total_messages", queue.ready());
    document.put("moved", result.done());
    document.put("left", result.left());
    document.put("uncertain", result.uncertain());
    result
        .problem()
        .ifPresent(
            problem ->
                document.put(
                    "error", reader.errorDocument("queue.move", problem, ExitCode.CRITICAL)));
    return document;
  }
}
