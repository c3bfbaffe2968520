package tests.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lib.base.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import sandbox.FreePort;
import sandbox.RabbitNode;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.RunningCommand;
import tests.support.Servers;

/** README's first command, as a stranger types it. */
@Isolated("It has the standard ports of engine and broker, where others expect nobody")
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class DemoTest {

  private static final int STANDARD_PORT = 5672;
  private static final Pattern ADDRESS = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  @Test
  void accountsForEveryInstance() throws IOException {
    Command.Result result =
        Command.of("sandbox/demo.java", "--instances", "20", "--json").run().expect(0);
    JsonNode document = Json.MAPPER.readTree(result.stdout());
    assertEquals(20, document.path("instances_started").asInt(), document.toString());
    assertEquals(20, document.path("instances_completed").asInt(), document.toString());
    assertEquals(5, document.path("systems").size(), document.toString());
  }

  @Test
  void usesTheRabbitMqThatIsThereAndSaysSo() throws IOException {
    assertTrue(FreePort.isFree(STANDARD_PORT), "this test needs port 5672");
    try (RabbitNode node = RabbitNode.start(Servers.folder("demo"), STANDARD_PORT, 0)) {
      String said =
          Command.of("sandbox/demo.java", "--instances", "5", "--lang", "en")
              .run()
              .expect(0)
              .stderr();
      assertThat(said).contains("is running at 127.0.0.1:5672 and will be used");
      assertTrue(node.isRunning());
    }
  }

  @Test
  void leavesNoProcessAndNoPortBehindAfterCtrlC() {
    try (RunningCommand demo =
        Command.of("sandbox/demo.java", "--instances", "400", "--lang", "en").start()) {
      demo.awaitStderr("Completed "); // Somewhere in the middle.
      List<ProcessHandle> children = demo.descendants();
      assertTrue(children.size() >= 3, "engine, broker and worker: " + children);
      demo.interrupt();
      demo.awaitExit().expect(130);
      Eventually.that(
          "every process has ended",
          () -> children.stream().noneMatch(ProcessHandle::isAlive),
          () -> children);
      for (int port : portsIn(demo.stderr())) {
        Eventually.that("port " + port + " is free", () -> FreePort.isFree(port));
      }
    }
  }

  private static List<Integer> portsIn(String text) {
    List<Integer> ports = new ArrayList<>();
    for (Matcher m = ADDRESS.matcher(text); m.find(); ) {
      ports.add(Integer.parseInt(m.group(1)));
    }
    assertTrue(ports.size() >= 2, text);
    return ports;
  }
}
