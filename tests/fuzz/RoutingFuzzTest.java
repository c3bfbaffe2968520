package tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.systems.topology.TopicPattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Seed;
import tests.support.TestEnvironment;

/** Which queue gets what, said by this program and by a real topic exchange. */
@Tag("rabbitmq")
class RoutingFuzzTest {

  private static final String EXCHANGE = "topics";
  private static final int BINDINGS = 150;
  private static final int KEYS = 700;
  private static final int MOST_WORDS = 5;

  private static final List<String> WORDS =
      List.of("bitrix24", "a", "A", "", " ", "задача", "a-b", "*a", "##", "*", "*", "#", "#", "😀");

  private final Random random = Seed.random();

  private List<String> some(int count) {
    return Stream.generate(this::words).distinct().limit(count).toList();
  }

  private String words() {
    return random
        .ints(random.nextInt(MOST_WORDS + 1), 0, WORDS.size())
        .mapToObj(WORDS::get)
        .collect(Collectors.joining("."));
  }

  @Test
  void isTheBrokers() {
    List<String> patterns = some(BINDINGS);
    List<String> keys = some(KEYS);
    try (TestEnvironment corner = new TestEnvironment()) {
      corner.broker().with(channel -> declare(channel, patterns));
      corner.broker().with(channel -> publish(channel, keys));
      for (String pattern : patterns) {
        TreeSet<String> expected = new TreeSet<>();
        keys.stream().filter(key -> TopicPattern.matches(pattern, key)).forEach(expected::add);
        assertEquals(
            expected, corner.broker().with(channel -> taken(channel, queue(pattern))), pattern);
      }
    }
  }

  private static String queue(String pattern) {
    return "of " + pattern;
  }

  private static Void declare(Channel channel, List<String> patterns) throws IOException {
    channel.exchangeDeclare(EXCHANGE, "topic");
    for (String pattern : patterns) {
      channel.queueDeclare(queue(pattern), false, false, false, Map.of());
      channel.queueBind(queue(pattern), EXCHANGE, pattern);
    }
    return null;
  }

  private static Void publish(Channel channel, List<String> keys) throws IOException {
    for (String key : keys) {
      channel.basicPublish(EXCHANGE, key, null, key.getBytes(StandardCharsets.UTF_8));
    }
    return null;
  }

  private static TreeSet<String> taken(Channel channel, String queue) throws IOException {
    TreeSet<String> taken = new TreeSet<>();
    for (GetResponse got = channel.basicGet(queue, true);
        got != null;
        got = channel.basicGet(queue, true)) {
      taken.add(new String(got.getBody(), StandardCharsets.UTF_8));
    }
    return taken;
  }
}
