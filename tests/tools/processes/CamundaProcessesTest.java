package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.ProcessLandscape;
import tests.support.ProcessesOutput;
import tests.support.Project;
import tests.support.Servers;

/** The tool that shows processes, by its real command line on a real engine. */
@Tag("cli")
@Tag("engine")
class CamundaProcessesTest {

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

  @Nested
  class Examples {

    @Test
    void everything() {
      Command.Result result = LAND.tool().run().expect(0);
      assertEquals(
          List.of(
              "🏗️  CAMUNDA ENGINE",
              "📋 PROCESS DEFINITIONS (5)",
              "🏃 RUNNING PROCESS INSTANCES (6)",
              "⚡ EXTERNAL TASKS (5)",
              "👤 USER TASKS (1)",
              "🚨 INCIDENTS (1)",
              "📊 STATISTICS"),
          ProcessesOutput.titles(result),
          result::toString);
      assertThat(result.stdout()).as(result::toString).contains("\nVersion: 7.24.0\n");
      assertThat(result.stdout()).as(result::toString).endsWith("\n\n✅ Done\n");
      assertEquals("", result.stderr());
    }

    @Test
    void russianIsTheDefaultLanguage() {
      Command.Result result = LAND.tool().withoutEnv("TOOLS_LANG").run().expect(0);
      assertEquals(
          List.of(
              "🏗️  ИНФОРМАЦИЯ О ДВИЖКЕ CAMUNDA",
              "📋 ОПРЕДЕЛЕНИЯ ПРОЦЕССОВ (5)",
              "🏃 АКТИВНЫЕ ЭКЗЕМПЛЯРЫ ПРОЦЕССОВ (6)",
              "⚡ ВНЕШНИЕ ЗАДАЧИ (5)",
              "👤 ПОЛЬЗОВАТЕЛЬСКИЕ ЗАДАЧИ (1)",
              "🚨 ИНЦИДЕНТЫ (1)",
              "📊 ОБЩАЯ СТАТИСТИКА"),
          ProcessesOutput.titles(result),
          result::toString);
      assertThat(result.stdout())
          .as(result::toString)
          .startsWith("🔗 Подключение к Camunda: http://");
      assertThat(result.stdout()).as(result::toString).contains("\n🔐 Аутентификация: Отключена\n");
      assertThat(result.stdout())
          .as(result::toString)
          .endsWith("\n\n✅ Операция завершена успешно\n");
    }

    @Test
    void statistics() {
      Command.Result result = LAND.tool("--stats").run().expect(0);
      assertEquals(List.of("🏗️  CAMUNDA ENGINE", "📊 STATISTICS"), ProcessesOutput.titles(result));
      assertEquals(
          """
          Process definitions: 5
             latest versions: 4
             suspended: 0
          Running instances: 6
             active: 5
             suspended: 1
             with incidents: 1
             completed (history): 2
             cancelled (history): 1
             ended by another process (history): 0
          External tasks: 5
             free: 1
             locked, in progress: 1
             locked after a failure (in back-off or tried again): 1
             lock expired: 0
             out of retries: 1
             suspended: 1
          User tasks: 1
             assigned: 0
             unassigned: 1
             suspended: 0
          Incidents: 1
             external tasks out of retries: 1
             jobs out of retries: 0

          External tasks by topic:
            bitrix_create_task: 4
            send_email: 1

          Running instances by process:
            approval: 1
            mail: 1
            order: 4

          ✅ Done
          """,
          ProcessesOutput.section(result, "📊 STATISTICS"));
    }

