package lib.systems.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.LongStringHelper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Headers as ordinary JSON, for people and for what was exported by the predecessor. It knows fewer
 * types than AMQP; {@link TypedHeaders} keeps all of them.
 */
final class PlainHeaders {

  private PlainHeaders() {}

  /** A header's value as something that JSON can show. */
  static Object of(Object value) {
    if (value instanceof Map<?, ?> table) {
      return table(table);
    } else if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      list.forEach(item -> all.add(of(item)));
      return all;
    } else if (value instanceof LongString text) {
      return new String(text.getBytes(), StandardCharsets.UTF_8);
    } else if (value instanceof Date date) {
      return date.toInstant().toString();
    } else if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    } else if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? value : value.toString();
    }
    return value;
  }

  /** A table's values. */
  static Map<String, Object> table(Map<?, ?> table) {
    Map<String, Object> all = new LinkedHashMap<>();
    table.forEach((name, value) -> all.put(name.toString(), of(value)));
    return all;
  }

  /** Whether {@link #read} makes the same of it again. */
  static boolean isExact(Object value) {
    if (value == null || value instanceof Boolean || value instanceof Integer) {
      return true;
    } else if (value instanceof Long number) {
      return number != number.intValue();
    } else if (value instanceof Double number) {
      return Double.isFinite(number)
          && number.equals(new BigDecimal(number.toString()).doubleValue());
    } else if (value instanceof LongString text) {
      String readable = new String(text.getBytes(), StandardCharsets.UTF_8);
      return text.equals(longString(readable));
    } else if (value instanceof List<?> list) {
      return list.stream().allMatch(PlainHeaders::isExact);
    }
    return value instanceof Map<?, ?> table
        && table.values().stream().allMatch(PlainHeaders::isExact);
  }

  /** What a value in JSON is as a header. */
  static Object read(JsonNode json) {
    if (json.isNull()) {
      return null;
    } else if (json.isTextual()) {
      return longString(json.textValue());
    } else if (json.isBoolean()) {
      return json.booleanValue();
    } else if (json.isIntegralNumber()) {
      if (json.canConvertToInt()) {
        return json.intValue();
      }
      return json.canConvertToLong() ? (Object) json.longValue() : longString(json.asText());
    } else if (json.isNumber()) {
      return json.doubleValue();
    } else if (json.isArray()) {
      List<Object> all = new ArrayList<>();
      json.forEach(item -> all.add(read(item)));
      return all;
    }
    return readTable(json);
  }

  /** What an object in JSON is as headers. */
  static Map<String, Object> readTable(JsonNode json) {
    Map<String, Object> all = new LinkedHashMap<>();
    json.properties().forEach(entry -> all.put(entry.getKey(), read(entry.getValue())));
    return all;
  }

  static LongString longString(String text) {
    return LongStringHelper.asLongString(text.getBytes(StandardCharsets.UTF_8));
  }
}
