package lib.tools.reader;

import java.util.Optional;
import java.util.OptionalLong;
import lib.base.text.ExitCode;
import lib.systems.messages.Forwarded;
import lib.systems.messages.Move;
import lib.systems.messages.QueueProfile;

/**
 * What was moved.
 *
 * @param result how far it got; empty for a dry run or an empty queue
 * @param matching how many would be moved, where a dry run has looked
 * @param missing how many of the moved messages are not in their queue
 * @param stopped whether somebody stopped it
 */
record MoveReport(
    QueueProfile queue,
    Move.Destination destination,
    Optional<Forwarded> result,
    OptionalLong matching,
    long missing,
    boolean stopped)
    implements Report {

  static MoveReport nothing(QueueProfile queue, Move.Destination destination) {
    return new MoveReport(queue, destination, Optional.empty(), OptionalLong.empty(), 0, false);
  }

  Forwarded done() {
    return result.orElse(Forwarded.NOTHING);
  }

  String status() {
    if (result.isEmpty()) {
      return queue.ready() == 0 ? "nothing_found" : "dry_run";
    }
    return switch (exitCode()) {
      case OK -> "done";
      case WARNING -> done().done() + done().kept() > 0 ? "partly" : "nothing_found";
      case INTERRUPTED -> "interrupted";
      case CRITICAL, UNKNOWN -> "partly";
    };
  }

  @Override
  public ExitCode exitCode() {
    if (result.isEmpty()) {
      boolean nothing = queue.ready() == 0 || matching.orElse(1) == 0;
      return nothing ? ExitCode.WARNING : ExitCode.OK;
    } else if (done().problem().isPresent()) {
      return ExitCode.CRITICAL;
    } else if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    boolean good = done().done() > 0 && done().kept() == 0 && missing == 0;
    return good ? ExitCode.OK : ExitCode.WARNING;
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.move(this);
  }
}
