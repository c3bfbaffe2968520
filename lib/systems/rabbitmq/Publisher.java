package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import lib.base.text.Reason;

/**
 * Publishes persistent messages with the {@code mandatory} flag and publisher confirms, many in
 * flight at once, for as long as the worker runs. A message counts as sent only if its receipt is
 * {@link Receipt.Kind#CONFIRMED}: the broker has it and it reached a queue.
 *
 * <p>No message pays for another that the broker refuses: see {@link PublisherChannels}. Apart from
 * that nothing is sent twice by itself: after a loss the receipts say so and the caller decides.
 */
public final class Publisher implements AutoCloseable {

  private static final Reason CLOSED = Reason.of("rabbitmq.why.publisher_closed");

  private final ExecutorService thread;
  private final PublisherChannels channels;

  /** Every receipt that is still open, sent or not. */
  private final Set<CompletableFuture<Receipt>> open = ConcurrentHashMap.newKeySet();

  /**
   * Has no connection yet: until {@link #use} everything is lost at once.
   *
   * @param name of the thread
   * @param channelClosed called when the broker closes the channel but not the connection, because
   *     the exchange does not exist or may not be written to; must not block
   */
  public Publisher(String name, Runnable channelClosed) {
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread t = new Thread(task, name);
              t.setDaemon(true);
              return t;
            });
    this.channels = new PublisherChannels(this::sendAgain, channelClosed);
  }

  /** From now on publishes on channels of this connection, which it opens when it needs them. */
  public void use(Connection newConnection) {
    channels.use(newConnection);
    abandon(Reason.of("rabbitmq.why.replaced"));
  }

  /**
   * Publishes one message. Returns at once; the receipt never fails with an exception.
   *
   * <p>The receipt is completed by the connection's thread: what follows it must not block.
   *
   * @param message gets a {@code message_id} if it has none
   */
  public CompletableFuture<Receipt> publish(Outgoing message) {
    Pending pending = Pending.of(identified(message));
    CompletableFuture<Receipt> receipt = pending.receipt();
    open.add(receipt);
    receipt.whenComplete((result, error) -> open.remove(receipt));
    onThread(pending, channels::send);
    return receipt;
  }

  private static Outgoing identified(Outgoing message) {
    if (message.properties().getMessageId() != null) {
      return message;
    }
    BasicProperties properties =
        message.properties().builder().messageId(UUID.randomUUID().toString()).build();
    return new Outgoing(message.exchange(), message.routingKey(), properties, message.body());
  }

  /** Messages that are neither confirmed nor lost. */
  public int unconfirmed() {
    return open.size();
  }

  /**
   * Gives up everything unconfirmed: those receipts become {@link Receipt.Kind#LOST}. For a broker
   * that does not answer in time.
   */
  public void abandon(Reason reason) {
    channels.forget();
    open.forEach(receipt -> receipt.complete(Receipt.lost(reason)));
  }

  @Override
  public void close() {
    thread.shutdown();
    abandon(CLOSED);
  }

  @FunctionalInterface
  private interface Sending {
    void send(Pending pending) throws IOException, InterruptedException;
  }

  private void sendAgain(Pending pending) {
    onThread(pending, channels::alone);
  }

  private void onThread(Pending pending, Sending sending) {
    try {
      thread.execute(() -> safely(pending, sending));
    } catch (RejectedExecutionException e) {
      pending.settle(Receipt.lost(CLOSED));
    }
  }

  private static void safely(Pending pending, Sending sending) {
    if (pending.receipt().isDone()) {
      return; // Given up while it waited behind a write that the broker did not take.
    }
    try {
      sending.send(pending);
    } catch (IOException | RuntimeException e) {
      pending.settle(Receipt.lost(BrokerFailure.of("", e).reason()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pending.settle(Receipt.lost(Reason.of("rabbitmq.why.interrupted")));
    }
  }
}
