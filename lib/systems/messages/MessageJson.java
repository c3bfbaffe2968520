package lib.systems.messages;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.json.Json;
import lib.systems.rabbitmq.Alteration;

/** Makes JSON of messages, and of their bodies. */
public final class MessageJson {

  private static final DateTimeFormatter HUMAN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ObjectReader WHOLE =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Of two members with one name a tree has the last one only. */
  private static final ObjectReader EXACT =
      WHOLE.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  /** Jackson writes up to 1000 levels, those around the body included. */
  private static final int DEEPEST = 500;

  private final ZoneId zone;

  /**
   * @param zone of the times for people
   */
  public MessageJson(ZoneId zone) {
    this.zone = zone;
  }

  /** A time as the tools print it. */
  public String human(Date time) {
    return HUMAN.format(time.toInstant().atZone(zone));
  }

  /** All of a message. */
  public MessageDocument document(long number, QueueMessage message) {
    Envelope envelope = message.envelope();
    BasicProperties properties = message.properties();
    Optional<String> text = message.text();
    String readable = text.orElseGet(message::readableText);
    Optional<JsonNode> parsed = text.flatMap(MessageJson::parseExactly);
    return new MessageDocument(
        number,
        envelope.getDeliveryTag(),
        envelope.getExchange(),
        envelope.getRoutingKey(),
        envelope.isRedeliver(),
        message.alteration().map(Alteration::code),
        message.streamOffset(),
        properties(properties, message.alteration().equals(Optional.of(Alteration.TIMESTAMP))),
        parsed.<Object>map(node -> node).orElse(readable),
        readable,
        parsed.isPresent() ? "json" : "text",
        text.isPresent()
            ? Optional.empty()
            : Optional.of(Base64.getEncoder().encodeToString(message.body())));
  }

  /**
   * @param timeLost whether what the client has made of the time is another one
   */
  private PropertiesDocument properties(BasicProperties properties, boolean timeLost) {
    Optional<Map<String, Object>> headers =
        Optional.ofNullable(properties.getHeaders()).map(MessageJson::withoutOffset);
    Optional<Date> timestamp =
        Optional.ofNullable(properties.getTimestamp()).filter(time -> !timeLost);
    return new PropertiesDocument(
        Optional.ofNullable(properties.getContentType()),
        Optional.ofNullable(properties.getContentEncoding()),
        Optional.ofNullable(properties.getDeliveryMode()),
        Optional.ofNullable(properties.getPriority()),
        Optional.ofNullable(properties.getCorrelationId()),
        Optional.ofNullable(properties.getReplyTo()),
        Optional.ofNullable(properties.getExpiration()),
        Optional.ofNullable(properties.getMessageId()),
        timestamp.map(time -> time.getTime() / 1000),
        timestamp.map(this::human),
        Optional.ofNullable(properties.getType()),
        Optional.ofNullable(properties.getUserId()),
        Optional.ofNullable(properties.getAppId()),
        Optional.ofNullable(properties.getClusterId()),
        headers.map(PlainHeaders::table),
        headers.filter(own -> !PlainHeaders.isExact(own)).map(TypedHeaders::table));
  }

  private static Map<String, Object> withoutOffset(Map<String, Object> headers) {
    Map<String, Object> own = new LinkedHashMap<>(headers);
    own.remove(QueueMessage.STREAM_OFFSET);
    return own;
  }

  /**
   * The text as JSON that says all of it; empty if it is none, has two members with one name, or is
   * so deep that it could not be written again.
   */
  private static Optional<JsonNode> parseExactly(String text) {
    return isTooDeep(text) ? Optional.empty() : parse(EXACT, text);
  }

  /** The text as JSON as programs read it; empty if it is none. */
  static Optional<JsonNode> parse(String text) {
    return parse(WHOLE, text);
  }

  private static Optional<JsonNode> parse(ObjectReader reader, String text) {
    try {
      return Optional.of(reader.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static boolean isTooDeep(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length() && depth <= DEEPEST; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted) {
        i += c == '\\' ? 1 : 0;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if (c == ']' || c == '}') {
        depth--;
      }
    }
    return depth > DEEPEST;
  }
}
