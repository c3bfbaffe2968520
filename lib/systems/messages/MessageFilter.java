package lib.systems.messages;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.base.text.UnpackedText;

/**
 * Messages that contain a text, letter by letter: in the body, the routing key, a header or one of
 * the identifying properties. A body of JSON also counts with its escapes resolved, as some systems
 * write Cyrillic as {@code \\u0418}; a compressed one what it holds.
 */
public final class MessageFilter {

  private final Optional<String> text;
  private final Set<String> ids;
  private final Optional<Predicate<QueueMessage>> also;

  /**
   * @param text empty for all messages
   */
  public MessageFilter(Optional<String> text) {
    this(text, Set.of());
  }

  /**
   * The same for certain messages.
   *
   * @param ids values of the property {@code message_id}; empty for all messages
   */
  public MessageFilter(Optional<String> text, Set<String> ids) {
    this(text, ids, Optional.empty());
  }

  private MessageFilter(
      Optional<String> text, Set<String> ids, Optional<Predicate<QueueMessage>> also) {
    this.text = text;
    this.ids = Set.copyOf(ids);
    this.also = also;
  }

  /** The messages of this filter that are also such. */
  public MessageFilter and(Predicate<QueueMessage> condition) {
    return new MessageFilter(text, ids, Optional.of(condition));
  }

  /** Whether there is nothing to look for. */
  public boolean isEverything() {
    return text.isEmpty() && ids.isEmpty() && also.isEmpty();
  }

  /** Whether the message is meant. */
  public boolean matches(QueueMessage message) {
    return (ids.isEmpty() || ids.contains(id(message)))
        && (text.isEmpty() || contains(message, text.get()))
        && (also.isEmpty() || also.get().test(message));
  }

  /** The body as a look shows it. */
  private static String shown(QueueMessage message) {
    return message
        .text()
        .or(() -> message.unpacked().map(UnpackedText::text))
        .orElseGet(message::readableText);
  }

  private static String id(QueueMessage message) {
    return Optional.ofNullable(message.properties().getMessageId()).orElse("");
  }

  private static boolean contains(QueueMessage message, String wanted) {
    String body = shown(message);
    if (body.contains(wanted) || message.envelope().getRoutingKey().contains(wanted)) {
      return true;
    }
    BasicProperties properties = message.properties();
    Map<String, Object> headers = properties.getHeaders();
    return Stream.of(
                properties.getMessageId(),
                properties.getCorrelationId(),
                properties.getType(),
                properties.getAppId())
            .anyMatch(value -> value != null && value.contains(wanted))
        || (headers != null && Json.write(PlainHeaders.table(headers)).contains(wanted))
        || (body.contains("\\u")
            && MessageJson.parse(body)
                .filter(json -> Json.write(json).contains(wanted))
                .isPresent());
  }
}
