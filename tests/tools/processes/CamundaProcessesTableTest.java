package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.ProcessLandscape;
import tests.support.RunningCommand;

/** The engine's lists as tables, and looked at again and again. */
@Tag("cli")
@Tag("engine")
class CamundaProcessesTableTest {

  private static final ProcessLandscape LAND = new ProcessLandscape();

  @BeforeAll
  static void fill() {
    LAND.fill();
  }

  @AfterAll
  static void close() {
    LAND.close();
  }

  private static List<String> table(String columns, String... arguments) {
    return LAND.tool(arguments)
        .with("--table")
        .env("COLUMNS", columns)
        .run()
        .expect(0)
        .stdoutLines();
  }

  @Test
  void thoseThatNeedSomebodyComeFirst() {
    List<String> lines = table("200", "--external-tasks");
    assertThat(lines.get(0)).contains("EXTERNAL TASKS (5)");
    assertThat(lines.get(1)).containsPattern("^ID +STATE +AGE +TOPIC +RETRIES +BUSINESS KEY");
    assertThat(lines.subList(2, 7).stream().map(line -> line.split(" {2,}")[1]))
        .startsWith("out of retries")
        .containsExactlyInAnyOrder(
            "out of retries", "suspended", "after a failure", "in progress", "not locked");
    assertThat(lines.get(2)).contains("send_email", "ORDER-2", "no answer");
    assertThat(lines).hasSize(7);
  }

  /** The engine finds a task whose lock has ended also among those that are not locked. */
  @Test
  void aTaskInSeveralConditionsIsOneRow() {
    try (ProcessLandscape land = new ProcessLandscape()) {
      land.engine().deploy(Bpmn.oneTask("several", "send_email"));
      String suspended = land.start("several", "SUSPENDED");
      land.start("several", "FAILED");
      land.start("several", "EXPIRED");
      land.start("several", "FREE");
      for (String key : List.of("SUSPENDED", "EXPIRED")) {
        land.fetch("send_email", key, "worker", 1);
      }
      land.fail(land.fetch("send_email", "FAILED", "worker", ProcessLandscape.HOUR), "worker", 0);
      land.engine().put("/process-instance/" + suspended + "/suspended", Map.of("suspended", true));
      Command list = land.tool("--external-tasks", "--table").env("COLUMNS", "200");
      Eventually.that(
          "the locks have ended", () -> list.run().expect(0).stdout().contains("lock expired"));
      List<String> lines = list.run().expect(0).stdoutLines();
      assertThat(lines.get(0)).contains("EXTERNAL TASKS (4)");
      assertThat(lines.subList(2, lines.size()).stream().map(line -> line.split(" {2,}")[1]))
          .containsExactly("out of retries", "suspended", "lock expired", "not locked");
      assertThat(list.with("--limit", "3").run().expect(0).stdout())
          .contains("lock expired", "... and 1 more")
          .doesNotContain("not locked");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 200})
  void idsAreWholeAndLinesFit(int columns) {
    List<String> lines = table(String.valueOf(columns), "--external-tasks");
    for (JsonNode task : LAND.rows("/external-task", "id", "")) {
      assertThat(lines).anyMatch(line -> line.startsWith(task.path("id").asText()));
    }
    assertThat(lines.stream().filter(line -> !line.startsWith("Not shown")))
        .allMatch(line -> line.length() <= columns);
  }

  @Test
  void aLimitIsAppliedToWhatNeedsSomebodyLeast() {
    List<String> lines = table("100", "--external-tasks", "--limit", "2");
    assertThat(lines.subList(2, 4)).allMatch(line -> line.matches(".*(out of retr|suspended).*"));
    assertThat(String.join("\n", lines)).contains("... and 3 more");
  }

  @Test
  void everyListIsATable() {
    String text = String.join("\n", table("200"));
    assertThat(text)
        .contains("KEY", "VERSION", "approval")
        .containsPattern("(?m)^ID +STATE +PROCESS +BUSINESS KEY")
        .containsPattern("(?m)^ID +NAME +AGE +STATE +PROCESS")
        .containsPattern("(?m)^INSTANCE +AGE +TYPE")
        .contains("Process definitions: 5");
    assertThat(String.join("\n", table("200", "--instances", "--all-instances")))
        .containsPattern("(?m)^ID +STATE +AGE +PROCESS +BUSINESS KEY +TOOK")
        .contains("completed", "cancelled", "suspended");
  }

  @Test
  void anEmptyListSaysSo() {
    Command.Result result = LAND.tool("--incidents", "--key", "quick", "--table").run().expect(1);
    assertThat(result.stdout()).as(result::toString).contains("No incidents\n");
  }

  @ParameterizedTest
  @CsvSource({"--table --json,--table", "--watch 1 --export x,--watch"})
  void formsThatExcludeEachOtherAreRefused(String arguments, String named) {
    Command.Result result = LAND.tool(arguments.split(" ")).run().expect(3);
    assertThat(result.stderr()).contains("exclude each other", named);
  }

  @Test
  void aWatchPrintsTheListAgainAndAgain() {
    try (RunningCommand watch = LAND.tool("--external-tasks", "--table", "--watch", "1").start()) {
      watch.awaitStdout(text -> text.split("EXTERNAL TASKS", -1).length > 3, "three looks");
      watch.interrupt();
      Command.Result result = watch.awaitExit().expect(130);
      assertThat(result.stdout()).as(result::toString).contains("every 1 second");
    }
  }

  @Test
  void aWatchInJsonIsADocumentALine() throws IOException {
    try (RunningCommand watch = LAND.tool("--incidents", "--json", "--watch", "1").start()) {
      watch.awaitStdout(text -> text.lines().count() > 1, "two documents");
      watch.terminate();
      for (String line : watch.awaitExit().expect(130).stdoutLines()) {
        assertEquals(1, Json.MAPPER.readTree(line).path("incidents").size());
      }
    }
  }
}
