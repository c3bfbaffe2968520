package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.DiagnosisRun;
import tests.support.Eventually;
import tests.support.Project;
import tests.support.Servers;

/** The examples of the users' documentation, on servers that are well. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class DiagnosticsTest {

  private static final String NOBODY_TAKES_ANSWERS = "rabbitmq.answers";

  private final DiagnosisRun diagnosed = new DiagnosisRun();

  @AfterEach
  void close() {
    diagnosed.close();
  }

  private static List<String> problems(JsonNode document) {
    List<String> ids = new ArrayList<>();
    for (JsonNode check : document.path("checks")) {
      String status = check.path("status").asText();
      if (status.equals("warning") || status.equals("failure")) {
        ids.add(check.path("id").asText());
      }
    }
    return ids;
  }

  @Test
  void everythingIsWell() throws InterruptedException {
    diagnosed.prepare();
    UniversalWorker worker = diagnosed.corner().startWorker();
    try {
      Eventually.that(
          "the worker takes answers",
          () ->
              diagnosed.corner().broker().with(c -> c.consumerCount("camunda.responses.queue"))
                  > 0);
      Command.Result result = diagnosed.tool().run().expect(0);
      List<String> lines = result.stdoutLines();
      assertEquals("🔍 DIAGNOSTICS OF UNIVERSAL CAMUNDA WORKER", lines.get(0));
      assertEquals("=".repeat(50), lines.get(1));
      assertThat(lines).as(result::toString).contains("   ✅ Queues: 7 of 7 OK");
      assertThat(lines).as(result::toString).contains("   ✅ Routes of topics: 27 of 27 OK");
      assertEquals(
          "   ✅ Everything works. The worker is configured correctly", lines.get(lines.size() - 1));
      assertEquals("", result.stderr());
      Command.Result part = diagnosed.tool("--rabbitmq-only").run().expect(0);
      assertThat(part.stdout()).as(part::toString).endsWith("   ✅ What was checked is in order\n");
    } finally {
      worker.stop();
    }
  }

  @Test
  void withoutAWorkerNobodyTakesTheAnswers() {
    diagnosed.prepare();
    JsonNode document = DiagnosisRun.json(diagnosed.tool("--json").run().expect(1));
    assertEquals(List.of(NOBODY_TAKES_ANSWERS), problems(document));
    assertEquals("warning", document.path("status").asText());
    assertEquals(1, document.path("exit_code").asInt());
    assertEquals(27, document.path("topics").size());
    JsonNode topic = document.path("topics").path(0);
    assertEquals("bitrix24.queue", topic.path("queues").path(0).asText());
    assertEquals("broker", topic.path("bindings").asText());
  }

  @Test
  void quickLooksAtConnectionsAndConfiguration() {
    Command.Result result = diagnosed.tool("--quick", "--json").run().expect(0);
    JsonNode document = DiagnosisRun.json(result);
    assertTrue(document.path("quick").asBoolean());
    assertEquals(0, DiagnosisRun.checks(document, "rabbitmq.queue").count());
    assertEquals(
        "ok", DiagnosisRun.finding(document, "rabbitmq.alarms", "ok").path("status").asText());
    Command.Result text = diagnosed.tool("--quick").run().expect(0);
    assertThat(text.stdout()).endsWith("   ✅ Connections and configuration are in order\n");
    String routes =
        "   ✅ Routes of topics: 27 of 27 OK according to the configuration;"
            + " the bindings in the broker were not checked";
    assertThat(text.stdoutLines()).as(text::toString).contains(routes);
  }

  @ParameterizedTest
  @CsvSource({"--camunda-only, camunda, 0", "--rabbitmq-only, rabbitmq routing, 1"})
  void oneSystemOnly(String option, String sections, int exitCode) {
    diagnosed.prepare();
    JsonNode document = DiagnosisRun.json(diagnosed.tool(option, "--json").run().expect(exitCode));
    List<String> seen = new ArrayList<>();
    document.path("sections").forEach(section -> seen.add(section.asText()));
    assertEquals(List.of(sections.split(" ")), seen);
  }

  @Test
  void bothSystemsOnlyIsWrong() {
    Command.Result result = diagnosed.tool("--camunda-only", "--rabbitmq-only").run().expect(3);
    assertThat(result.stderr()).as(result::toString).contains("exclude each other");
  }

  @ParameterizedTest
  @CsvSource({
    "--quick, --quick",
    "--detailed --rabbitmq-only, '--detailed, --rabbitmq-only'",
    "--camunda-only, --camunda-only"
  })
  void whatDoesNotGoWithTasksIsNamed(String options, String named) {
    String[] given = ("--tasks " + options).split(" ");
    Command.Result result = diagnosed.tool(given).run().expect(3);
    assertThat(result.stderr())
        .as(result::toString)
        .contains("--tasks and " + named + " do not go together", "Leave out " + named + ".");
  }

  @Test
  void detailedShowsEveryObjectTopicAndSetting() {
    diagnosed.prepare();
    Command.Result result = diagnosed.tool("--detailed").run().expect(1);
    List<String> lines = result.stdoutLines();
    assertThat(lines).as(result::toString).contains("   ✅ Queues: bitrix24.queue");
    assertThat(lines)
        .as(result::toString)
        .contains("     - send_email: python-services.send_email -> python-services.queue");
    assertThat(lines)
        .as(result::toString)
        .contains("     camunda.max_tasks = 50  (built-in default)");
  }

  @Test
  void russianIsTheDefault() {
    Command.Result result = diagnosed.tool("--quick").withoutEnv("TOOLS_LANG").run().expect(0);
    List<String> lines = result.stdoutLines();
    assertEquals("🔍 ДИАГНОСТИКА UNIVERSAL CAMUNDA WORKER", lines.get(0));
    for (String label :
        List.of(
            "📋 КОНФИГУРАЦИЯ ТОПИКОВ:",
            "   Всего топиков: 27",
            "🔧 КОНФИГУРАЦИЯ WORKER:",
            "   Worker ID: universal-worker",
            "   Max Tasks: 50",
            "   Lock Duration: 31536000000",
            "📊 ЗАКЛЮЧЕНИЕ:")) {
      assertThat(lines).as(() -> label + " expected in " + result).contains(label);
    }
  }

  @Test
  void theExportIsTheDocument(@TempDir Path folder) throws IOException {
    diagnosed.prepare();
    Command.Result result =
        diagnosed.tool("--export", "diagnostics_report.json", "--json").in(folder).run().expect(1);
    assertThat(result.stderr()).as(result::toString).contains("💾 Report saved: ");
    assertEquals(result.stdout(), Files.readString(folder.resolve("diagnostics_report.json")));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count(), "nothing else is left there");
    }
  }

  /** As cron runs it: by path, from the root folder, with next to no environment. */
  @Test
  void theLineOfTheCrontab(@TempDir Path reports) throws IOException {
    diagnosed.prepare();
    String documented =
        "worker_diagnostics.java --export /reports/daily_$(date +\\%Y\\%m\\%d).json";
    String line =
        documented
            .replace("\\%", "%") // cron does that
            .replace(
                "worker_diagnostics.java",
                Project.home().resolve("worker_diagnostics.java").toString())
            .replace("/reports/", reports + "/");
    Command cron =
        Command.program("/bin/sh", "-c", line)
            .in(Path.of("/"))
            .withoutEnv("TMPDIR", "JAVA_HOME", "XDG_CACHE_HOME", "JBANG_DIR", "JBANG_REPO")
            .env("PATH", "/usr/bin:/bin");
    for (var setting : diagnosed.corner().environment().entrySet()) {
      cron = cron.env(setting.getKey(), setting.getValue());
    }
    cron.run().expect(1);
    try (Stream<Path> files = Files.list(reports)) {
      Path report = files.findFirst().orElseThrow();
      assertTrue(report.getFileName().toString().matches("daily_\\d{8}\\.json"), report::toString);
      assertEquals("warning", Json.MAPPER.readTree(report.toFile()).path("status").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/such/folder/report.json", "."})
  void aFileThatCannotBeWrittenIsOneSentence(String name, @TempDir Path folder) {
    Command.Result result = diagnosed.tool("--quick", "--export", name).in(folder).run().expect(2);
    assertThat(result.stderr()).as(result::toString).contains("Cannot save the report to ");
    assertThat(result.stdout()).as(result::toString).contains("CONCLUSION");
  }

  @Test
  void quietSaysOnlyWhatDoesNotWork() {
    Command.Result well = diagnosed.tool("--quick", "--quiet").run().expect(0);
    assertEquals("", well.stdout() + well.stderr());
    Command.Result warned =
        diagnosed.tool("--quick", "--quiet").env("CAMUNDA_MAX_TASKS", "5000").run().expect(1);
    assertEquals("", warned.stdout());
    assertThat(warned.stderr()).as(warned::toString).startsWith("⚠️ ").contains("5000");
    Command.Result down = DiagnosisRun.nowhere("--quick", "--quiet").run().expect(2);
    assertEquals("", down.stdout());
    assertEquals(2, down.stderrLines().size(), down::toString);
    assertThat(down.stderr()).as(down::toString).startsWith("❌ Camunda, REST API: no connection");
  }

  @Test
  void optionsMayBeShortened() {
    diagnosed.tool("--qui", "--cam").run().expect(3); // --quick or --quiet
    diagnosed.tool("--quic", "--cam").run().expect(0);
  }

  @Test
  void noSecretIsShownAnywhere(@TempDir Path folder) throws IOException {
    String secret = Servers.PASSWORD;
    Path report = folder.resolve("report.html");
    Command.Result result =
        diagnosed
            .tool("--detailed", "--verbose", "--export", report.toString())
            .env("CAMUNDA_AUTH_ENABLED", "true")
            .env("CAMUNDA_AUTH_USERNAME", Servers.USER)
            .env("CAMUNDA_AUTH_PASSWORD", secret)
            .run();
    assertThat(result.toString()).as("in the output").doesNotContain(secret);
    assertThat(Files.readString(report)).as("in the page").doesNotContain(secret);
    assertThat(result.stdout()).as(result::toString).contains("camunda.auth_password = ***");
  }
}
