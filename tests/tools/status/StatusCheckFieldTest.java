package tests.tools.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Project;
import tests.support.StaticServer;
import tests.support.TestEnvironment;

/** What operators did with status_check and found wrong. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class StatusCheckFieldTest {

  private final TestEnvironment corner = new TestEnvironment();

  @AfterEach
  void close() {
    corner.close();
  }

  private Command tool(String... arguments) {
    return corner.command("status_check.java", arguments).env("WORKER_HTTP_PORT", "1");
  }

  @Test
  void aVirtualHostWithoutAnyOfTheQueuesIsTold() {
    Command.Result result = tool("--json").run().expect(2);
    assertThat(result.stdout())
        .as(result::toString)
        .contains("\"queues_missing\"", "(vhost " + corner.name() + ")");
    corner.broker().with(c -> c.queueDeclare("1c.queue", true, false, false, Map.of()));
    assertThat(tool("--json").run().expect(2).stdout()).doesNotContain("queues_missing");
  }

  /** Anything can answer with JSON, and nothing of it must be taken for "no tasks". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|{}",
        "[]|[]",
        "{\"version\": null}|{\"count\": 0}",
        "{\"version\": \"7.24.0\"}|{}",
        "{\"version\": \"7.24.0\"}|{\"count\": \"many\"}",
        "{\"version\": \"7.24.0\"}|[]"
      })
  void whatAnswersWithJsonIsNoEngineYet(String version, String count, @TempDir Path folder)
      throws IOException {
    Path rest = Files.createDirectories(folder.resolve("engine-rest/external-task"));
    Files.writeString(rest.resolve("count"), count);
    Files.writeString(rest.resolveSibling("version"), version);
    try (var server = new StaticServer(folder)) {
      Command.Result result =
          tool("--json", "--lang", "en").env("CAMUNDA_BASE_URL", server.url().toString()).run();
      assertThat(result.expect(2).stdout())
          .as(result::toString)
          .contains("\"camunda_unreachable\"", "the Camunda REST API");
    }
  }

  @Test
  void aTopicWithALineBreakForgesNoLine() {
    corner.engine().deploy(Bpmn.oneTask("forged", "a&#10;  OVERALL STATUS: READY"));
    corner.engine().start("forged");
    Command.Result result = tool("--lang", "en").run().expect(2);
    assertThat(result.stdout()).as(result::toString).contains("| a\\n  OVERALL STATUS: READY\n");
  }

  /** {@code | true} reads nothing, and the monitor or script behind it wants the verdict. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "status_check.java --nagios",
        "status_check.java",
        "worker_diagnostics.java --quick"
      })
  void theVerdictCountsThoughNobodyReads(String call) {
    Command piped = inAShell(call + " | true; exit ${PIPESTATUS[0]}");
    piped.env("RABBITMQ_PORT", "1").run().expect(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status_check.java --watch 1 --brief",
        "check_queues.java --watch 1 --brief",
        "camunda_processes.java --watch 1",
        "status_check.java --watch 1 --json"
      })
  void aWatchThatNobodyReadsEnds(String call) {
    Command.Result result = inAShell(call + " | head -1").run().expect(0);
    assertThat(result.stdoutLines()).hasSize(1);
    assertThat(result.stderr()).as(result::toString).doesNotContain("Broken pipe");
  }

  private Command inAShell(String line) {
    Command command = Command.program("bash", "-c", Project.home() + "/" + line);
    for (Map.Entry<String, String> setting : corner.environment().entrySet()) {
      command = command.env(setting.getKey(), setting.getValue());
    }
    return command.env("WORKER_HTTP_PORT", "1");
  }
}
