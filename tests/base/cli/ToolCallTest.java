package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Command;

/** What the other tests rely on when a tool is called inside their JVM. */
@Tag("unit")
class ToolCallTest {

  @TempDir Path folder;

  /** Where no server is. */
  private Command tool(String script, String... arguments) {
    return Command.of(script, arguments)
        .in(folder)
        .env("UCW_HOME", folder.toString())
        .env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest")
        .env("RABBITMQ_PORT", "1")
        .env("WORKER_STATUS_URLS", "http://127.0.0.1:1")
        .env("TOOLS_LANG", "en");
  }

  @Test
  void exitCodeAndBothStreamsAreKeptApart() {
    Command.Result result = tool("check_queues.java", "--nagios", "--verbose").run().expect(2);
    assertThat(result.stdout()).startsWith("CRITICAL: RabbitMQ");
    assertThat(result.stderr()).contains("BrokerException");
  }

  @Test
  void stdinIsTheCalls() {
    Command start = tool("start_process.java", "key", "--variables", "-", "--json");
    assertThat(start.stdin("no variables").run().expect(3).stdout()).contains("no variables");
  }

  @Test
  void theLogIsTheCallsAndThenThatOfTheTestsAgain() {
    List<Handler> before = List.of(Logger.getLogger("").getHandlers());
    tool("start_process.java", "key").run().expect(2);
    assertEquals(before, List.of(Logger.getLogger("").getHandlers()));
  }

  /** A watch ends with Ctrl-C only. */
  @Test
  void aCallThatDoesNotEndInTimeIsInterruptedAndSaysWhereItIs() {
    Command endless = tool("status_check.java", "--watch", "3600").timeout(Duration.ofSeconds(3));
    AssertionError failure = assertThrows(AssertionError.class, endless::run);
    assertThat(failure.getMessage())
        .contains("still running after 3 s")
        .contains("lib.base.cli.ToolRunner.run(");
    tool("check_queues.java", "--help").run().expect(0);
  }
}
