package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.nio.file.Path;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Command;
import tests.support.Messages;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TcpProxy;

/** queue_reader on a slow network: silence is not the end of a queue. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderNetworkTest {

  private static final BasicProperties PLAIN = new BasicProperties.Builder().build();

  @TempDir private Path folder;
  private final Messages messages = new Messages();
  private final TcpProxy network = new TcpProxy(Servers.rabbit().port());

  @AfterEach
  void close() {
    network.close();
    messages.close();
  }

  private Command slowly(String... arguments) {
    return messages
        .tool(arguments)
        .in(folder)
        .env("RABBITMQ_CONNECTION_TIMEOUT", "3000")
        .env("RABBITMQ_PORT", Integer.toString(network.port()));
  }

  @ParameterizedTest
  @CsvSource({
    "classic, 100, 100000, 1000000",
    "quorum, 100, 100000, 1000000",
    "classic, 8, 1000000, 500000",
    "quorum, 8, 1000000, 500000"
  })
  void everythingIsThere(String type, int count, int size, int bytesPerSecond) throws IOException {
    messages.queue("q", type);
    messages.queue("t", type);
    for (int i = 0; i < count; i++) {
      messages.publish("q", PLAIN, new byte[size]);
    }
    network.throttle(bytesPerSecond);
    slowly("q", "-o", "f.json").run().expect(0);
    assertEquals(
        count, Json.MAPPER.readTree(folder.resolve("f.json").toFile()).path("messages").size());
    assertEquals(count, messages.broker().ready("q"));
    slowly("q", "--count", "2").run().expect(0);
    slowly("q", "--clear", "--force", "-o", "g.json").run().expect(0);
    assertEquals(0, messages.broker().ready("q"));
    assertEquals(
        count, Json.MAPPER.readTree(folder.resolve("g.json").toFile()).path("messages").size());
  }

  @Test
  void whatIsMissingIsSaid() {
    messages.queue("q", "classic");
    for (int i = 0; i < 100; i++) {
      messages.publish("q", PLAIN, new byte[1_000_000]);
    }
    network.throttle(2_000_000);
    try (RunningCommand running = slowly("q", "-o", "f.json").start()) {
      running.awaitStdout("Messages in the queue: 100");
      messages.broker().with(c -> c.queuePurge("q"));
      Command.Result result = running.awaitExit().expect(1);
      assertThat(result.stderr()).as(result::toString).contains("(100 messages) it gave");
    }
  }
}
