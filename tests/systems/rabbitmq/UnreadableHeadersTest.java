package tests.systems.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static tests.support.RawHeaders.field;
import static tests.support.RawHeaders.number;
import static tests.support.RawHeaders.sized;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.systems.rabbitmq.BrokerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.RawHeaders;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** Messages with header tables that the Java client by itself cannot read. */
@Tag("engine")
@Tag("rabbitmq")
class UnreadableHeadersTest {

  private static final String QUEUE = "raw";
  private static final long BEYOND_32_BITS = 1_732_700_000_123L;

  private final TestEnvironment corner = new TestEnvironment();
  private final RawHeaders raw = new RawHeaders(Servers.rabbit().port(), corner.name());

  @BeforeEach
  void declare() {
    corner.broker().with(c -> c.queueDeclare(QUEUE, true, false, false, Map.of()));
  }

  @AfterEach
  void close() {
    corner.close();
  }

  static Stream<Arguments> tables() {
    byte[] large = number(BEYOND_32_BITS, Long.BYTES);
    byte[] name = field("who", 'S', sized("пётр".getBytes(StandardCharsets.UTF_8)));
    return Stream.of(
        Arguments.of(field("at", 'L', large), "{at=1732700000123}"),
        Arguments.of(field("at", 'L', number(-1, 8)), "{at=-1}"),
        Arguments.of(joined(name, field("at", 'L', large)), "{at=1732700000123, who=пётр}"),
        Arguments.of(
            field("t", 'F', sized(field("in", 'F', sized(field("at", 'L', large))))),
            "{t={in={at=1732700000123}}}"),
        Arguments.of(
            field("a", 'A', sized(joined(new byte[] {'L'}, large), new byte[] {'t', 1})),
            "{a=[1732700000123, true]}"));
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private List<GetResponse> read(int count) throws Exception {
    SettingsSources sources =
        new SettingsSources(Map.of(), corner.environment(), Path.of("/nowhere"), Optional.empty());
    var connector = new BrokerConnector(Settings.load(sources).rabbit());
    try (Connection connection = connector.connect("reader");
        Channel channel = connection.createChannel()) {
      List<GetResponse> all = new java.util.ArrayList<>();
      for (int i = 0; i < count; i++) {
        all.add(channel.basicGet(QUEUE, true));
      }
      return all;
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void areReadWithTheNumbersThatTheyHave(byte[] table, String expected) throws Exception {
    raw.publish(QUEUE, table, "L and l: the body stays as it is");
    corner.broker().send(QUEUE, "behind it");
    List<GetResponse> both = read(2);
    Map<String, Object> headers = new java.util.TreeMap<>(both.get(0).getProps().getHeaders());
    assertEquals(expected, headers.toString());
    assertEquals("L and l: the body stays as it is", new String(both.get(0).getBody()));
    assertEquals("behind it", new String(both.get(1).getBody()));
  }

  @Test
  void areLeftOutWhereTheyAreTooDeepForTheClient() throws Exception {
    byte[] table = field("end", 't', number(1, 1));
    for (int i = 0; i < 1000; i++) {
      table = field("d", 'F', sized(table));
    }
    raw.publish(QUEUE, table, "body");
    GetResponse message = read(1).get(0);
    assertEquals("body", new String(message.getBody()));
    assertNull(message.getProps().getHeaders());
  }
}
