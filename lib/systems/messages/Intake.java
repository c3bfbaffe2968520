package lib.systems.messages;

import java.util.Optional;

/**
 * Messages of a queue in hand, in their order. They stay the broker's: what is not acknowledged is
 * back in its place after {@link #close}, and also if this process is killed.
 */
public interface Intake extends AutoCloseable {

  /**
   * The next message, waiting for it; empty if there are no more, as many as wanted have come, or
   * somebody asked to stop.
   *
   * @throws lib.base.text.UserException if the broker ends it
   */
  Optional<QueueMessage> next() throws InterruptedException;

  /** Lets the broker forget one message that {@link #next} has returned, by its delivery tag. */
  void remove(long tag);

  /** Lets the broker forget all messages that {@link #next} has returned. */
  void removeAll();

  /**
   * Gives everything else back and waits until the broker has it in its queue again.
   *
   * @throws lib.base.text.UserException if the broker cannot be told; it then takes everything back
   *     by itself, and perhaps some that should have been removed
   */
  @Override
  void close();
}
