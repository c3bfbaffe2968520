package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lib.base.text.Reason;

/**
 * A consumer of one queue on a channel of its own, with push delivery, a prefetch limit and manual
 * acknowledgement. Everything on the channel is done by one thread; {@link Inbound#ack} may be
 * called from any.
 *
 * <p>When the channel closes for whatever reason, the broker gives the unacknowledged messages to
 * the next consumer; nothing is lost, some may come twice.
 *
 * @see <a href="https://www.rabbitmq.com/docs/consumers">RabbitMQ, consumers</a>
 */
public final class Subscription implements AutoCloseable {

  /** A message in hand. It stays the broker's until it is acknowledged. */
  public final class Inbound {
    private final Delivery delivery;

    private Inbound(Delivery delivery) {
      this.delivery = delivery;
    }

    public byte[] body() {
      return delivery.getBody();
    }

    public BasicProperties properties() {
      return delivery.getProperties();
    }

    /** Whether the broker has delivered it before, to anybody. */
    public boolean redelivered() {
      return delivery.getEnvelope().isRedeliver();
    }

    /** Tells the broker to forget the message. Without effect once the channel is closed. */
    public void ack() {
      long tag = delivery.getEnvelope().getDeliveryTag();
      onChannel(() -> channel.basicAck(tag, false));
    }

    /** Whether an {@link #ack} can still reach the broker. */
    public boolean isCurrent() {
      return channel.isOpen();
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  private final Channel channel;
  private final String queue;
  private final Consumer<Inbound> handler;
  private final int prefetch;
  private final ExecutorService thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Reason endReason = Reason.said("");
  private String consumerTag;

  /**
   * Opens a channel and starts consuming.
   *
   * @param prefetch how many messages may be in hand at once
   * @param handler called by the connection's thread; must not block
   * @throws IOException if the queue does not exist or may not be read
   */
  public Subscription(Connection connection, String queue, int prefetch, Consumer<Inbound> handler)
      throws IOException {
    this.channel = Channels.open(connection);
    this.prefetch = prefetch;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread t = new Thread(task, "acks-" + queue);
              t.setDaemon(true);
              return t;
            });
    channel.addShutdownListener(this::closed);
    channel.basicQos(prefetch);
    this.queue = queue;
    this.handler = handler;
    consume();
  }

  private void consume() throws IOException {
    consumerTag =
        channel.basicConsume(
            queue,
            false,
            (tag, delivery) -> handler.accept(new Inbound(delivery)),
            tag -> end(Reason.of("rabbitmq.why.consumer_cancelled")));
  }

  /**
   * Consumes with a new consumer instead: the prefetch limit is each consumer's own, so what is in
   * hand takes no place from other messages any more. It can still be acknowledged.
   */
  public void startAnew() {
    onChannel(
        () -> {
          channel.basicCancel(consumerTag);
          consume();
        });
  }

  /** Waits until the channel is closed or the consumer cancelled; returns the reason. */
  public Reason awaitEnd() throws InterruptedException {
    ended.await();
    return endReason;
  }

  /** The same, but at most for so long; empty if the subscription goes on. */
  public Optional<Reason> awaitEnd(Duration limit) throws InterruptedException {
    return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(endReason)
        : Optional.empty();
  }

  /**
   * Asks the broker for a sign of life on this channel, behind the acknowledgements given so far.
   * Without an answer within the connection's time limit the subscription ends.
   *
   * @param answered called by the channel's thread
   */
  public void check(Runnable answered) {
    onChannel(
        () -> {
          channel.basicQos(prefetch); // Changes nothing, is answered.
          answered.run();
        });
  }

  /** Stops deliveries; what is in hand can still be acknowledged. */
  public void cancel() {
    onChannel(() -> channel.basicCancel(consumerTag));
  }

  /** Closes the channel after the acknowledgements given so far; the rest goes back. */
  @Override
  public void close() {
    // A synchronous call first: acknowledgements sent just before a close can be lost.
    onChannel(() -> channel.basicQos(1));
    onChannel(
        () -> {
          channel.abort();
          end(Reason.of("rabbitmq.why.subscription_closed"));
        });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(1, TimeUnit.SECONDS)) {
        end(Reason.of("rabbitmq.why.not_closed"));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void onChannel(Step step) {
    try {
      thread.execute(
          () -> {
            try {
              step.run();
            } catch (IOException | ShutdownSignalException e) {
              end(BrokerFailure.of("", e).reason());
            }
          });
    } catch (RejectedExecutionException e) {
      end(Reason.of("rabbitmq.why.subscription_closed"));
    }
  }

  private void closed(ShutdownSignalException cause) {
    end(ChannelClose.of(cause).reason());
  }

  private void end(Reason reason) {
    if (ended.getCount() > 0) {
      endReason = reason;
    }
    ended.countDown();
  }
}
