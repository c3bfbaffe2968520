package lib.tools.worker;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import lib.base.retry.Backoff;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.BrokerLink;
import lib.systems.rabbitmq.Subscription;
import lib.systems.rabbitmq.Subscription.Inbound;

/**
 * The answers' loop: keeps a consumer on the responses queue and gives every message to the
 * handling. Runs until it is stopped.
 */
final class AnswerLoop implements Runnable {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final BrokerLink link;
  private final String queue;
  private final int prefetch;
  private final Duration checkPeriod;
  private final Runnable queueMissing;
  private final AnswerHandling handling;
  private final ScheduledExecutorService calls;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final AtomicInteger inHand = new AtomicInteger();
  private volatile Subscription current;
  private volatile boolean stopping;

  /**
   * @param prefetch messages in hand at once
   * @param checkPeriod how often the consumer must show that it is alive
   * @param queueMissing called when somebody has deleted the queue; must not block
   * @param calls threads for requests to the engine
   */
  AnswerLoop(
      WorkerParts parts,
      BrokerLink link,
      String queue,
      int prefetch,
      Duration checkPeriod,
      Runnable queueMissing,
      AnswerHandling handling,
      ScheduledExecutorService calls) {
    this.status = parts.status();
    this.log = parts.log();
    this.link = link;
    this.queue = queue;
    this.prefetch = prefetch;
    this.checkPeriod = checkPeriod;
    this.queueMissing = queueMissing;
    this.handling = handling;
    this.calls = calls;
  }

  /** How many answers are being applied. */
  int inHand() {
    return inHand.get();
  }

  /** No new deliveries from now on. */
  void stop() {
    stopping = true;
    Subscription open = current;
    if (open != null) {
      open.cancel();
    }
  }

  /** Closes the channel: what is not acknowledged goes back to the queue. */
  void close() {
    Subscription open = current;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void run() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
    status.responses().started();
    try {
      while (!stopping) {
        Optional<Connection> connection = link.awaitOpen(PATIENCE);
        if (connection.isEmpty()) {
          status.responses().failed("waits for RabbitMQ");
          continue;
        }
        String reason = consumeSafely(connection.get(), backoff);
        if (!stopping) {
          status.responses().failed(reason);
          Duration pause = backoff.next();
          if (connection.get().isOpen()) { // A lost connection is told of by the link.
            log.warn("worker.consumer_ended", queue, reason, pause.toMillis() / 1000.0);
          }
          Thread.sleep(pause.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      status.responses().stopped();
    }
  }

  private String consumeSafely(Connection connection, Backoff backoff) throws InterruptedException {
    try {
      return consume(connection, backoff);
    } catch (RuntimeException e) {
      log.bug(e);
      return e.toString();
    }
  }

  /** Consumes as long as the channel lasts; returns why it ended. */
  private String consume(Connection connection, Backoff backoff) throws InterruptedException {
    try (Subscription subscription = new Subscription(connection, queue, prefetch, this::accept)) {
      current = subscription;
      if (stopping) {
        subscription.cancel();
      }
      status.responses().succeeded();
      backoff.reset();
      return awaitEnd(subscription);
    } catch (IOException | ShutdownSignalException e) {
      BrokerException failure = BrokerFailure.of(queue, e);
      if (failure.kind() == BrokerException.Kind.NOT_FOUND) {
        queueMissing.run();
      }
      return failure.reason();
    } finally {
      current = null;
    }
  }

  /** With a look at the consumer now and then: that it is idle does not mean that it is alive. */
  private String awaitEnd(Subscription subscription) throws InterruptedException {
    AtomicBoolean asked = new AtomicBoolean();
    Optional<String> end = Optional.empty();
    while (end.isEmpty()) {
      if (asked.compareAndSet(false, true)) {
        subscription.check(
            () -> {
              status.responses().alive();
              asked.set(false);
            });
      }
      end = subscription.awaitEnd(checkPeriod);
    }
    return end.get();
  }

  private void accept(Inbound inbound) {
    inHand.incrementAndGet();
    calls.execute(() -> handling.handle(new AnswerInHand(inbound, inHand::decrementAndGet)));
  }
}