    @Test
    void externalTasks() {
      JsonNode task = LAND.rows("/external-task", "id", "&topicName=send_email").path(0);
      Command.Result result =
          LAND.tool("--external-tasks", "--topic", "send_email").run().expect(0);
      String text = ProcessesOutput.section(result, "⚡ EXTERNAL TASKS (1)");
      String lockEnd = text.replaceFirst("(?s).*Lock Expiration: (\\S+ \\S+)\n.*", "$1");
      assertTrue(lockEnd.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"), text);
      assertEquals(
          """

          1. Task ID: %s
             Topic Name: send_email
             Worker ID: w1
             Process Instance ID: %s
             Process Definition ID: %s
             Process Definition Key: mail
             Activity ID: task
             Activity Instance ID: %s
             Execution ID: %s
             Retries: 0
             Suspended: No
             Priority: 0
             Business Key: ORDER-2
             Tenant ID: %s
             Lock Expiration: %s
             State: out of retries, locked until %s
             Error: no answer

          ✅ Done
          """
              .formatted(
                  task.path("id").asText(),
                  task.path("processInstanceId").asText(),
                  task.path("processDefinitionId").asText(),
                  task.path("activityInstanceId").asText(),
                  task.path("executionId").asText(),
                  LAND.tenant(),
                  lockEnd,
                  lockEnd),
          text);
    }

    @Test
    void definitions() {
      Command.Result result = LAND.tool("--definitions").run().expect(0);
      assertEquals(List.of("📋 PROCESS DEFINITIONS (5)"), ProcessesOutput.titles(result));
      JsonNode first = LAND.rows("/process-definition", "id", "").path(0);
      assertThat(ProcessesOutput.section(result, "📋 PROCESS DEFINITIONS (5)"))
          .as(result::toString)
          .startsWith(
              """

              1. -
                 ID: %s
                 Key: approval
                 Version: 1
                 Category: tests
                 Suspended: No
                 Deployment ID: %s
                 Tenant ID: %s
              """
                  .formatted(
                      first.path("id").asText(),
                      first.path("deploymentId").asText(),
                      LAND.tenant()));
    }

    @Test
    void runningInstances() {
      Command.Result result = LAND.tool("--instances").run().expect(0);
      JsonNode first = LAND.rows("/process-instance", "instanceId", "").path(0);
      assertThat(ProcessesOutput.section(result, "🏃 RUNNING PROCESS INSTANCES (6)"))
          .as(result::toString)
          .startsWith(
              """

              1. Instance ID: %s
                 Process Definition ID: %s
                 Process Definition Key: %s
                 Business Key: %s
                 Case Instance ID: -
                 Suspended: %s
                 Tenant ID: %s
              """
                  .formatted(
                      first.path("id").asText(),
                      first.path("definitionId").asText(),
                      first.path("definitionKey").asText(),
                      first.path("businessKey").asText(),
                      first.path("suspended").asBoolean() ? "Yes" : "No",
                      LAND.tenant()));
    }

    @Test
    void allInstances() {
      Command.Result result = LAND.tool("--instances", "--all-instances").run().expect(0);
      String text = ProcessesOutput.section(result, "🗂️  ALL PROCESS INSTANCES (9)");
      assertEquals(2, text.split("State: completed\n", -1).length - 1, text);
      assertEquals(5, text.split("State: running\n", -1).length - 1, text);
      assertEquals(1, text.split("State: suspended\n", -1).length - 1, text);
      assertEquals(1, text.split("State: cancelled .*\n", -1).length - 1, text);
      assertEquals(3, text.split("Duration: \\d+\\.\\d{3} s\n", -1).length - 1, text);
      List<String> starts =
          text.lines().filter(line -> line.startsWith("   Start Time: ")).toList();
      assertEquals(starts.stream().sorted(Comparator.reverseOrder()).toList(), starts);
      assertEquals(6, text.split("End Time: -\n +Duration: -\n", -1).length - 1, text);
    }

    @Test
    void userTasks() {
      Command.Result result = LAND.tool("--user-tasks").run().expect(0);
      String text = ProcessesOutput.section(result, "👤 USER TASKS (1)");
      JsonNode task = LAND.rows("/task", "id", "").path(0);
      assertTrue(
          text.matches(
              """

              1. Task ID: %s
                 Name: Approve
                 Description: -
                 Assignee: -
                 Owner: -
                 Process Instance ID: %s
                 Process Definition Key: approval
                 Task Definition Key: task
                 Execution ID: %s
                 Created: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d
                 Due Date: -
                 Priority: 50
                 Suspended: No
                 Tenant ID: %s

              ✅ Done
              """
                  .formatted(
                      task.path("id").asText(),
                      task.path("processInstanceId").asText(),
                      task.path("executionId").asText(),
                      LAND.tenant())),
          text);
    }

    @Test
    void incidents() {
      Command.Result result = LAND.tool("--incidents").run().expect(0);
      String text = ProcessesOutput.section(result, "🚨 INCIDENTS (1)");
      assertThat(text).contains("   Incident Type: failedExternalTask\n");
      assertThat(text).contains("   Message: no answer\n");
      assertThat(text).contains("   Process Definition Key: mail\n");
    }

    @Test
    void anExportOfEverythingShowsNothingElse(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("camunda_data.json");
      Command.Result result = LAND.tool("--export", "camunda_data.json").in(folder).run().expect(0);
      assertEquals(List.of(), ProcessesOutput.titles(result));
      assertThat(result.stdout())
          .as(result::toString)
          .contains("\n✅ Exported to file: " + file + "\n");
      JsonNode document = Json.MAPPER.readTree(file.toFile());
      assertEquals(
          List.of(
              "timestamp",
              "filters",
              "engine_info",
              "process_definitions",
              "process_instances",
              "external_tasks",
              "user_tasks",
              "incidents",
              "statistics"),
          fields(document));
      assertEquals("7.24.0", document.path("engine_info").path("version").asText());
      assertEquals(
          LAND.rows("/process-definition", "id", ""), document.path("process_definitions"));
      assertEquals(
          LAND.rows("/process-instance", "instanceId", ""), document.path("process_instances"));
      assertEquals(LAND.rows("/external-task", "id", ""), document.path("external_tasks"));
      assertEquals(LAND.rows("/task", "id", ""), document.path("user_tasks"));
      assertEquals(LAND.rows("/incident", "incidentId", ""), document.path("incidents"));
    }

    @Test
    void sectionsCombineAndAreShownAndExported(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("stats.json");
      Command.Result result =
          LAND.tool("--stats", "--external-tasks", "--export", file.toString()).run().expect(0);
      assertEquals(
          List.of("🏗️  CAMUNDA ENGINE", "⚡ EXTERNAL TASKS (5)", "📊 STATISTICS"),
          ProcessesOutput.titles(result));
      JsonNode document = Json.MAPPER.readTree(file.toFile());
      assertEquals(
          Set.of("timestamp", "filters", "engine_info", "external_tasks", "statistics"),
          Set.copyOf(fields(document)));
      assertEquals(LAND.rows("/external-task", "id", ""), document.path("external_tasks"));
      JsonNode statistics = document.path("statistics");
      assertEquals(5, statistics.path("external_tasks").path("total").asInt());
      assertEquals(
          4, statistics.path("external_tasks_by_topic").path("bitrix_create_task").asInt());
      assertEquals(2, statistics.path("process_instances").path("completed").asInt());
    }
  }

