package lib.systems.messages;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Between the connection's thread and the one that works: limited by bytes, not by messages. */
final class MessageBuffer {

  private static final int UNIT_BYTES = 1024;
  private static final int UNITS = 16 * 1024;

  private final BlockingQueue<QueueMessage> messages = new LinkedBlockingQueue<>();
  private final Semaphore units = new Semaphore(UNITS);
  private volatile boolean discarding;

  /** Waits for room; drops the message once {@link #discard} was called. */
  void put(QueueMessage message) {
    try {
      while (!discarding) {
        if (units.tryAcquire(size(message), 50, TimeUnit.MILLISECONDS)) {
          messages.add(message);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next message, waiting for it as long as given. */
  Optional<QueueMessage> poll(long millis) throws InterruptedException {
    QueueMessage message = messages.poll(millis, TimeUnit.MILLISECONDS);
    if (message != null) {
      units.release(size(message));
    }
    return Optional.ofNullable(message);
  }

  /** From now on nothing is kept and nobody waits. */
  void discard() {
    discarding = true;
    messages.clear();
  }

  /** A message larger than everything fits in alone. */
  private static int size(QueueMessage message) {
    return Math.min(UNITS, 1 + message.body().length / UNIT_BYTES);
  }
}
