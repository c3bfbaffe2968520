package tests.systems.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import lib.systems.rabbitmq.Alteration;
import lib.systems.rabbitmq.BrokerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.RawProperties;
import tests.support.TestEnvironment;

/** What other clients write and the Java client cannot keep is known of each message. */
@Tag("rabbitmq")
class AlterationTest {

  private static final byte[] BINARY = {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef};
  private static final byte[] BODY = "the body".getBytes(StandardCharsets.UTF_8);
  private static TestEnvironment corner;

  @BeforeAll
  static void declare() {
    corner = new TestEnvironment();
    corner.broker().with(c -> c.queueDeclare("q", true, false, false, Map.of()));
  }

  @AfterAll
  static void close() {
    corner.close();
  }

  private static RawProperties with() {
    return new RawProperties();
  }

  private static byte[] bytes(int... values) {
    ByteBuffer all = ByteBuffer.allocate(values.length);
    for (int value : values) {
      all.put((byte) value);
    }
    return all.array();
  }

  private static byte[] nested(int levels) {
    byte[] value = bytes('V');
    for (int i = 0; i < levels; i++) {
      byte[] inner = RawProperties.longText(value);
      value = ByteBuffer.allocate(inner.length + 1).put((byte) 'A').put(inner).array();
    }
    return ByteBuffer.allocate(value.length - 1).put(value, 1, value.length - 1).array();
  }

  static Stream<Arguments> lossy() {
    return Stream.of(
        Arguments.of("timestamp", with().timestamp(1_732_700_000_123_456_789L)),
        Arguments.of("timestamp", with().timestamp(-1_732_700_000_123_456_789L)),
        Arguments.of("timestamp", with().timestamp(Long.MIN_VALUE)),
        Arguments.of("timestamp", with().timestamp((Long.MAX_VALUE / 1000) + 1)),
        // 125 times 2^64 thousandths: what the client makes of it looks like a whole second.
        Arguments.of("timestamp", with().timestamp(2_305_843_009_213_693_952L)),
        Arguments.of("timestamp", with().header("at", 'T', RawProperties.number(1L << 62))),
        Arguments.of("not_utf8", with().correlationId(BINARY)),
        Arguments.of("not_utf8", with().property(15, RawProperties.shortText(BINARY))),
        Arguments.of("not_utf8", with().header(BINARY, 'I', bytes(0, 0, 0, 1))),
        Arguments.of(
            "repeated_header", with().header("a", 't', bytes(1)).header("a", 't', bytes(0))),
        Arguments.of("number_type", with().header("a", 'B', bytes(200))),
        Arguments.of("number_type", with().header("a", 'u', bytes(1, 2))),
        Arguments.of("number_type", with().header("a", 'i', bytes(255, 2, 3, 4))),
        Arguments.of("number_type", with().header("a", 't', bytes(7))),
        Arguments.of("marked", with().header("x-ucw-altered", 't', bytes(1))),
        Arguments.of("unreadable", with().header("deep", 'A', nested(60))));
  }

  @ParameterizedTest
  @MethodSource("lossy")
  void whatTheClientLosesIsTold(String code, RawProperties properties) throws Exception {
    properties.publish(corner, "q", BODY);
    GetResponse got = take(BrokerConnector.markingAlterations(corner.settings().rabbit()));
    assertEquals(Optional.of(code), Alteration.of(got.getProps()).map(Alteration::code));
    assertArrayEquals(BODY, got.getBody());
    Map<String, Object> headers = Alteration.withoutMark(got.getProps()).getHeaders();
    assertEquals(false, headers != null && headers.containsKey("x-ucw-altered"));
  }

  static Stream<Arguments> exact() {
    return Stream.of(
        Arguments.of(with().timestamp(Long.MAX_VALUE / 1000), "time"),
        Arguments.of(with().correlationId("\uFFFD Ж 🐰".getBytes(StandardCharsets.UTF_8)), "text"),
        Arguments.of(with().header("a", 'S', RawProperties.longText(BINARY)), "bytes in a value"),
        Arguments.of(with().header("a", 'L', RawProperties.number(5_000_000_000L)), "L"),
        Arguments.of(with(), "nothing"));
  }

  @ParameterizedTest
  @MethodSource("exact")
  void whatItKeepsIsNotSuspected(RawProperties properties, String name) throws Exception {
    properties.publish(corner, "q", BODY);
    GetResponse got = take(BrokerConnector.markingAlterations(corner.settings().rabbit()));
    assertEquals(Optional.empty(), Alteration.of(got.getProps()), name);
    assertArrayEquals(BODY, got.getBody());
  }

  /** Celery's integers beyond 32 bits close the connection of a Java client that is not ready. */
  @Test
  void aLongIntegerOfCeleryStopsNobody() throws Exception {
    byte[] list = bytes('L', 0, 0, 0, 1, 0, 0, 0, 2, 'L', 255, 255, 255, 255, 255, 255, 255, 255);
    with()
        .header("timelimit", 'L', RawProperties.number(4_294_967_298L))
        .header("list", 'A', RawProperties.longText(list))
        .property(7, RawProperties.shortText(bytes('m', '1')))
        .publish(corner, "q", BODY);
    BasicProperties read = take(new BrokerConnector(corner.settings().rabbit())).getProps();
    assertEquals(4_294_967_298L, read.getHeaders().get("timelimit"));
    assertEquals("[4294967298, -1]", read.getHeaders().get("list").toString());
    assertEquals("m1", read.getMessageId());
  }

  @Test
  void propertiesThatCannotBeReadLeaveTheBody() throws Exception {
    with().header("deep", 'A', nested(200)).publish(corner, "q", BODY);
    GetResponse got = take(new BrokerConnector(corner.settings().rabbit()));
    assertEquals(new BasicProperties(), got.getProps());
    assertArrayEquals(BODY, got.getBody());
  }

  private static GetResponse take(BrokerConnector connector) throws IOException, TimeoutException {
    try (Connection connection = connector.connect("test");
        Channel channel = connection.createChannel()) {
      return channel.basicGet("q", true);
    }
  }
}