  private static List<String> fields(JsonNode document) {
    List<String> names = new ArrayList<>();
    document.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Nested
  class HistoryExport {

    @Test
    void holdsTheRunningAndAllInstances(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("all.json");
      LAND.tool("--instances", "--all-instances", "--export", file.toString()).run().expect(0);
      JsonNode document = Json.MAPPER.readTree(file.toFile());
      assertEquals(
          LAND.rows("/process-instance", "instanceId", ""), document.path("process_instances"));
      assertEquals(
          LAND.rows("/history/process-instance", "instanceId", ""),
          document.path("historic_process_instances"));
    }
  }

  @Nested
  class Conventions {

    @Test
    void jsonIsOneDocumentAndTheSameAsTheExport(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("e.json");
      JsonNode printed = json("--export", file.toString(), "--all-instances");
      JsonNode exported = Json.MAPPER.readTree(file.toFile());
      assertEquals(fields(exported), fields(printed));
      for (String name : fields(exported)) {
        assertTrue(
            name.equals("timestamp") || exported.path(name).equals(printed.path(name)), name);
      }
    }

    @Test
    void helpShowsTheExamplesInBothLanguages() {
      for (String language : List.of("ru", "en")) {
        Command.Result result = LAND.tool("--help", "--lang", language).run().expect(0);
        assertThat(result.stdout())
            .as(result::toString)
            .contains(
                "  ./jbang camunda_processes.java --stats --external-tasks --export"
                    + " stats.json\n");
      }
    }

    @Test
    void quietPrintsNothingButWhyItDoesNotEndWell() {
      Command.Result result = LAND.tool("--quiet").run().expect(0);
      assertEquals("", result.stdout() + result.stderr());
      Command.Result nothing = LAND.tool("--quiet", "--topic", "nixda").run().expect(1);
      assertEquals("", nothing.stdout());
      assertThat(nothing.stderr()).as(nothing::toString).startsWith("⚠️ ");
      Command.Result none = LAND.tool("--quiet", "--instance", "nixda").run().expect(1);
      assertEquals("", none.stdout());
      assertThat(none.stderr()).as(none::toString).startsWith("⚠️ ").contains("nixda");
    }

    @Test
    void controlCharactersDoNotReachTheTerminal() {
      try (ProcessLandscape land = new ProcessLandscape()) {
        land.engine().deploy(Bpmn.oneTask("order", "t"));
        land.start("order", "a\u001b[31m\nb");
        Command.Result result = land.tool("--instances").run().expect(0);
        assertThat(result.stdout())
            .as(result::toString)
            .contains("   Business Key: a\\u001B[31m\\nb\n");
      }
    }

    @Test
    void anExportToStandardOutputIsTheDocumentAlone(@TempDir Path folder) throws IOException {
      for (List<String> more :
          List.of(List.<String>of(), List.of("--user-tasks"), List.of("--json"))) {
        Command.Result result =
            LAND.tool("--export", "-", "--limit", "1")
                .with(more.toArray(String[]::new))
                .in(folder)
                .run();
        JsonNode document = ProcessesOutput.json(result.expect(0));
        assertEquals(more.contains("--user-tasks") ? 0 : 5, document.path("external_tasks").size());
        assertEquals("", result.stderr());
      }
      try (Stream<Path> files = Files.list(folder)) {
        assertEquals(List.of(), files.toList());
      }
    }

    @Test
    void anExportIsItsOwnersAloneUnlessItReplacesAFile(@TempDir Path folder) throws IOException {
      Path fresh = folder.resolve("fresh.json");
      Path old = Files.writeString(folder.resolve("old.json"), "{}");
      Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
      LAND.tool("--user-tasks", "--export", fresh.toString()).run().expect(0);
      LAND.tool("--user-tasks", "--export", old.toString()).run().expect(0);
      assertEquals(
          List.of("rw-------", "rw-r-----"),
          List.of(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)),
              PosixFilePermissions.toString(Files.getPosixFilePermissions(old))));
    }

