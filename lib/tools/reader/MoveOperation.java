package lib.tools.reader;

import java.util.Map;
import java.util.Optional;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.base.text.UserException;
import lib.systems.messages.Forwarded;
import lib.systems.messages.Intake;
import lib.systems.messages.Move;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Target;

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
    Target target = Target.of(reader.session(), options.target());
    reader.title("reader.move.title", queue.name());
    reader.line("reader.move.target", options.target());
    reader.separator(WIDTH);
    reader.line("reader.total", Texts.number(queue.ready()));
    reader.checkTarget(target, options.target(), Math.min(queue.ready(), options.limit()));
    if (queue.ready() == 0 || (options.isDryRun() && options.filter().isEverything())) {
      String status = queue.ready() == 0 ? "nothing_found" : "dry_run";
      reader.line(queue.ready() == 0 ? "reader.empty" : "reader.dry_run");
      Map<String, Object> document = document(status, queue, Forwarded.NOTHING);
      reader.json(document);
      return queue.ready() == 0 ? ExitCode.WARNING : ExitCode.OK;
    }
    return options.isDryRun() ? count(queue) : move(queue, target);
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
    Map<String, Object> document = document("dry_run", queue, Forwarded.NOTHING);
    document.put("matching", matching);
    reader.json(document);
    return matching == 0 ? ExitCode.WARNING : ExitCode.OK;
  }

  private ExitCode move(QueueProfile queue, Target target) throws InterruptedException {
    reader.stopOnSignal();
    reader.out().ignoreClosed();
    boolean all = options.filter().isEverything();
    long wanted = all ? options.limit() : Long.MAX_VALUE;
    Optional<Forwarded> forwarded = Optional.empty();
    try (ProgressBar progress =
            reader.progress("reader.move.progress", Math.min(wanted, queue.ready()));
        Intake intake = reader.intakes().openForRemoval(queue, wanted)) {
      forwarded =
          Optional.of(
              new Move(reader.session(), reader.stop(), options.filter(), progress::step)
                  .run(intake, options.target(), options.limit()));
    } catch (UserException e) {
      reader.audit().add("move_failed", queue.name(), options.target());
      if (forwarded.isEmpty()) {
        throw e;
      }
      forwarded = forwarded.map(done -> done.endedBy(e.userMessage()));
    }
    Forwarded result = forwarded.orElseThrow();
    reader.audit().add("moved", queue.name(), options.target(), Texts.number(result.done()));
    long missing = reader.missing(target, options.target(), result.done());
    ExitCode exitCode = exitCode(result, missing);
    tell(result, exitCode);
    String status =
        exitCode == ExitCode.WARNING && result.done() + result.kept() > 0
            ? "partly"
            : status(exitCode);
    Map<String, Object> document = document(status, queue, result);
    document.put("missing", missing);
    reader.json(document);
    return exitCode;
  }

  private ExitCode exitCode(Forwarded result, long missing) {
    if (result.problem().isPresent()) {
      return ExitCode.CRITICAL;
    } else if (reader.stop().isRequested()) {
      return ExitCode.INTERRUPTED;
    }
    boolean good = result.done() > 0 && result.kept() == 0 && missing == 0;
    return !good ? ExitCode.WARNING : ExitCode.OK;
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
    result
        .obstacle()
        .ifPresent(
            obstacle ->
                reader.warning(
                    "reader.move.kept",
                    reader.texts().count("message", result.kept()),
                    reader.texts().get(obstacle)));
    if (result.expiring() > 0) {
      reader.warning("reader.expiring", reader.texts().count("message", result.expiring()));
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
    document.put("kept", result.kept());
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
