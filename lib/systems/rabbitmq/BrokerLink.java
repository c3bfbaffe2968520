package lib.systems.rabbitmq;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lib.base.retry.Backoff;

/**
 * Keeps one connection open for ever: connects, prepares it (declares what is missing), and after
 * any loss starts again with growing pauses. Everybody who needs the connection asks {@link
 * #awaitWritable} or {@link #awaitOpen} and lets go of it when it breaks.
 */
public final class BrokerLink implements AutoCloseable {

  /** What somebody who watches the link is told. */
  public interface Listener {
    void opened(Connection connection);

    /** The connection is lost or could not be opened; it will be tried again after the pause. */
    void failed(BrokerException reason, Duration pause);

    /** The broker has stopped accepting messages (memory or disk alarm), empty: accepts again. */
    void blocked(Optional<String> reason);
  }

  /** A connection that lasted so long was a good one: the next pause is short again. */
  private static final Duration LASTING = Duration.ofSeconds(30);

  private final BrokerConnector connector;
  private final String clientName;
  private final Consumer<Connection> prepare;
  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread = new Thread(this::run, "rabbitmq-link");
  private Connection current;
  private String blockedReason;
  private volatile boolean closed;

  /**
   * @param prepare called with every new connection before anybody else gets it; if it throws a
   *     {@link BrokerException} the connection is closed and tried again
   */
  public BrokerLink(
      BrokerConnector connector,
      String clientName,
      Consumer<Connection> prepare,
      Listener listener) {
    this.connector = connector;
    this.clientName = clientName;
    this.prepare = prepare;
    this.listener = listener;
    thread.setDaemon(true);
  }

  /** Starts connecting in the background. */
  public void start() {
    thread.start();
  }

  /** Whether there is an open connection that accepts messages. */
  public boolean isWritable() {
    return locked(() -> current != null && blockedReason == null);
  }

  /** Whether there is an open connection. */
  public boolean isOpen() {
    return locked(() -> current != null);
  }

  /** Why the broker accepts no messages, empty if it does or there is no connection. */
  public Optional<String> blockedReason() {
    return locked(() -> Optional.ofNullable(blockedReason));
  }

  /** The open connection, waiting for one at most as long as given; empty after that. */
  public Optional<Connection> awaitOpen(Duration limit) throws InterruptedException {
    return await(limit, false);
  }

  /** The same, but only if the broker accepts messages. */
  public Optional<Connection> awaitWritable(Duration limit) throws InterruptedException {
    return await(limit, true);
  }

  private Optional<Connection> await(Duration limit, boolean writable) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!closed && (current == null || (writable && blockedReason != null)) && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      boolean ready = current != null && !(writable && blockedReason != null);
      return ready ? Optional.of(current) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Closes a connection that is open but of no use, e.g. because an exchange was deleted: the next
   * one is prepared anew, after a pause.
   */
  public void reconnect() {
    Connection useless = locked(() -> blockedReason == null ? current : null);
    if (useless != null) {
      useless.abort(1000);
    }
  }

  /** Closes the connection and ends the attempts; waits at most as long as given. */
  public void close(Duration limit) {
    closed = true;
    thread.interrupt();
    Connection open = locked(() -> current);
    if (open != null) {
      open.abort((int) limit.toMillis());
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }

  private void run() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    while (!closed) {
      try {
        long started = System.nanoTime();
        BrokerException reason = runOnce();
        if (System.nanoTime() - started > LASTING.toNanos()) {
          backoff.reset();
        }
        if (!closed) {
          Duration pause = backoff.next();
          listener.failed(reason, pause);
          Thread.sleep(pause.toMillis());
        }
      } catch (InterruptedException e) {
        if (closed) {
          return;
        }
      }
    }
  }

  /** One connection's life; returns why it ended. */
  private BrokerException runOnce() throws InterruptedException {
    Connection connection;
    try {
      connection = connector.connect(clientName);
    } catch (BrokerException e) {
      return e;
    } catch (RuntimeException e) {
      return BrokerFailure.of(connector.where(), e);
    }
    try {
      CountDownLatch lost = new CountDownLatch(1);
      connection.addShutdownListener(cause -> lost.countDown());
      connection.addBlockedListener(new Blocked());
      prepare.accept(connection);
      set(connection);
      listener.opened(connection);
      lost.await();
      return BrokerFailure.of(connector.where(), connection.getCloseReason());
    } catch (BrokerException e) {
      return e;
    } catch (RuntimeException e) {
      // e.g. AlreadyClosedException: the connection broke while it was being prepared.
      return BrokerFailure.of(connector.where(), e);
    } finally {
      set(null);
      connection.abort(1000);
    }
  }

  private void set(Connection connection) {
    lock.lock();
    try {
      current = connection;
      blockedReason = null;
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

  private final class Blocked implements BlockedListener {
    @Override
    public void handleBlocked(String reason) {
      change(reason);
      listener.blocked(Optional.of(reason));
    }

    @Override
    public void handleUnblocked() {
      change(null);
      listener.blocked(Optional.empty());
    }

    private void change(String reason) {
      lock.lock();
      try {
        blockedReason = reason;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
