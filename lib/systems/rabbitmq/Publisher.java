package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Publishes persistent messages with the {@code mandatory} flag and publisher confirms, many in
 * flight at once. A message counts as sent only if its receipt is {@link Receipt.Confirmed}: the
 * broker has it and it reached a queue.
 *
 * <p>The channel belongs to one thread, the publisher's own. Nothing is sent twice by itself: after
 * a loss the receipts say so and the caller decides.
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

  private static final Pattern OVERSIZED = Pattern.compile("message size (\\d+) is larger than");

  private static final class Pending {
    final Outgoing message;
    final CompletableFuture<Receipt> receipt;
    volatile Receipt returned;

    Pending(Outgoing message, CompletableFuture<Receipt> receipt) {
      this.message = message;
      this.receipt = receipt;
    }
  }

  private final Runnable channelClosed;
  private final ExecutorService thread;

  /** Every receipt that is still open, sent or not. */
  private final Set<CompletableFuture<Receipt>> open = ConcurrentHashMap.newKeySet();

  private volatile Connection connection;
  private volatile Session session;

  /**
   * Has no connection yet: until {@link #use} everything is lost at once.
   *
   * @param name of the thread
   * @param channelClosed called when the broker closes the channel but not the connection, e.g.
   *     because the exchange does not exist or may not be written to; must not block
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

  /** From now on publishes on a channel of this connection, which it opens when it needs it. */
  public void use(Connection newConnection) {
    connection = newConnection;
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
    try {
      thread.execute(() -> send(message, receipt));
    } catch (RejectedExecutionException e) {
      receipt.complete(new Receipt.Lost("publisher closed"));
    }
    return receipt;
  }

  /** Messages that are neither confirmed nor lost. */
  public int unconfirmed() {
    return open.size();
  }

  /**
   * Gives up everything unconfirmed: those receipts become {@link Receipt.Lost}. For a broker that
   * does not answer in time.
   */
  public void abandon(String reason) {
    session = null;
    open.forEach(receipt -> receipt.complete(new Receipt.Lost(reason)));
  }

  @Override
  public void close() {
    thread.shutdown();
    abandon("publisher closed");
  }

  private void send(Outgoing message, CompletableFuture<Receipt> receipt) {
    if (receipt.isDone()) {
      return; // Given up while it waited behind a write that the broker did not take.
    }
    try {
      Session current = session;
      if (current == null || !current.channel.isOpen()) {
        current = new Session();
        session = current;
      }
      current.send(message, receipt);
    } catch (IOException | RuntimeException e) {
      receipt.complete(new Receipt.Lost(BrokerFailure.of("", e).reason()));
    }
  }

  /** One channel and what is unconfirmed on it. */
  private final class Session {
    final NavigableMap<Long, Pending> pending = new ConcurrentSkipListMap<>();
    final Channel channel;

    Session() throws IOException {
      Connection open = connection;
      if (open == null) {
        throw new IOException("no connection yet");
      }
      channel = Channels.open(open);
      channel.confirmSelect();
      channel.addConfirmListener(this::acked, this::nacked);
      channel.addReturnListener(this::returned);
      channel.addShutdownListener(this::closed);
    }

    void send(Outgoing message, CompletableFuture<Receipt> receipt) throws IOException {
      BasicProperties properties = message.properties();
      if (properties.getMessageId() == null) {
        properties = properties.builder().messageId(UUID.randomUUID().toString()).build();
      }
      Outgoing marked =
          new Outgoing(message.exchange(), message.routingKey(), properties, message.body());
      Pending sent = new Pending(marked, receipt);
      long number = channel.getNextPublishSeqNo();
      pending.put(number, sent);
      try {
        channel.basicPublish(
            message.exchange(), message.routingKey(), true, properties, message.body());
      } catch (IllegalArgumentException e) {
        // e.g. a routing key over 255 bytes: the client has counted it, but sent nothing, so from
        // now on its numbers are not the broker's.
        pending.remove(number);
        receipt.complete(new Receipt.Refused(e.getMessage()));
        channel.abort();
        lose("channel closed after a message that cannot be sent");
        return;
      } catch (IOException | ShutdownSignalException e) {
        if (pending.remove(number) != null) {
          throw e;
        }
      }
      if (!channel.isOpen()) {
        closed(channel.getCloseReason());
      }
    }

    private void acked(long number, boolean multiple) {
      settle(number, multiple, new Receipt.Confirmed());
    }

    private void nacked(long number, boolean multiple) {
      settle(number, multiple, new Receipt.Nacked());
    }

    private void settle(long number, boolean multiple, Receipt receipt) {
      Collection<Pending> settled;
      if (multiple) {
        NavigableMap<Long, Pending> upTo = pending.headMap(number, true);
        settled = List.copyOf(upTo.values());
        upTo.clear();
      } else {
        Pending one = pending.remove(number);
        settled = one == null ? List.of() : List.of(one);
      }
      for (Pending p : settled) {
        p.receipt.complete(p.returned != null ? p.returned : receipt);
      }
    }

    /** A return names no delivery tag and comes before its confirm. */
    private void returned(Return r) {
      Receipt receipt = new Receipt.Returned(r.getReplyCode() + " " + r.getReplyText());
      for (Pending p : pending.values()) {
        if (p.message.properties().getMessageId().equals(r.getProperties().getMessageId())) {
          p.returned = receipt;
        }
      }
    }

    private void closed(ShutdownSignalException cause) {
      String reason = BrokerFailure.replyText(cause);
      Matcher oversized = OVERSIZED.matcher(reason);
      if (oversized.find()) {
        refuseOversized(Long.parseLong(oversized.group(1)), reason);
      } else if (!cause.isHardError() && !cause.isInitiatedByApplication()) {
        channelClosed.run();
      }
      lose(reason);
    }

    /** The broker closes the channel at a message over its limit: that one message is to blame. */
    private void refuseOversized(long size, String reason) {
      for (Map.Entry<Long, Pending> entry : pending.entrySet()) {
        if (entry.getValue().message.body().length == size) {
          pending.remove(entry.getKey());
          entry.getValue().receipt.complete(new Receipt.Refused(reason));
          return;
        }
      }
    }

    void lose(String reason) {
      for (Long number : pending.keySet()) {
        Pending lost = pending.remove(number);
        if (lost != null) {
          lost.receipt.complete(new Receipt.Lost(reason));
        }
      }
    }
  }
}
