package lib.systems.messages;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lib.base.text.Reason;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.Pending;
import lib.systems.rabbitmq.PublisherChannel;
import lib.systems.rabbitmq.Receipt;

/**
 * Publishes messages in their order, a batch at once, then waits for the broker's word on each.
 *
 * <p>In an alarm the broker stops reading: a write may then never return. So a thread of its own
 * writes, and the caller gives up on it after a while, or soon if somebody asks to stop.
 */
public final class Sender implements AutoCloseable {

  private static final int MOST_MESSAGES = 500;
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  /** Without any confirm for so long, the broker is taken for stuck, e.g. in a memory alarm. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The same if somebody waits for the tool to stop. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private static final long TICK_MILLIS = 200;

  private final PublisherChannel channel;
  private final BrokerSession session;
  private final Stop stop;
  private List<Pending> batch = new ArrayList<>();
  private long bytes;
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
    this.channel =
        session.publishingChannel((cause, left) -> lose(left, session.failure(cause).reason()));
    session.onBlocked(this::block);
  }

  /** Adds a message to the batch. Sends nothing yet. */
  public void add(Outgoing message) {
    batch.add(Pending.of(message));
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
    List<Pending> messages = batch;
    batch = new ArrayList<>();
    bytes = 0;
    begin(messages.size());
    messages.forEach(message -> message.receipt().thenRun(this::settled));
    Thread writer = new Thread(() -> write(messages), "publisher");
    writer.setDaemon(true);
    writer.start();
    await(messages);
    return messages.stream().map(Pending::receipt).map(CompletableFuture::join).toList();
  }

  private void write(List<Pending> messages) {
    try {
      for (Pending message : messages) {
        if (!mayWrite()) {
          return;
        }
        channel.send(message);
      }
    } catch (IOException | RuntimeException e) {
      lose(messages, session.failure(e).reason());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits while the broker takes nothing. */
  private synchronized boolean mayWrite() throws InterruptedException {
    progress++;
    while (!blocked.isEmpty() && open > 0 && channel.isOpen()) {
      TimeUnit.MILLISECONDS.timedWait(this, TICK_MILLIS);
    }
    return open > 0;
  }

  private synchronized void block(String reason) {
    blocked = reason;
    notifyAll();
  }

  private synchronized void begin(int messages) {
    open = messages;
  }

  private synchronized void settled() {
    open--;
    progress++;
    notifyAll();
  }

  private synchronized void await(List<Pending> messages) throws InterruptedException {
    long before = progress;
    long since = System.nanoTime();
    while (open > 0) {
      TimeUnit.MILLISECONDS.timedWait(this, TICK_MILLIS);
      Duration patience = stop.isRequested() ? STOP_PATIENCE : PATIENCE;
      if (progress != before) {
        before = progress;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > patience.toNanos()) {
        abandoned = true;
        lose(
            messages,
            blocked.isEmpty()
                ? Reason.of("messages.no_confirm", patience.toSeconds())
                : Reason.said("connection.blocked: " + blocked));
      }
    }
  }

  private static void lose(List<Pending> messages, Reason reason) {
    messages.forEach(message -> message.settle(Receipt.lost(reason)));
  }

  /** Closes the channel; if the broker takes nothing, the connection. */
  @Override
  public void close() {
    if (!isStuck()) {
      channel.abort();
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
