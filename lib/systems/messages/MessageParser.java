package lib.systems.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.systems.rabbitmq.Alteration;

/** Reads a message in a file, as {@link MessageJson} or the predecessor has written it. */
final class MessageParser {

  private static final int LONGEST_TEXT = 255;
  private static final int LARGEST_OCTET = 255;
  private static final int LONGEST_REASON = 60;

  private MessageParser() {}

  /**
   * The message of its JSON; the envelope is as it was at the export.
   *
   * @throws MalformedMessage if something is missing or wrong in it
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
    Optional<Alteration> alteration =
        Optional.ofNullable(json.path("altered").textValue()).map(Alteration::of);
    return new QueueMessage(envelope, readProperties(properties), readBody(json), 0, alteration);
  }

  private static byte[] readBody(JsonNode json) {
    if (json.path("body_base64").isTextual()) {
      try {
        return Base64.getDecoder().decode(json.path("body_base64").textValue());
      } catch (IllegalArgumentException e) {
        throw new MalformedMessage(e, "base64");
      }
    }
    if (!json.path("body_raw").isTextual()) {
      throw new MalformedMessage("no_body");
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
    headers(json).ifPresent(builder::headers);
    return builder.build();
  }

  private static Optional<Map<String, Object>> headers(JsonNode json) {
    for (String name : List.of("headers", "headers_typed")) {
      require(isAbsent(json.path(name)) || json.path(name).isObject(), name, json.path(name));
    }
    if (json.path("headers_typed").isObject()) {
      return Optional.of(typed(json.path("headers_typed")));
    }
    return json.path("headers").isObject()
        ? Optional.of(PlainHeaders.readTable(json.path("headers")))
        : Optional.empty();
  }

  private static Map<String, Object> typed(JsonNode headers) {
    try {
      return TypedHeaders.readTable(headers);
    } catch (IllegalArgumentException e) {
      throw new MalformedMessage(e, "typed_headers");
    }
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
      throw new MalformedMessage("value", name, words.substring(0, shown));
    }
    return value;
  }

  /**
   * Refuses a message in which somebody has changed {@code body}, which is for people, and not what
   * is sent, or the other way round.
   *
   * @param json a message as this tool writes it
   * @throws MalformedMessage if they differ
   */
  static void requireSameBody(JsonNode json) {
    JsonNode body = json.path("body");
    String raw = json.path("body_raw").asText();
    boolean same =
        body.isMissingNode()
            || (body.isTextual() && body.textValue().equals(raw))
            || MessageJson.parse(raw).filter(body::equals).isPresent();
    boolean hasRaw = json.path("body_raw").isTextual();
    if (json.path("body_base64").isTextual()) {
      String sent = new String(readBody(json), StandardCharsets.UTF_8);
      if (!same || (hasRaw && !sent.equals(raw))) {
        throw new MalformedMessage("bytes_changed");
      }
    } else if (!same && hasRaw) {
      throw new MalformedMessage("body_changed");
    }
  }
}
