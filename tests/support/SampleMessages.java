package tests.support;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.impl.LongStringHelper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages that have everything that AMQP knows, each the same for its number. */
public final class SampleMessages {

  private static final int HUGE = 4 * 1024 * 1024;

  private SampleMessages() {}

  public static BasicProperties properties(int number) {
    return switch (number % 4) {
      case 0 -> new BasicProperties.Builder().deliveryMode(2).messageId("m" + number).build();
      case 1 -> new BasicProperties();
      case 2 -> new BasicProperties.Builder().headers(headers(number)).build();
      default ->
          new BasicProperties.Builder()
              .contentType("text/plain")
              .contentEncoding("utf-8")
              .deliveryMode(number % 8 == 3 ? 1 : 2)
              .priority(number % 10)
              .correlationId("Корреляция " + number)
              .replyTo("reply.queue")
              .expiration("3600000")
              .messageId("message-" + number)
              .timestamp(new Date(1_751_537_765_000L + number * 1000L))
              .type("some.type")
              .userId("guest")
              .appId("app \"quoted\"")
              .clusterId("cluster")
              .headers(headers(number))
              .build();
    };
  }

  private static Map<String, Object> headers(int number) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("text", "текст " + number);
    headers.put("empty", "");
    headers.put("int", number);
    headers.put("long", (long) number);
    headers.put("large", Long.MAX_VALUE - number);
    headers.put("byte", (byte) -7);
    headers.put("short", (short) -300);
    headers.put("true", true);
    headers.put("none", null);
    headers.put("double", 0.1);
    headers.put("minus zero", -0.0);
    headers.put("float", 1.5f);
    headers.put("decimal", new BigDecimal(BigInteger.valueOf(-123_456), 3));
    headers.put("time", new Date(1_700_000_000_000L));
    headers.put("bytes", new byte[] {0, -1, 127, 10});
    headers.put("not utf-8", LongStringHelper.asLongString(new byte[] {(byte) 0xff, 'a'}));
    List<Object> list = new ArrayList<>(List.of("a", 1, 2L, Map.of("k", List.of())));
    list.add(null);
    headers.put("list", list);
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("deep", Map.of("deeper", List.of(Map.of("t", new Date(1_000L)))));
    inner.put("none", null);
    headers.put("table", inner);
    headers.put("no table", Map.of());
    return headers;
  }

  public static byte[] body(int number) {
    if (number == 5 || number == 1234) {
      byte[] huge = new byte[HUGE];
      new Random(number).nextBytes(huge);
      return huge;
    } else if (number == 2000) {
      return ("\"" + "ж".repeat(HUGE / 2) + "\"").getBytes(StandardCharsets.UTF_8);
    }
    return switch (number % 7) {
      case 0 -> new byte[0];
      case 1 -> "plain text \u0000 \n\t".getBytes(StandardCharsets.UTF_8);
      case 2 -> "Кириллица и 🐰".getBytes(StandardCharsets.UTF_8);
      case 3 -> new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) number};
      case 4 ->
          ("{\"b\":1.10,  \"a\":[1e400, 12345678901234567890], \"a\":\"\\u0416\"}")
              .getBytes(StandardCharsets.UTF_8);
      case 5 -> "\uFEFF{\"bom\": true}".getBytes(StandardCharsets.UTF_8);
      default -> "{\"broken\": ".getBytes(StandardCharsets.UTF_8);
    };
  }

  /** What is different from the message as it was published; empty if nothing is. */
  public static String difference(int number, GetResponse message, boolean quorum) {
    BasicProperties expected = properties(number);
    BasicProperties actual = message.getProps();
    Map<String, Object> headers = actual.getHeaders();
    if (quorum && headers != null) {
      headers = new LinkedHashMap<>(headers);
      headers.remove("x-delivery-count");
      headers = headers.isEmpty() ? null : headers;
    }
    if (!expected.builder().headers(null).build().equals(actual.builder().headers(null).build())) {
      return expected + " <> " + actual;
    }
    String wanted = text(expected.getHeaders());
    String found = text(headers);
    return wanted.equals(found) ? "" : wanted + " <> " + found;
  }

  /** With the Java type of each value, texts and byte arrays by their bytes. */
  private static String text(Object value) {
    if (value == null) {
      return "null";
    } else if (value instanceof Map<?, ?> map) {
      List<String> all = new ArrayList<>();
      map.forEach((name, item) -> all.add(name + "=" + text(item)));
      all.sort(String::compareTo);
      return all.toString();
    } else if (value instanceof List<?> list) {
      return "list" + list.stream().map(SampleMessages::text).toList();
    } else if (value instanceof byte[] bytes) {
      return "bytes" + Arrays.toString(bytes);
    } else if (value instanceof String string) {
      return "text" + Arrays.toString(string.getBytes(StandardCharsets.UTF_8));
    } else if (value instanceof com.rabbitmq.client.LongString string) {
      return "text" + Arrays.toString(string.getBytes());
    }
    return value.getClass().getSimpleName() + " " + value;
  }
}