    /** A reader who has had enough must not keep the file from being written. */
    @Test
    void aReaderWhoLeavesDoesNotPreventTheExport(@TempDir Path folder) throws IOException {
      Path file = folder.resolve("all.json");
      String tool = Project.home().resolve("camunda_processes.java") + " --user-tasks --export ";
      LAND.pointedHere(Command.program("sh", "-c", tool + file + " | head -1")).run().expect(0);
      assertEquals(1, Json.MAPPER.readTree(file.toFile()).path("user_tasks").size());
    }

    @Test
    void aPipeThatIsClosedEndsItQuietly() {
      String line = Project.home().resolve("camunda_processes.java") + " | head -n 1";
      Command command = Command.program("bash", "-o", "pipefail", "-c", line);
      Command.Result result =
          command
              .env("CAMUNDA_BASE_URL", Servers.engine().baseUrl().toString())
              .env("LOG_FILE", "")
              .run()
              .expect(0);
      assertEquals("", result.stderr());
    }
  }

  @Nested
  class ExportFile {

    @Test
    void inAFolderThatDoesNotExistIsOneSentence(@TempDir Path folder) {
      Path file = folder.resolve("no/such.json");
      Command.Result result = LAND.tool("--export", file.toString()).run().expect(2);
      assertEquals(
          "❌ The export to file %s failed, it was not written: there is no folder %s\n"
              .formatted(file, file.getParent()),
          result.stderr());
    }

    @Test
    void thatIsAFolderIsOneSentence(@TempDir Path folder) throws IOException {
      JsonNode error =
          ProcessesOutput.json(LAND.tool("--export", folder.toString(), "--json").run().expect(2))
              .path("error");
      assertEquals("processes.export_failed", error.path("kind").asText());
      assertThat(error.path("message").asText()).as(error::toString).endsWith("it is a folder");
    }

    @Test
    void replacesWhatALinkLeadsTo(@TempDir Path folder) throws IOException {
      Path file = Files.writeString(folder.resolve("data.json"), "old");
      Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
      LAND.tool("--stats", "--export", link.toString()).run().expect(0);
      assertTrue(Files.isSymbolicLink(link));
      assertThat(Files.readString(file)).startsWith("{\n  \"timestamp\": \"20");
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(Set.of(file, link), new TreeSet<>(left.toList()));
      }
    }
  }
}
