package lib.tools.worker.answers;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import lib.base.retry.Backoff;
import lib.base.text.Reason;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.Subscription;
import lib.systems.rabbitmq.Subscription.Inbound;
import lib.tools.worker.servers.BrokerConnections;
import lib.tools.worker.servers.PollTime;
import lib.tools.worker.servers.WorkerParts;

/**
 * The answers' loop: keeps a consumer on the responses queue and gives every message to the
 * handling. Runs until it is stopped.
 */
final class AnswerLoop implements Runnable {

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int PREFETCH_PER_THREAD = 4;

  /** More answers than these do not get a place of their own while they wait alone. */
  private static final int MOST_ALONE = 2000;

  private final WorkerParts parts;
  private final BrokerConnections broker;
  private final String queue;
  private final int prefetch;
  private final Duration checkPeriod;
  private final AnswersInHand inHand;
  private final Consumer<Inbound> handling;
  private volatile Subscription current;
  private volatile boolean stopping;

  /**
   * @param handling told of every delivery; returns at once
   */
  AnswerLoop(
      WorkerParts parts,
      BrokerConnections broker,
      AnswersInHand inHand,
      Consumer<Inbound> handling) {
    this.parts = parts;
    this.broker = broker;
    this.queue = parts.settings().rabbit().responsesQueue();
    this.prefetch = parts.settings().worker().responseConcurrency() * PREFETCH_PER_THREAD;
    this.checkPeriod = PollTime.forHealth(parts.settings().camunda());
    this.inHand = inHand;
    this.handling = handling;
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
    parts.status().responses().started();
    try {
      while (!stopping) {
        Optional<Connection> connection = broker.answersLink().awaitOpen(PATIENCE);
        if (connection.isEmpty()) {
          parts.status().responses().failed("waits for RabbitMQ");
          continue;
        }
        Reason reason = consumeSafely(connection.get(), backoff);
        if (!stopping) {
          ended(connection.get(), reason, backoff.next());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      parts.status().responses().stopped();
    }
  }

  private void ended(Connection connection, Reason reason, Duration pause)
      throws InterruptedException {
    parts.status().responses().failed(reason.english());
    if (connection.isOpen()) { // A lost connection is told of by the link.
      parts.log().warn("answers.consumer_ended", queue, reason, pause.toMillis() / 1000.0);
    }
    Thread.sleep(pause.toMillis());
  }

  private Reason consumeSafely(Connection connection, Backoff backoff) throws InterruptedException {
    try {
      return consume(connection, backoff);
    } catch (RuntimeException e) {
      parts.log().bug(e);
      return Reason.said(e.toString());
    }
  }

  /** Consumes as long as the channel lasts; returns why it ended. */
  private Reason consume(Connection connection, Backoff backoff) throws InterruptedException {
    try (Subscription subscription = new Subscription(connection, queue, prefetch, handling)) {
      current = subscription;
      if (stopping) {
        subscription.cancel();
      }
      parts.status().responses().succeeded();
      backoff.reset();
      return awaitEnd(subscription);
    } catch (IOException | ShutdownSignalException e) {
      BrokerException failure = BrokerFailure.of(queue, e);
      if (failure.kind() == BrokerException.Kind.NOT_FOUND) {
        broker.prepareAnew();
      }
      return failure.reason();
    } finally {
      current = null;
    }
  }

  /** With a look at the consumer now and then: that it is idle does not mean that it is alive. */
  private Reason awaitEnd(Subscription subscription) throws InterruptedException {
    AtomicBoolean asked = new AtomicBoolean();
    Optional<Reason> end = Optional.empty();
    int makingRoomFor = 0;
    while (end.isEmpty()) {
      if (asked.compareAndSet(false, true)) {
        subscription.check(
            () -> {
              parts.status().responses().alive();
              asked.set(false);
            });
      }
      int alone = inHand.waitingAlone();
      if (!stopping && alone >= makingRoomFor + prefetch / 2 && alone < MOST_ALONE) {
        makingRoomFor = alone;
        subscription.startAnew(); // What waits alone takes no place from others any more.
      }
      makingRoomFor = Math.min(makingRoomFor, alone);
      end = subscription.awaitEnd(alone > 0 ? PATIENCE : checkPeriod);
    }
    return end.get();
  }
}
