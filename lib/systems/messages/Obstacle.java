package lib.systems.messages;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.text.Message;

/**
 * Why a message cannot be published again as it is. Such a message is left alone: RabbitMQ would
 * deliver it elsewhere a second time, or refuse it together with those around it.
 *
 * @see <a href="https://www.rabbitmq.com/docs/sender-selected">RabbitMQ, sender-selected
 *     distribution</a>
 * @see <a href="https://www.rabbitmq.com/docs/validated-user-id">RabbitMQ, validated user-id</a>
 */
final class Obstacle {

  private static final List<String> ROUTING = List.of("CC", "BCC");

  /** Stands where bytes were no UTF-8: the client has already lost them. */
  private static final String REPLACEMENT = "\uFFFD";

  private Obstacle() {}

  /**
   * What is against it, if anything.
   *
   * @param number names the message for people
   * @param user who would publish it
   */
  static Optional<Message> of(long number, QueueMessage message, String user) {
    BasicProperties properties = message.properties();
    Map<String, Object> headers = Objects.requireNonNullElse(properties.getHeaders(), Map.of());
    Optional<String> routing = ROUTING.stream().filter(headers::containsKey).findFirst();
    if (routing.isPresent()) {
      return Optional.of(Message.of("reader.obstacle.routed", number, routing.get()));
    }
    String publisher = properties.getUserId();
    if (publisher != null && !publisher.equals(user)) {
      return Optional.of(Message.of("reader.obstacle.user", number, publisher, user));
    }
    return Optional.empty();
  }

  /** The same for a message that has just come from the broker. */
  static Optional<Message> ofDelivered(long number, QueueMessage message, String user) {
    return of(number, message, user)
        .or(
            () ->
                isAltered(message.properties())
                    ? Optional.of(Message.of("reader.obstacle.altered", number))
                    : Optional.empty());
  }

  private static boolean isAltered(BasicProperties properties) {
    return Stream.of(
                properties.getContentType(),
                properties.getContentEncoding(),
                properties.getCorrelationId(),
                properties.getReplyTo(),
                properties.getExpiration(),
                properties.getMessageId(),
                properties.getType(),
                properties.getUserId(),
                properties.getAppId(),
                properties.getClusterId())
            .anyMatch(text -> text != null && text.contains(REPLACEMENT))
        || hasAlteredName(properties.getHeaders());
  }

  /** Texts among the values are kept as bytes; only names are not. */
  private static boolean hasAlteredName(Object value) {
    if (value instanceof Map<?, ?> table) {
      return table.entrySet().stream()
          .anyMatch(
              entry ->
                  entry.getKey().toString().contains(REPLACEMENT)
                      || hasAlteredName(entry.getValue()));
    }
    return value instanceof List<?> list && list.stream().anyMatch(Obstacle::hasAlteredName);
  }
}
