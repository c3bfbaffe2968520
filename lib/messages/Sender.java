package lib.messages;

//SOURCES BrokerSession.java
//SOURCES ../rabbitmq/BrokerException.java
//SOURCES ../rabbitmq/Receipt.java
//DEPS com.rabbitmq:amqp-client:5.37.0

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
import lib.rabbitmq.Receipt;

/**
 * Publishes messages exactly as they are, in their order, mandatory and with publisher confirms: a
 * batch at once, then waits for the broker's word on each. Unlike the worker's publisher it adds
 * nothing, not even a {@code message_id}.
 *
 * @see <a href="https://www.rabbitmq.com/docs/confirms">RabbitMQ, consumer acknowledgements and
 *     publisher confirms</a>
 */
public final class Sender implements AutoCloseable {

  /** A message and the queue that it goes to, through the default exchange. */
  public record Outgoing(String queue, BasicProperties properties, byte[] body) {}

  private static final int MOST_MESSAGES = 500;
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  /** Without any confirm for so long, the broker is taken for stuck, e.g. in a memory alarm. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Channel channel;
  private final BrokerSession session;
  private final List<Outgoing> batch = new ArrayList<>();
  private final List<Receipt> receipts = new ArrayList<>();
  private long bytes;
  private long firstNumber;
  private int open;
  private volatile String blocked = "";

  /**
   * Opens a channel.
   *
   * @throws lib.rabbitmq.BrokerException if that fails
   */
  public Sender(BrokerSession session) {
    this.session = session;
    this.channel = session.publishingChannel();
    session.onBlocked(reason -> blocked = reason);
    session.call(channel::confirmSelect);
    channel.addConfirmListener(
        (number, multiple) -> settle(number, multiple, new Receipt.Confirmed()),
        (number, multiple) -> settle(number, multiple, new Receipt.Nacked()));
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
    try {
      for (Outgoing message : messages) {
        channel.basicPublish("", message.queue(), true, message.properties(), message.body());
      }
    } catch (IOException | RuntimeException e) {
      lose(session.failure(e).reason());
    }
    await();
    return finish();
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
    int before = open;
    long since = System.nanoTime();
    while (open > 0) {
      TimeUnit.MILLISECONDS.timedWait(this, 200);
      if (open < before) {
        before = open;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
        lose(
            blocked.isEmpty()
                ? "no confirm within " + PATIENCE.toSeconds() + " s"
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
      }
    }
    notifyAll();
  }

  /** Names no delivery tag, and comes before the confirm: found by what it carries. */
  private synchronized void returned(Return r) {
    for (int i = 0; i < receipts.size(); i++) {
      Outgoing message = batch.get(i);
      if (receipts.get(i) == null
          && message.queue().equals(r.getRoutingKey())
          && Objects.equals(message.properties().getMessageId(), r.getProperties().getMessageId())
          && Arrays.equals(message.body(), r.getBody())) {
        receipts.set(i, new Receipt.Returned(r.getReplyCode() + " " + r.getReplyText()));
        open--;
        notifyAll();
        return;
      }
    }
  }

  private synchronized void lose(String reason) {
    for (int i = 0; i < receipts.size(); i++) {
      if (receipts.get(i) == null) {
        receipts.set(i, new Receipt.Lost(reason));
      }
    }
    open = 0;
    notifyAll();
  }

  /** Closes the channel. */
  @Override
  public void close() {
    session.abort(channel);
  }
}
