package lib.tools.reader;

import java.util.Optional;
import java.util.OptionalLong;
import lib.base.cli.ProgressBar;
import lib.base.text.UserException;
import lib.systems.messages.Forwarded;
import lib.systems.messages.Intake;
import lib.systems.messages.Move;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Target;

/** Moves messages to another queue, or back to where they were published. */
public final class MoveOperation {

  private final Reader reader;
  private final ReaderOptions options;
  private final Move.Destination destination;

  public MoveOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
    this.destination = options.destination();
  }

  /** Moves messages, unless it is a dry run. */
  public Report run() throws InterruptedException {
    QueueProfile queue = reader.inspect(options.queue());
    Optional<Target> target = destination.queue().map(name -> Target.of(reader.session(), name));
    reader.view().openMove(queue, destination);
    if (target.isPresent() && !destination.toOrigin()) {
      check(target.get(), destination.queue().orElseThrow(), queue);
    }
    boolean everything = options.filter().isEverything() && !destination.toOrigin();
    if (queue.ready() == 0 || (options.isDryRun() && everything)) {
      return MoveReport.nothing(queue, destination);
    }
    reader.stopOnSignal();
    return options.isDryRun() ? count(queue) : move(queue, everything, target);
  }

  private void check(Target target, String name, QueueProfile queue) {
    reader.checkTarget(target, name, Math.min(queue.ready(), options.limit()));
    target
        .losingDeadLetters()
        .ifPresent(exchange -> reader.view().warning("reader.move.dead_letter", name, exchange));
  }

  /** How many would be moved can be told only by looking at them. */
  private Report count(QueueProfile queue) throws InterruptedException {
    long matching = 0;
    try (ProgressBar progress = reader.progress("reader.move.progress", queue.ready());
        Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      Move move = move();
      long number = 0;
      for (var next = intake.next(); next.isPresent(); next = intake.next()) {
        number++;
        boolean moved = move.isMeant(next.get()) && move.obstacle(number, next.get()).isEmpty();
        matching += moved ? 1 : 0;
        progress.step();
      }
    }
    OptionalLong found = OptionalLong.of(Math.min(matching, options.limit()));
    return new MoveReport(
        queue, destination, Optional.empty(), found, 0, reader.stop().isRequested());
  }

  private Move move() {
    return new Move(reader.session(), reader.stop(), options.filter(), destination);
  }

  private Report move(QueueProfile queue, boolean everything, Optional<Target> target)
      throws InterruptedException {
    Forwarded result = forward(queue, everything ? options.limit() : Long.MAX_VALUE);
    String name = destination.queue().orElse("x-death");
    reader.audit("moved", queue.name(), name, result.done());
    long missing =
        target.isPresent() && !destination.toOrigin()
            ? reader.missing(target.get(), name, result.done())
            : 0;
    return new MoveReport(
        queue,
        destination,
        Optional.of(result),
        OptionalLong.empty(),
        missing,
        reader.stop().isRequested());
  }

  /** Once something was moved, it is told whatever happens. */
  private Forwarded forward(QueueProfile queue, long most) throws InterruptedException {
    Optional<Forwarded> forwarded = Optional.empty();
    try (ProgressBar progress =
            reader.progress("reader.move.progress", Math.min(most, queue.ready()));
        Intake intake = reader.intakes().openForRemoval(queue, most)) {
      forwarded = Optional.of(move().run(intake, options.limit(), progress::step));
    } catch (UserException e) {
      reader.audit("move_failed", queue.name(), destination.queue().orElse("x-death"));
      if (forwarded.isEmpty()) {
        throw e;
      }
      return forwarded.get().endedBy(e.userMessage());
    }
    return forwarded.get();
  }
}
