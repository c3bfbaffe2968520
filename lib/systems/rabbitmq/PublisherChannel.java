package lib.systems.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import lib.base.text.Reason;

/**
 * One channel for publishing, mandatory and with confirms, and what is unconfirmed on it. Messages
 * go out exactly as they are, not even a {@code message_id} is added. One thread sends at a time;
 * receipts are settled by the connection's thread, so what follows them must not block.
 *
 * @see <a href="https://www.rabbitmq.com/docs/confirms">RabbitMQ, consumer acknowledgements and
 *     publisher confirms</a>
 */
public final class PublisherChannel {

  private static final class Sent {
    private final Pending pending;
    private volatile Receipt returned;

    private Sent(Pending pending) {
      this.pending = pending;
    }

    private boolean isLike(Return r) {
      Outgoing message = pending.message();
      return Objects.equals(message.properties().getMessageId(), r.getProperties().getMessageId())
          && message.routingKey().equals(r.getRoutingKey())
          && Arrays.equals(message.body(), r.getBody());
    }
  }

  private final NavigableMap<Long, Sent> unconfirmed = new ConcurrentSkipListMap<>();
  private final BiConsumer<ShutdownSignalException, List<Pending>> whenClosed;
  private final Channel channel;

  /**
   * Opens it.
   *
   * @param whenClosed told of the unconfirmed messages, in their order, to settle them; must not
   *     block
   */
  public PublisherChannel(
      Connection connection, BiConsumer<ShutdownSignalException, List<Pending>> whenClosed)
      throws IOException {
    this.whenClosed = whenClosed;
    channel = Channels.open(connection);
    channel.confirmSelect();
    channel.addConfirmListener(
        (number, multiple) -> settle(number, multiple, Receipt.CONFIRMED),
        (number, multiple) -> settle(number, multiple, Receipt.NACKED));
    channel.addReturnListener(this::returned);
    channel.addShutdownListener(this::closed);
  }

  /** Whether it can send. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * Sends a message that can be sent.
   *
   * @throws IOException if it was not
   */
  public void send(Pending pending) throws IOException {
    Outgoing message = pending.message();
    long number = channel.getNextPublishSeqNo();
    unconfirmed.put(number, new Sent(pending));
    try {
      channel.basicPublish(
          message.exchange(), message.routingKey(), true, message.properties(), message.body());
    } catch (IllegalArgumentException e) {
      unconfirmed.remove(number);
      abort(); // It is counted, but not sent.
      throw e;
    } catch (IOException | ShutdownSignalException e) {
      if (unconfirmed.remove(number) != null) {
        throw e;
      }
    }
    if (!channel.isOpen()) {
      closed(channel.getCloseReason());
    }
  }

  /** Closes it without waiting for what is unconfirmed. */
  public void abort() {
    try {
      channel.abort();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // The client swallows what goes wrong.
    }
  }

  private void settle(long number, boolean multiple, Receipt receipt) {
    Collection<Sent> settled;
    if (multiple) {
      NavigableMap<Long, Sent> upTo = unconfirmed.headMap(number, true);
      settled = List.copyOf(upTo.values());
      upTo.clear();
    } else {
      Sent one = unconfirmed.remove(number);
      settled = one == null ? List.of() : List.of(one);
    }
    for (Sent sent : settled) {
      sent.pending.settle(sent.returned != null ? sent.returned : receipt);
    }
  }

  /** Names no delivery tag, and comes before the confirm: found by what it carries. */
  private void returned(Return r) {
    for (Sent sent : unconfirmed.values()) {
      if (sent.returned == null && sent.isLike(r)) {
        sent.returned = Receipt.returned(Reason.said(r.getReplyCode() + " " + r.getReplyText()));
        return;
      }
    }
  }

  private void closed(ShutdownSignalException cause) {
    List<Pending> left = new ArrayList<>();
    for (Long number : unconfirmed.keySet()) {
      Sent sent = unconfirmed.remove(number);
      if (sent != null) {
        left.add(sent.pending);
      }
    }
    if (!left.isEmpty()) {
      whenClosed.accept(cause, left);
    }
  }
}
