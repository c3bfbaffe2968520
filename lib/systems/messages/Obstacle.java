package lib.systems.messages;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lib.base.text.Message;

/**
 * Why a message cannot be published again as it is. Such a message is left alone: it would arrive
 * altered, RabbitMQ would deliver it elsewhere a second time, or refuse it together with those
 * around it.
 *
 * @see <a href="https://www.rabbitmq.com/docs/sender-selected">RabbitMQ, sender-selected
 *     distribution</a>
 * @see <a href="https://www.rabbitmq.com/docs/validated-user-id">RabbitMQ, validated user-id</a>
 * @see <a href="https://www.rabbitmq.com/docs/ttl#per-message-ttl-in-publishers">RabbitMQ,
 *     expiration</a>
 */
public final class Obstacle {

  private static final List<String> ROUTING = List.of("CC", "BCC");

  /** Milliseconds; RabbitMQ refuses larger ones. */
  private static final long LONGEST_EXPIRATION = (1L << 32) - 1;

  private Obstacle() {}

  /** What the client has lost of a message, if anything: asked before it is removed or written. */
  public static Optional<Message> altered(long number, QueueMessage message) {
    return message
        .alteration()
        .map(what -> Message.of("messages.obstacle.altered." + what.code(), number));
  }

  /**
   * What is against publishing it, if anything.
   *
   * @param number names the message for people
   */
  static Optional<Message> of(long number, QueueMessage message, BrokerSession session) {
    return altered(number, message)
        .or(() -> routed(number, message.properties()))
        .or(() -> foreign(number, message.properties(), session.user()))
        .or(() -> expiration(number, message.properties()))
        .or(() -> size(number, message, session.frameMax()));
  }

  private static Optional<Message> routed(long number, BasicProperties properties) {
    Map<String, Object> headers = Objects.requireNonNullElse(properties.getHeaders(), Map.of());
    return ROUTING.stream()
        .filter(headers::containsKey)
        .findFirst()
        .map(header -> Message.of("messages.obstacle.routed", number, header));
  }

  private static Optional<Message> foreign(long number, BasicProperties properties, String user) {
    return Optional.ofNullable(properties.getUserId())
        .filter(publisher -> !publisher.equals(user))
        .map(publisher -> Message.of("messages.obstacle.user", number, publisher, user));
  }

  private static Optional<Message> expiration(long number, BasicProperties properties) {
    return Optional.ofNullable(properties.getExpiration())
        .filter(text -> !text.matches("\\d{1,10}") || Long.parseLong(text) > LONGEST_EXPIRATION)
        .map(text -> Message.of("messages.obstacle.expiration", number, text));
  }

  /** The client writes all properties into one frame, and some values into none. */
  private static Optional<Message> size(long number, QueueMessage message, int most) {
    try {
      int size = message.properties().toFrame(1, message.body().length).size();
      return size <= most || most == 0
          ? Optional.empty()
          : Optional.of(
              Message.of(
                  "messages.obstacle.size",
                  number,
                  Message.count("byte", size),
                  Message.count("byte", most)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(Message.of("messages.obstacle.unwritable", number, e.getMessage()));
    }
  }
}
