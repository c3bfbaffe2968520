package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiConsumer;
import lib.systems.rabbitmq.Publisher.Outgoing;
import lib.systems.rabbitmq.Publisher.Pending;

/** One channel for publishing, and what is unconfirmed on it. */
final class PublisherChannel {

  private static final class Sent {
    final Pending pending;
    final String messageId;
    volatile Receipt returned;

    Sent(Pending pending, String messageId) {
      this.pending = pending;
      this.messageId = messageId;
    }
  }

  private final NavigableMap<Long, Sent> unconfirmed = new ConcurrentSkipListMap<>();
  private final BiConsumer<ShutdownSignalException, List<Pending>> whenClosed;
  private final Channel channel;

  /**
   * @param whenClosed told of the unconfirmed messages, in their order; must not block
   */
  PublisherChannel(
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

  boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * Sends a message that can be sent.
   *
   * @throws IOException if it was not
   */
  void send(Pending pending) throws IOException {
    Outgoing message = pending.message();
    BasicProperties properties = message.properties();
    if (properties.getMessageId() == null) {
      properties = properties.builder().messageId(UUID.randomUUID().toString()).build();
    }
    long number = channel.getNextPublishSeqNo();
    unconfirmed.put(number, new Sent(pending, properties.getMessageId()));
    try {
      channel.basicPublish(
          message.exchange(), message.routingKey(), true, properties, message.body());
    } catch (IllegalArgumentException e) {
      unconfirmed.remove(number);
      channel.abort(); // It is counted, but not sent.
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
      sent.pending.receipt().complete(sent.returned != null ? sent.returned : receipt);
    }
  }

  /** A return names no delivery tag and comes before its confirm. */
  private void returned(Return r) {
    Receipt receipt = Receipt.returned(r.getReplyCode() + " " + r.getReplyText());
    for (Sent sent : unconfirmed.values()) {
      if (sent.messageId.equals(r.getProperties().getMessageId())) {
        sent.returned = receipt;
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
