package lib.systems.rabbitmq;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
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
  private final LinkState state = new LinkState();
  private final Thread thread = new Thread(this::run, "rabbitmq-link");

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
    return state.writable().isPresent();
  }

  /** Whether there is an open connection. */
  public boolean isOpen() {
    return state.connection().isPresent();
  }

  /** Why the broker accepts no messages, empty if it does or there is no connection. */
  public Optional<String> blockedReason() {
    return state.blocked();
  }

  /** The open connection, waiting for one at most as long as given; empty after that. */
  public Optional<Connection> awaitOpen(Duration limit) throws InterruptedException {
    return state.await(limit, state::connection);
  }

  /** The same, but only if the broker accepts messages. */
  public Optional<Connection> awaitWritable(Duration limit) throws InterruptedException {
    return state.await(limit, state::writable);
  }

  /**
   * Closes a connection that is open but of no use, e.g. because an exchange was deleted: the next
   * one is prepared anew, after a pause.
   */
  public void reconnect() {
    state.writable().ifPresent(useless -> useless.abort(1000));
  }

  /** Closes the connection and ends the attempts; waits at most as long as given. */
  public void close(Duration limit) {
    state.close();
    thread.interrupt();
    state.connection().ifPresent(open -> open.abort((int) limit.toMillis()));
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }

  private void run() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    while (!state.isClosed()) {
      try {
        long started = System.nanoTime();
        BrokerException reason = runOnce();
        if (System.nanoTime() - started > LASTING.toNanos()) {
          backoff.reset();
        }
        if (!state.isClosed()) {
          Duration pause = backoff.next();
          listener.failed(reason, pause);
          Thread.sleep(pause.toMillis());
        }
      } catch (InterruptedException e) {
        if (state.isClosed()) {
          return;
        }
      }
    }
  }

  /** One connection's life; returns why it ended. */
  private BrokerException runOnce() throws InterruptedException {
    try {
      return use(connector.connect(clientName));
    } catch (BrokerException e) {
      return e;
    } catch (RuntimeException e) {
      // e.g. AlreadyClosedException: the connection broke while it was being prepared.
      return BrokerFailure.of(connector.where(), e);
    }
  }

  private BrokerException use(Connection connection) throws InterruptedException {
    try {
      CountDownLatch lost = new CountDownLatch(1);
      connection.addShutdownListener(cause -> lost.countDown());
      connection.addBlockedListener(new Blocked());
      prepare.accept(connection);
      state.connected(Optional.of(connection));
      listener.opened(connection);
      lost.await();
      return BrokerFailure.of(connector.where(), connection.getCloseReason());
    } finally {
      state.connected(Optional.empty());
      connection.abort(1000);
    }
  }

  private final class Blocked implements BlockedListener {
    @Override
    public void handleBlocked(String reason) {
      tell(Optional.of(reason));
    }

    @Override
    public void handleUnblocked() {
      tell(Optional.empty());
    }

    private void tell(Optional<String> reason) {
      state.blocked(reason);
      listener.blocked(reason);
    }
  }
}
