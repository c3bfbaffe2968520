package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.impl.ValueWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.TreeSet;
import lib.systems.rabbitmq.Alteration;
import lib.systems.rabbitmq.BrokerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.RawProperties;
import tests.support.Seed;
import tests.support.TestEnvironment;

/**
 * Headers as no Java client writes them, through a real broker: each message arrives with its body,
 * and what is not said to be altered is byte for byte what was sent.
 */
@Tag("rabbitmq")
class HeadersFuzzTest {

  private static final int MESSAGES = 2_000;
  private static final String QUEUE = "headers";
  private static final String TYPES = "SxtbBsuIilLfdDVTFA";
  private static final int DEEPEST = 4;

  private static TestEnvironment corner;

  private final Random random = Seed.random();

  @BeforeAll
  static void declare() {
    corner = new TestEnvironment();
    corner.broker().with(c -> c.queueDeclare(QUEUE, true, false, false, Map.of()));
  }

  @AfterAll
  static void close() {
    corner.close();
  }

  @Test
  void areKeptOrSaidToBeAltered() throws Exception {
    int kept = 0;
    BrokerConnector connector = BrokerConnector.markingAlterations(corner.settings().rabbit());
    try (var sender = new RawProperties.Sender(corner);
        Connection connection = connector.connect("test");
        Channel channel = connection.createChannel()) {
      for (int i = 0; i < MESSAGES; i++) {
        RawProperties sent = headers();
        byte[] body = ("message " + i).getBytes(StandardCharsets.UTF_8);
        sender.send(QUEUE, sent, body);
        GetResponse got = channel.basicGet(QUEUE, true);
        assertThat(got.getBody()).isEqualTo(body);
        Optional<Alteration> alteration = Alteration.of(got.getProps());
        if (alteration.isEmpty()) {
          kept++;
          byte[] written = written(got.getProps().getHeaders());
          assertThat(table(ByteBuffer.wrap(written), written.length))
              .isEqualTo(table(ByteBuffer.wrap(sent.headers()), sent.headers().length));
        }
      }
    }
    assertThat(kept).as("headers that are kept").isBetween(MESSAGES / 10, MESSAGES * 9 / 10);
  }

  private RawProperties headers() {
    RawProperties headers = new RawProperties();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      char type = type(0);
      headers.header(name(), type, value(type, 0));
    }
    return headers;
  }

  private char type(int depth) {
    return TYPES.charAt(random.nextInt(TYPES.length() - (depth == DEEPEST ? 2 : 0)));
  }

  /** Mostly letters; sometimes bytes that are no text, or the name of another one. */
  private byte[] name() {
    if (random.nextInt(30) == 0) {
      return bytes(1 + random.nextInt(5));
    }
    return "заголовок-%d".formatted(random.nextInt(200)).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] value(char type, int depth) {
    return switch (type) {
      case 'S', 'x' -> RawProperties.longText(bytes(random.nextInt(20)));
      case 't' -> new byte[] {(byte) (random.nextInt(10) == 0 ? 7 : random.nextInt(2))};
      case 'b', 'B' -> bytes(1);
      case 's', 'u' -> bytes(2);
      case 'I', 'i' -> bytes(4);
      case 'f' -> ByteBuffer.allocate(4).putFloat((float) random.nextGaussian()).array();
      case 'd' -> RawProperties.number(Double.doubleToLongBits(random.nextGaussian()));
      case 'l', 'L' -> bytes(8);
      case 'D' -> ByteBuffer.allocate(5).put((byte) random.nextInt(30)).put(bytes(4)).array();
      case 'V' -> new byte[0];
      case 'T' -> RawProperties.number(random.nextLong() >> random.nextInt(64));
      case 'F' -> RawProperties.longText(inner(depth, true));
      default -> RawProperties.longText(inner(depth, false));
    };
  }

  private byte[] inner(int depth, boolean named) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = random.nextInt(4); i > 0; i--) {
      if (named) {
        all.writeBytes(RawProperties.shortText(name()));
      }
      char type = type(depth + 1);
      all.write(type);
      all.writeBytes(value(type, depth + 1));
    }
    return all.toByteArray();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** As the client would send them on. */
  private static byte[] written(Map<String, Object> headers) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ValueWriter(new DataOutputStream(bytes)).writeTable(headers);
    return Arrays.copyOfRange(bytes.toByteArray(), Integer.BYTES, bytes.size());
  }

  /** A table as text, in the order of its names; the two types of 64-bit integers are one. */
  private static String table(ByteBuffer bytes, int length) {
    TreeSet<String> fields = new TreeSet<>();
    int end = bytes.position() + length;
    while (bytes.position() < end) {
      String name = hex(bytes, bytes.get() & 0xff);
      fields.add(name + "=" + value(bytes));
    }
    return fields.toString();
  }

  private static String value(ByteBuffer bytes) {
    char type = (char) bytes.get();
    return switch (type) {
      case 'F' -> "F" + table(bytes, bytes.getInt());
      case 'A' -> {
        StringJoiner list = new StringJoiner(",", "A[", "]");
        int end = bytes.getInt() + bytes.position();
        while (bytes.position() < end) {
          list.add(value(bytes));
        }
        yield list.toString();
      }
      case 'S', 'x' -> type + hex(bytes, bytes.getInt());
      case 'V' -> "V";
      case 't', 'b', 'B' -> type + hex(bytes, 1);
      case 's', 'u' -> type + hex(bytes, 2);
      case 'I', 'i', 'f' -> type + hex(bytes, 4);
      case 'D' -> type + hex(bytes, 5);
      case 'L', 'l' -> "l" + hex(bytes, 8);
      case 'd', 'T' -> type + hex(bytes, 8);
      default -> throw new AssertionError("type " + type);
    };
  }

  private static String hex(ByteBuffer bytes, int length) {
    byte[] some = new byte[length];
    bytes.get(some);
    return HexFormat.of().formatHex(some);
  }
}
