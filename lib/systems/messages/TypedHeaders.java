package lib.systems.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers as JSON that keeps their AMQP types: each value is an object with {@code type} and {@code
 * value}. The types are those that RabbitMQ and its Java client know.
 *
 * @see <a href="https://www.rabbitmq.com/amqp-0-9-1-errata#section_3">RabbitMQ, AMQP 0-9-1 errata,
 *     field types</a>
 */
final class TypedHeaders {

  private static final String TYPE = "type";
  private static final String VALUE = "value";

  private TypedHeaders() {}

  /** A table, each value with its type. */
  static Map<String, Object> table(Map<?, ?> table) {
    Map<String, Object> all = new LinkedHashMap<>();
    table.forEach((name, value) -> all.put(name.toString(), of(value)));
    return all;
  }

  private static Map<String, Object> of(Object value) {
    if (value == null) {
      return typed("null", null);
    } else if (value instanceof LongString text) {
      return string(text);
    } else if (value instanceof Map<?, ?> table) {
      return typed("table", table(table));
    } else if (value instanceof List<?> list) {
      return typed("array", list.stream().map(TypedHeaders::of).toList());
    } else if (value instanceof Date date) {
      return typed("timestamp", date.getTime() / 1000);
    } else if (value instanceof byte[] bytes) {
      return typed("bytes", Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof BigDecimal number) {
      Map<String, Object> decimal = typed("decimal", number.unscaledValue());
      decimal.put("scale", number.scale());
      return decimal;
    } else if (value instanceof Number number) {
      return number(number);
    }
    return typed(value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT), value);
  }

  private static Map<String, Object> string(LongString text) {
    String readable = new String(text.getBytes(), StandardCharsets.UTF_8);
    return text.equals(PlainHeaders.longString(readable))
        ? typed("string", readable)
        : typed("string_base64", Base64.getEncoder().encodeToString(text.getBytes()));
  }

  /** Fractions as text: JSON has neither infinities nor a difference between the two kinds. */
  private static Map<String, Object> number(Number number) {
    return switch (number.getClass().getSimpleName()) {
      case "Integer" -> typed("int", number);
      case "Float", "Double" ->
          typed(number instanceof Float ? "float" : "double", number.toString());
      default ->
          typed(number.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT), number);
    };
  }

  private static Map<String, Object> typed(String type, Object value) {
    Map<String, Object> typed = new LinkedHashMap<>();
    typed.put(TYPE, type);
    typed.put(VALUE, value);
    return typed;
  }

  /**
   * The headers of an object in JSON.
   *
   * @throws IllegalArgumentException if it is not what {@link #table} writes
   */
  static Map<String, Object> readTable(JsonNode json) {
    Map<String, Object> all = new LinkedHashMap<>();
    json.properties().forEach(entry -> all.put(entry.getKey(), read(entry.getValue())));
    return all;
  }

  private static Object read(JsonNode json) {
    JsonNode value = json.path(VALUE);
    String type = json.path(TYPE).asText();
    return switch (type) {
      case "null" -> null;
      case "string" -> PlainHeaders.longString(value.asText());
      case "string_base64" ->
          LongStringHelper.asLongString(Base64.getDecoder().decode(value.asText()));
      case "table" -> readTable(value);
      case "array" -> array(value);
      case "timestamp" -> new Date(value.longValue() * 1000);
      case "bytes" -> Base64.getDecoder().decode(value.asText());
      case "decimal" ->
          new BigDecimal(new BigInteger(value.asText()), json.path("scale").intValue());
      case "boolean" -> value.booleanValue();
      case "byte" -> (byte) value.intValue();
      case "short" -> value.shortValue();
      case "int" -> value.intValue();
      case "long" -> value.longValue();
      case "float" -> Float.valueOf(value.asText());
      case "double" -> Double.valueOf(value.asText());
      default -> throw new IllegalArgumentException("unknown type of a header: \"" + type + "\"");
    };
  }

  private static List<Object> array(JsonNode json) {
    List<Object> all = new ArrayList<>();
    json.forEach(item -> all.add(read(item)));
    return all;
  }
}
