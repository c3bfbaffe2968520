package lib.systems.messages;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import lib.systems.rabbitmq.Receipt;

/**
 * Publishes messages exactly as they are, in their order, mandatory and with publisher confirms: a
 * batch at once, then waits for the broker's word on each. Unlike the worker's publisher it adds
 * nothing, not even a {@code message_id}.
 *
 * <p>In an alarm the broker stops reading: a write may then never return. So a thread of its own
 * writes, and the caller gives up on it after a while, or soon if somebody asks to stop.
 *
 * @see <a href="https://www.rabbitmq.com/docs/confirms">RabbitMQ, consumer acknowledgements and
 *     publisher confirms</a>
 */
public final class Sender implements AutoCloseable {

  /** A message and where it goes. */
  public record Outgoing(
      String exchange, String routingKey, BasicProperties properties, byte[] body) {

    /** To a queue, through the default exchange. */
    Outgoing(String queue, BasicProperties properties, byte[] body) {
      this("", queue, properties, body);
    }
  }

  private static final int MOST_MESSAGES = 500;
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  /** Without any confirm for so long, the broker is taken for stuck, e.g. in a memory alarm. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The same if somebody waits for the tool to stop. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final Channel channel;
  private final BrokerSession session;
  private final Stop stop;
  private final List<Outgoing> batch = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private long bytes;
  private long firstNumber;
  private int open;
  private long progress;
  private boolean abandoned;
  private String blocked = "";

  /**
   * Opens a channel.
   *
   * @param stop shortens the waiting for a broker that takes nothing
   * @throws lib.systems.rabbitmq.BrokerException if that fails
   */
  public Sender(BrokerSession session, Stop stop) {
    this.session = session;
    this.stop = stop;
    this.channel = session.publishingChannel();
    session.onBlocked(this::block);
    session.call(channel::confirmSelect);
    channel.addConfirmListener(
        (number, multiple) -> settle(number, multiple, Receipt.CONFIRMED),
        (number, multiple) -> settle(number, multiple, Receipt.NACKED));
    channel.addReturnListener(this::returned);
    channel.addShutdownListener(cause -> lose(session.failure(cause).reason()));
  }

  /** Adds a message to the batch. Sends nothing yet. */
  public void add(Outgoing message) {
    batch.add(message);
    bytes += message.body().length;
  }

  /** Whether the batch should be sent now. */
  public boolean isFull() {
    return batch.size() >= MOST_MESSAGES || bytes >= MOST_BYTES;
  }

  /**
   * Sends the batch and waits for what becomes of it.
   *
   * @return a receipt for each message, in their order
   */
  public List<Receipt> flush() throws InterruptedException {
    List<Outgoing> messages = List.copyOf(batch);
    begin(messages);
    Thread writer = new Thread(() -> write(messages), "publisher");
    writer.setDaemon(true);
    writer.start();
    await();
    return finish();
  }

  private void write(List<Outgoing> messages) {
    try {
      for (Outgoing message : messages) {
        if (!mayWrite()) {
          return;
        }
        channel.basicPublish(
            message.exchange(), message.routingKey(), true, message.properties(), message.body());
      }
    } catch (IOException | RuntimeException e) {
      lose(session.failure(e).reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits while the broker takes nothing. */
  private synchronized boolean mayWrite() throws InterruptedException {
    progress++;
    while (!blocked.isEmpty() && open > 0) {
      wait();
    }
    return open > 0;
  }

  private synchronized void block(String reason) {
    blocked = reason;
    notifyAll();
  }

  private synchronized void begin(List<Outgoing> messages) {
    firstNumber = channel.getNextPublishSeqNo();
    receipts.clear();
    messages.forEach(message -> receipts.add(null));
    open = messages.size();
    if (!channel.isOpen()) {
      lose(session.failure(channel.getCloseReason()).reason());
    }
  }

  private synchronized void await() throws InterruptedException {
    long before = progress;
    long since = System.nanoTime();
    while (open > 0) {
      TimeUnit.MILLISECONDS.timedWait(this, 200);
      Duration patience = stop.isRequested() ? STOP_PATIENCE : PATIENCE;
      if (progress != before) {
        before = progress;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > patience.toNanos()) {
        abandoned = true;
        lose(
            blocked.isEmpty()
                ? "no confirm within " + patience.toSeconds() + " s"
                : "connection.blocked: " + blocked);
      }
    }
  }

  private synchronized List<Receipt> finish() {
    batch.clear();
    bytes = 0;
    return List.copyOf(receipts);
  }

  private synchronized void settle(long number, boolean multiple, Receipt receipt) {
    int last = (int) (number - firstNumber);
    for (int i = multiple ? 0 : Math.max(0, last); i <= last && i < receipts.size(); i++) {
      if (receipts.get(i) == null) {
        receipts.set(i, receipt);
        open--;
        progress++;
      }
    }
    notifyAll();
  }

  /** Names no delivery tag, and comes before the confirm: found by what it carries. */
  private synchronized void returned(Return r) {
    for (int i = 0; i < receipts.size(); i++) {
      Outgoing message = batch.get(i);
      if (receipts.get(i) == null
          && message.routingKey().equals(r.getRoutingKey())
          && Objects.equals(message.properties().getMessageId(), r.getProperties().getMessageId())
          && Arrays.equals(message.body(), r.getBody())) {
        receipts.set(i, Receipt.returned(r.getReplyCode() + " " + r.getReplyText()));
        open--;
        notifyAll();
        return;
      }
    }
  }

  private synchronized void lose(String reason) {
    for (int i = 0; i < receipts.size(); i++) {
      if (receipts.get(i) == null) {
        receipts.set(i, Receipt.lost(reason));
      }
    }
    open = 0;
    notifyAll();
  }

  /** Closes the channel; if the broker takes nothing, the connection. */
  @Override
  public void close() {
    if (!isStuck()) {
      session.abort(channel);
      return;
    }
    try {
      session.abandonPublishing();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean isStuck() {
    return abandoned || !blocked.isEmpty();
  }
}
