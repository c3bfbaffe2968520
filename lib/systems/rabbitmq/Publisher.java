package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes persistent messages with the {@code mandatory} flag and publisher confirms, many in
 * flight at once. A message counts as sent only if its receipt is {@link Receipt.Kind#CONFIRMED}:
 * the broker has it and it reached a queue.
 *
 * <p>The broker closes the channel at a message that it refuses, and all that are on their way on
 * it are lost with it. So that none pays for another, a routing key that the broker has not taken
 * yet on this connection is tried alone first, on a channel of its own; what a refused message
 * takes with it all the same is sent again, one by one. Apart from that nothing is sent twice by
 * itself: after a loss the receipts say so and the caller decides.
 *
 * <p>The channels belong to one thread, the publisher's own.
 *
 * @see <a href="https://www.rabbitmq.com/docs/confirms">RabbitMQ, consumer acknowledgements and
 *     publisher confirms</a>
 */
public final class Publisher implements AutoCloseable {

  /**
   * @param properties should carry a {@code messageId}; one is added if there is none
   */
  public record Outgoing(
      String exchange, String routingKey, BasicProperties properties, byte[] body) {}

  /** A message and its receipt, which is still open. */
  record Pending(Outgoing message, CompletableFuture<Receipt> receipt) {}

  private static final Duration ALONE = Duration.ofSeconds(10);

  /** More routing keys than these are each tried alone every time. */
  private static final int MOST_KEYS = 10_000;

  private final Runnable channelClosed;
  private final ExecutorService thread;

  /** Every receipt that is still open, sent or not. */
  private final Set<CompletableFuture<Receipt>> open = ConcurrentHashMap.newKeySet();

  /** Exchange and routing key of what the broker has taken on this connection. */
  private final Set<List<String>> proven = ConcurrentHashMap.newKeySet();

  private volatile Connection connection;
  private volatile PublisherChannel many;
  private volatile PublisherChannel one;

  /** The broker's limit, once it has refused a message because of it. */
  private volatile long largestBody = Long.MAX_VALUE;

  /**
   * Has no connection yet: until {@link #use} everything is lost at once.
   *
   * @param name of the thread
   * @param channelClosed called when the broker closes the channel but not the connection, because
   *     the exchange does not exist or may not be written to; must not block
   */
  public Publisher(String name, Runnable channelClosed) {
    this.channelClosed = channelClosed;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread t = new Thread(task, name);
              t.setDaemon(true);
              return t;
            });
  }

  /** From now on publishes on channels of this connection, which it opens when it needs them. */
  public void use(Connection newConnection) {
    connection = newConnection;
    largestBody = Long.MAX_VALUE;
    abandon("connection replaced");
  }

  /**
   * Publishes one message. Returns at once; the receipt never fails with an exception.
   *
   * <p>The receipt is completed by the connection's thread: what follows it must not block.
   */
  public CompletableFuture<Receipt> publish(Outgoing message) {
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    open.add(receipt);
    receipt.whenComplete((result, error) -> open.remove(receipt));
    onThread(new Pending(message, receipt), this::send);
    return receipt;
  }

  /** Messages that are neither confirmed nor lost. */
  public int unconfirmed() {
    return open.size();
  }

  /**
   * Gives up everything unconfirmed: those receipts become {@link Receipt.Kind#LOST}. For a broker
   * that does not answer in time.
   */
  public void abandon(String reason) {
    many = null;
    one = null;
    proven.clear();
    open.forEach(receipt -> receipt.complete(Receipt.lost(reason)));
  }

  @Override
  public void close() {
    thread.shutdown();
    abandon("publisher closed");
  }

  @FunctionalInterface
  private interface Sending {
    void send(Pending pending) throws IOException, InterruptedException;
  }

  private void onThread(Pending pending, Sending sending) {
    try {
      thread.execute(() -> safely(pending, sending));
    } catch (RejectedExecutionException e) {
      pending.receipt().complete(Receipt.lost("publisher closed"));
    }
  }

  private static void safely(Pending pending, Sending sending) {
    if (pending.receipt().isDone()) {
      return; // Given up while it waited behind a write that the broker did not take.
    }
    try {
      sending.send(pending);
    } catch (IOException | RuntimeException e) {
      pending.receipt().complete(Receipt.lost(BrokerFailure.of("", e).reason()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pending.receipt().complete(Receipt.lost("interrupted"));
    }
  }

  private void send(Pending pending) throws IOException, InterruptedException {
    Outgoing message = pending.message();
    Optional<String> fault = SendableMessage.fault(message, largestBody, frameMax());
    if (fault.isPresent()) {
      pending.receipt().complete(Receipt.refused(fault.get()));
    } else if (proven.contains(keyOf(message))) {
      many = opened(many);
      many.send(pending);
    } else {
      sendAlone(pending);
    }
  }

  /** Waits for what becomes of it, so that nothing else is on the channel with it. */
  private void sendAlone(Pending pending) throws IOException, InterruptedException {
    one = opened(one);
    one.send(pending);
    try {
      Receipt receipt = pending.receipt().get(ALONE.toMillis(), TimeUnit.MILLISECONDS);
      boolean taken = !receipt.is(Receipt.Kind.REFUSED) && !receipt.is(Receipt.Kind.LOST);
      if (taken && proven.size() < MOST_KEYS) {
        proven.add(keyOf(pending.message()));
      }
    } catch (TimeoutException e) {
      one = null; // The next one does not wait on the same channel for it.
    } catch (ExecutionException e) {
      throw new IllegalStateException("receipts do not fail", e);
    }
  }

  private static List<String> keyOf(Outgoing message) {
    return List.of(message.exchange(), message.routingKey());
  }

  /** In bytes; 0 for no limit. */
  private int frameMax() throws IOException {
    return connected().getFrameMax();
  }

  private Connection connected() throws IOException {
    Connection open = connection;
    if (open == null) {
      throw new IOException("no connection yet");
    }
    return open;
  }

  private PublisherChannel opened(PublisherChannel channel) throws IOException {
    return channel != null && channel.isOpen()
        ? channel
        : new PublisherChannel(connected(), this::closed);
  }

  /** What becomes of the messages that were on a channel when it was closed. */
  private void closed(ShutdownSignalException cause, List<Pending> messages) {
    ChannelClose close = ChannelClose.of(cause);
    close.largestBody().ifPresent(limit -> largestBody = limit);
    if (close.isAboutOneMessage() && messages.size() == 1) {
      messages.get(0).receipt().complete(Receipt.refused(close.reason()));
    } else if (close.isAboutOneMessage()) {
      messages.forEach(pending -> onThread(pending, this::sendAgain));
    } else {
      if (close.isAboutTheExchange()) {
        channelClosed.run();
      }
      messages.forEach(pending -> pending.receipt().complete(Receipt.lost(close.reason())));
    }
  }

  private void sendAgain(Pending pending) throws IOException, InterruptedException {
    Optional<String> fault = SendableMessage.fault(pending.message(), largestBody, frameMax());
    if (fault.isPresent()) {
      pending.receipt().complete(Receipt.refused(fault.get()));
    } else {
      sendAlone(pending);
    }
  }
}
