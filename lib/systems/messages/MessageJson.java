package lib.systems.messages;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.json.Json;

/**
 * A message as JSON: the predecessor's fields, and what they leave out, so that the message can be
 * published again exactly as it was. {@code body_base64} and {@code headers_typed} are there only
 * where {@code body_raw} and {@code headers} are not exact.
 */
public final class MessageJson {

  private static final DateTimeFormatter HUMAN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final ObjectReader WHOLE =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final int LONGEST_TEXT = 255;
  private static final int LARGEST_OCTET = 255;
  private static final int LONGEST_REASON = 60;

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

  /** The fields of a message. */
  public Map<String, Object> of(long number, QueueMessage message) {
    Envelope envelope = message.envelope();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("message_number", number);
    json.put("delivery_tag", envelope.getDeliveryTag());
    json.put("exchange", envelope.getExchange());
    json.put("routing_key", envelope.getRoutingKey());
    json.put("redelivered", envelope.isRedeliver());
    Map<String, Object> headers = message.properties().getHeaders();
    if (headers != null && headers.get(QueueMessage.STREAM_OFFSET) != null) {
      json.put("stream_offset", headers.get(QueueMessage.STREAM_OFFSET));
    }
    json.put("properties", properties(message.properties()));
    body(json, message);
    return json;
  }

  private void body(Map<String, Object> json, QueueMessage message) {
    String text = message.readableText();
    Optional<JsonNode> parsed = message.text().flatMap(MessageJson::parse);
    json.put("body", parsed.<Object>map(node -> node).orElse(text));
    json.put("body_raw", text);
    json.put("body_type", parsed.isPresent() ? "json" : "text");
    if (message.text().isEmpty()) {
      json.put("body_base64", Base64.getEncoder().encodeToString(message.body()));
    }
  }

  /** The text as JSON; empty if it is none, or so deep that it could not be written again. */
  static Optional<JsonNode> parse(String text) {
    if (isTooDeep(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(WHOLE.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Brackets in strings count, too: of nothing that people write there are so many open ones. */
  private static boolean isTooDeep(String text) {
    int depth = 0;
    for (int i = 0; i < text.length() && depth <= DEEPEST; i++) {
      switch (text.charAt(i)) {
        case '[', '{' -> depth++;
        case ']', '}' -> depth--;
        default -> {}
      }
    }
    return depth > DEEPEST;
  }

  /** The properties that are set. */
  public Map<String, Object> properties(BasicProperties properties) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "content_type", properties.getContentType());
    put(json, "content_encoding", properties.getContentEncoding());
    put(json, "delivery_mode", properties.getDeliveryMode());
    put(json, "priority", properties.getPriority());
    put(json, "correlation_id", properties.getCorrelationId());
    put(json, "reply_to", properties.getReplyTo());
    put(json, "expiration", properties.getExpiration());
    put(json, "message_id", properties.getMessageId());
    if (properties.getTimestamp() != null) {
      json.put("timestamp", properties.getTimestamp().getTime() / 1000);
      json.put("timestamp_human", human(properties.getTimestamp()));
    }
    put(json, "type", properties.getType());
    put(json, "user_id", properties.getUserId());
    put(json, "app_id", properties.getAppId());
    put(json, "cluster_id", properties.getClusterId());
    Map<String, Object> headers = properties.getHeaders();
    if (headers != null) {
      Map<String, Object> own = new LinkedHashMap<>(headers);
      own.remove(QueueMessage.STREAM_OFFSET);
      json.put("headers", PlainHeaders.table(own));
      if (!PlainHeaders.isExact(own)) {
        json.put("headers_typed", TypedHeaders.table(own));
      }
    }
    return json;
  }

  private static void put(Map<String, Object> json, String name, Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  /**
   * The message of its JSON; the envelope is as it was at the export.
   *
   * @throws IllegalArgumentException if something is missing or wrong in it
   */
  static QueueMessage read(JsonNode json) {
    JsonNode properties = json.path("properties");
    require(isAbsent(properties) || properties.isObject(), "properties", properties);
    Envelope envelope =
        new Envelope(
            json.path("delivery_tag").asLong(),
            json.path("redelivered").asBoolean(),
            json.path("exchange").asText(),
            json.path("routing_key").asText());
    return new QueueMessage(envelope, readProperties(properties), readBody(json));
  }

  private static byte[] readBody(JsonNode json) {
    if (json.path("body_base64").isTextual()) {
      return Base64.getDecoder().decode(json.path("body_base64").textValue());
    }
    if (!json.path("body_raw").isTextual()) {
      throw new IllegalArgumentException("body_raw");
    }
    return json.path("body_raw").textValue().getBytes(StandardCharsets.UTF_8);
  }

  private static BasicProperties readProperties(JsonNode json) {
    BasicProperties.Builder builder =
        new BasicProperties.Builder()
            .contentType(text(json, "content_type"))
            .contentEncoding(text(json, "content_encoding"))
            .deliveryMode(number(json, "delivery_mode"))
            .priority(number(json, "priority"))
            .correlationId(text(json, "correlation_id"))
            .replyTo(text(json, "reply_to"))
            .expiration(text(json, "expiration"))
            .messageId(text(json, "message_id"))
            .type(text(json, "type"))
            .userId(text(json, "user_id"))
            .appId(text(json, "app_id"))
            .clusterId(text(json, "cluster_id"));
    JsonNode timestamp = json.path("timestamp");
    if (!isAbsent(timestamp)) {
      require(timestamp.canConvertToLong() && timestamp.isIntegralNumber(), "timestamp", timestamp);
      builder.timestamp(new Date(json.path("timestamp").longValue() * 1000));
    }
    for (String name : List.of("headers", "headers_typed")) {
      require(isAbsent(json.path(name)) || json.path(name).isObject(), name, json.path(name));
    }
    if (json.path("headers_typed").isObject()) {
      builder.headers(TypedHeaders.readTable(json.path("headers_typed")));
    } else if (json.path("headers").isObject()) {
      builder.headers(PlainHeaders.readTable(json.path("headers")));
    }
    return builder.build();
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (isAbsent(value)) {
      return null;
    }
    boolean good = value.isTextual() && bytes(value.textValue()) <= LONGEST_TEXT;
    return require(good, name, value).textValue();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Integer number(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (isAbsent(value)) {
      return null;
    }
    boolean good = value.isInt() && value.intValue() >= 0 && value.intValue() <= LARGEST_OCTET;
    return require(good, name, value).intValue();
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static JsonNode require(boolean good, String name, JsonNode value) {
    if (!good) {
      String words = value.toString();
      int shown = Math.min(words.length(), LONGEST_REASON);
      throw new IllegalArgumentException(name + " = " + words.substring(0, shown));
    }
    return value;
  }

  /**
   * Whether somebody has changed {@code body}, which is for people, and not what is sent.
   *
   * @param json a message as this tool writes it
   */
  static boolean isBodyChanged(JsonNode json) {
    JsonNode body = json.path("body");
    String raw = json.path("body_raw").asText();
    boolean same =
        body.isMissingNode()
            || (body.isTextual() && body.textValue().equals(raw))
            || parse(raw).filter(body::equals).isPresent();
    return !same
        || (json.path("body_base64").isTextual()
            && json.path("body_raw").isTextual()
            && !new String(readBody(json), StandardCharsets.UTF_8).equals(raw));
  }
}
