package lib.systems.rabbitmq;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The connection of a link as it is now, for those who ask and those who wait. Thread-safe. */
final class LinkState {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<Connection> connection = Optional.empty();
  private Optional<String> blocked = Optional.empty();
  private boolean closed;

  /** There is a connection, or none any more. */
  void connected(Optional<Connection> open) {
    change(
        () -> {
          connection = open;
          blocked = Optional.empty();
        });
  }

  /** The broker accepts no messages, for this reason; empty: accepts them again. */
  void blocked(Optional<String> reason) {
    change(() -> blocked = reason);
  }

  /** There will be no other connection: nobody needs to wait any more. */
  void close() {
    change(() -> closed = true);
  }

  boolean isClosed() {
    return locked(() -> closed);
  }

  Optional<Connection> connection() {
    return locked(() -> connection);
  }

  /** The connection if the broker accepts messages on it. */
  Optional<Connection> writable() {
    return locked(() -> blocked.isEmpty() ? connection : Optional.empty());
  }

  /** Why the broker accepts no messages, empty if it does or there is no connection. */
  Optional<String> blocked() {
    return locked(() -> blocked);
  }

  /**
   * What was wanted, waiting for it at most as long as given; empty after that.
   *
   * @param wanted one of the questions above
   */
  Optional<Connection> await(Duration limit, Supplier<Optional<Connection>> wanted)
      throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && wanted.get().isEmpty() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return wanted.get();
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }
}
