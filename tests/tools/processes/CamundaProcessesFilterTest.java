package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.ProcessLandscape;
import tests.support.ProcessesOutput;

/** The filters and limits of the tool that shows processes, on a real engine. */
@Tag("cli")
@Tag("engine")
class CamundaProcessesFilterTest {

  private static final ProcessLandscape LAND = new ProcessLandscape();

  @BeforeAll
  static void fill() {
    LAND.fill();
  }

  @AfterAll
  static void remove() {
    LAND.close();
  }

  private static JsonNode json(String... arguments) throws IOException {
    return ProcessesOutput.json(LAND.tool(arguments).with("--json").run().expect(0));
  }

  private static List<String> fields(JsonNode document) {
    List<String> names = new ArrayList<>();
    document.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Each filter by what is left of every list, as letters of the lists and numbers of rows. */
  @Nested
  class Filters {

    private static String sizes(JsonNode document) {
      StringBuilder sizes = new StringBuilder();
      for (String name : fields(document)) {
        if (document.path(name).isArray()) {
          sizes.append(name).append(' ').append(document.path(name).size()).append("; ");
        }
      }
      return sizes.toString().strip();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--key order|process_definitions 2; process_instances 4; external_tasks 4;"
              + " user_tasks 0; incidents 0;",
          "--key mail,approval|process_definitions 2; process_instances 2; external_tasks 1;"
              + " user_tasks 1; incidents 1;",
          "--business-key ORDER-2|process_instances 2; external_tasks 2; user_tasks 0;"
              + " incidents 1;",
          "--business-key ORDER-3 --business-key ORDER-1|process_instances 3; external_tasks 2;"
              + " user_tasks 1; incidents 0;",
          "--business-key ORDER-2 --key mail|process_instances 1; external_tasks 1;"
              + " user_tasks 0; incidents 1;",
          "--topic send_email|external_tasks 1;",
          "--topic send_email --topic bitrix_create_task|external_tasks 5;",
          "--worker-id w1|external_tasks 2;",
          "--worker-id w1 --topic bitrix_create_task|external_tasks 1;",
          "--worker-id w1,w2 --key order|external_tasks 2;",
          "--worker-id w1 --business-key ORDER-2|external_tasks 1;",
          "--key quick --all-instances|process_definitions 1; process_instances 0;"
              + " historic_process_instances 2; external_tasks 0; user_tasks 0; incidents 0;",
          "--business-key ORDER-4 --all-instances|process_instances 0;"
              + " historic_process_instances 2; external_tasks 0; user_tasks 0; incidents 0;"
        })
    void areAppliedToEveryListThatTheyFit(String options, String expected) throws IOException {
      assertEquals(expected, sizes(json(options.split(" "))));
    }

    @Test
    void areShownAndToldWhereTheyDoNotApply() {
      Command.Result result =
          LAND.tool("--definitions", "--external-tasks", "--topic", "send_email").run().expect(0);
      assertEquals(
          List.of("📋 PROCESS DEFINITIONS (5)", "⚡ EXTERNAL TASKS (1)"),
          ProcessesOutput.titles(result));
      assertThat(result.stdout())
          .as(result::toString)
          .contains("\n🔎 Filters: --topic send_email\n");
      assertEquals("⚠️ --topic does not apply to: process definitions\n", result.stderr());
    }

    @Test
    void areAppliedToTheStatistics() throws IOException {
      JsonNode statistics = json("--stats", "--key", "order", "--key", "quick").path("statistics");
      assertEquals(3, statistics.path("process_definitions").path("total").asInt());
      assertEquals(4, statistics.path("process_instances").path("total").asInt());
      assertEquals(2, statistics.path("process_instances").path("completed").asInt());
      assertEquals(1, statistics.path("process_instances").path("externally_terminated").asInt());
      assertEquals(1, statistics.path("external_tasks").path("back_off").asInt());
      assertEquals(0, statistics.path("external_tasks").path("out_of_retries").asInt());
      assertEquals(
          "{\"bitrix_create_task\":4}", Json.write(statistics.path("external_tasks_by_topic")));
      assertEquals("{\"order\":4}", Json.write(statistics.path("process_instances_by_key")));
      assertEquals(0, statistics.path("incidents").path("total").asInt());
    }

    @Test
    void thatTheStatisticsCannotApplyLeaveCountsOut() {
      Command.Result result =
          LAND.tool("--stats", "--worker-id", "w1", "--lang", "en").run().expect(0);
      assertThat(ProcessesOutput.section(result, "📊 STATISTICS"))
          .as(result::toString)
          .startsWith(
              """
              External tasks: 2
                 free: 0
                 locked, in progress: 0
                 locked after a failure (in back-off or tried again): 1
                 lock expired: 0
                 out of retries: 1
                 suspended: 0
              Not counted, a filter does not apply: process definitions, running instances,\
               user tasks, incidents
              """);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"--key no_such", "--business-key ORDER-77", "--topic t", "--stats --topic t"})
    void thatFitNothingAreAWarning(String options) {
      Command.Result result = LAND.tool(options.split(" ")).run().expect(1);
      assertThat(result.stdout())
          .as(result::toString)
          .endsWith("\n⚠️ Nothing matches the filters.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--key=", "--topic= ", "--worker-id=a,,b", "--business-key="})
    void withoutAValueAreAnError(String option) {
      Command.Result result = LAND.tool(option).run().expect(3);
      assertThat(result.stderr()).as(result::toString).startsWith("❌ Empty value in option --");
    }

    @Test
    void keepForeignTenantsOut() throws IOException {
      try (ProcessLandscape other = new ProcessLandscape().fill()) {
        JsonNode document =
            ProcessesOutput.json(other.tool("--json", "--all-instances").run().expect(0));
        assertEquals(5, document.path("process_definitions").size());
        assertEquals(9, document.path("historic_process_instances").size());
        assertEquals(
            6, document.path("statistics").path("process_instances").path("total").asInt());
        assertEquals(6, json("--instances").path("process_instances").size());
      }
    }
  }

  @Nested
  class Limit {

    @Test
    void saysHowManyMoreThereAre() {
      Command.Result result =
          LAND.tool("--external-tasks", "--definitions", "--limit", "2").run().expect(0);
      String tasks = ProcessesOutput.section(result, "⚡ EXTERNAL TASKS (5)");
      assertThat(tasks).contains("\n2. Task ID: ");
      assertThat(tasks).doesNotContain("\n3. Task ID: ");
      assertThat(tasks).contains("\n... and 3 more (more rows: --limit, all: --export)\n");
    }

    @Test
    void ofNoneShowsOnlyHowManyThereAre() {
      Command.Result result = LAND.tool("--external-tasks", "--limit", "0").run().expect(0);
      assertThat(ProcessesOutput.section(result, "⚡ EXTERNAL TASKS (5)"))
          .as(result::toString)
          .startsWith("\n... and 5 more");
    }

    @Test
    void isForTheScreenAndNotForTheExport(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("e.json");
      JsonNode printed = json("--external-tasks", "--limit", "2", "--export", file.toString());
      assertEquals(2, printed.path("external_tasks").size());
      assertEquals(5, Json.MAPPER.readTree(file.toFile()).path("external_tasks").size());
    }

    @Test
    void isANumberFromZeroOn() {
      Command.Result result = LAND.tool("--limit=-1").run().expect(3);
      assertEquals(
          "❌ Wrong value for --limit: \"-1\". Allowed: a whole number from 0 on.\n",
          result.stderr());
    }
  }
}
