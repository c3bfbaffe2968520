package tests.tools.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Project;
import tests.support.RunningCommand;
import tests.support.TestEnvironment;
import tests.support.WatchedWorker;

/** The tool that tells how everything stands, with a worker that has done something. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class StatusCheckTest {

  private static TestEnvironment corner;
  private static WatchedWorker worker;

  @BeforeAll
  static void startWorker() throws IOException {
    corner = new TestEnvironment();
    // Polls of five seconds: three of them are patient enough for a busy machine.
    corner.with("CAMUNDA_ASYNC_RESPONSE_TIMEOUT", "5000");
    worker = WatchedWorker.start(corner).awaitHealthy();
    corner.with("WORKER_STATUS_URLS", worker.url());
    corner.engine().deploy(Bpmn.oneTask("checked", "bitrix24"));
    corner.engine().start("checked");
    corner.engine().start("checked");
    Eventually.that("both are sent", () -> corner.broker().ready("bitrix24.queue") == 2);
    var answer = Json.MAPPER.createObjectNode();
    answer.set(
        "original_message", Json.MAPPER.readTree(corner.broker().take("bitrix24.queue").getBody()));
    answer.put("processing_status", "completed");
    corner.broker().send("camunda.responses.queue", Json.write(answer));
    Eventually.that(
        "one is answered",
        () -> worker.status().at("/counters/answers/completed").asInt() == 1,
        worker::status);
  }

  @AfterAll
  static void stopWorker() {
    worker.close();
    corner.close();
  }

  private static Command tool(String... arguments) {
    return corner.command("status_check.java", arguments);
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Nested
  class Examples {

    @Test
    void theStatusOfTheSystem() {
      Command.Result result = tool().withoutEnv("TOOLS_LANG").run().expect(0);
      assertEquals("", result.stderr());
      List<String> lines = result.stdoutLines();
      String line = "=".repeat(80);
      assertEquals(
          List.of(line, "UNIVERSAL CAMUNDA WORKER - STATUS REPORT", line, "", "🤖 WORKER:"),
          lines.subList(0, 5));
      for (String expected :
          List.of(
              "  ✅ " + worker.url() + ": работает",
              "📊 СТАТИСТИКА ОБРАБОТКИ:",
              "  📤 Задачи: получено 2, отправлено 2, с ошибкой 0, возвращено 0, в работе 0",
              "  📥 Ответы: разобрано 1, применено 1, уже были завершены 0, в очередь ошибок 0,"
                  + " в работе 0",
              "❗ ПОСЛЕДНИЕ ОШИБКИ:",
              "  ✅ Ошибок нет",
              "🔗 CAMUNDA CONNECTION:",
              "  ✅ Подключение: OK",
              "  🚀 Версия: 7.24.0",
              "📋 EXTERNAL TASKS:",
              "  📊 Количество: 1",
              "  🔒 Заблокировано этим worker id (universal-worker): 1",
              "  📝 Последние задачи:",
              "🐰 RABBITMQ CONNECTION:",
              "  📥 Очереди:",
              "    - camunda.responses.queue: 0 сообщений, 1 потребитель",
              "    - bitrix24.queue: 1 сообщение, 0 потребителей",
              "🔀 ROUTING CONFIGURATION:",
              "  🎯 Поддерживаемые системы: bitrix24, openproject, 1c, python-services, default",
              "  📮 Очереди: 5",
              "  🗺️  Маппинг топиков: 27 правил")) {
        assertThat(lines).as(() -> expected + " is missing in " + result).contains(expected);
      }
      assertTrue(
          lines.stream().anyMatch(l -> l.matches("    - \\S{8}\\.\\.\\. \\| bitrix24")),
          result::toString);
      assertThat(result.stdout()).as(result::toString).contains("✅ Маршрутизация задач: работает");
      assertThat(result.stdout()).as(result::toString).contains("✅ Обработчик ответов: работает");
      assertThat(result.stdout()).as(result::toString).contains("Время работы: ");
      assertEquals(
          List.of(line, "🟢 ОБЩИЙ СТАТУС: ГОТОВ К РАБОТЕ", line),
          lines.subList(lines.size() - 3, lines.size()));
    }

    @Test
    void brief() {
      Command.Result result = tool("--brief").withoutEnv("TOOLS_LANG").run().expect(0);
      assertEquals("", result.stderr());
      assertTrue(
          result
              .stdout()
              .matches(
                  "🟢 ГОТОВ К РАБОТЕ: worker 1 из 1, отправлено задач 2, разобрано ответов 1,"
                      + " время работы .*\n"),
          result::toString);
    }

    @Test
    void performance() {
      Command.Result result = tool("--performance").run().expect(0);
      for (String expected :
          List.of(
              "⚡ PERFORMANCE:",
              "     Tasks a second over 1/5/15 min: ",
              "     Answers a second over 1/5/15 min: ",
              "     In hand: tasks 0, waiting for their long lock 0, answers 0; unconfirmed"
                  + " messages 0",
              "     Sent by system: 1c 0, bitrix24 2, default 0, openproject 0, python-services 0",
              "     BPMN cache: models 1 of 150, hits ")) {
        assertThat(result.stdout()).as(() -> expected + " not in " + result).contains(expected);
      }
      for (String latency :
          List.of("Sending a task", "Confirm of RabbitMQ", "Handling an answer")) {
        assertThat(result.stdout())
            .as(result::toString)
            .containsPattern("\n     +" + latency + ", s: p50 [\\d.]+, p95 \\d");
      }
    }

    @Test
    void json() throws IOException {
      Command.Result result = tool("--json").run().expect(0);
      assertEquals("", result.stderr());
      JsonNode document = Json.MAPPER.readTree(result.stdout());
      assertEquals("ok", document.path("status").asText());
      assertEquals(0, document.path("exit_code").asInt());
      assertEquals("ready", document.path("verdict").asText());
      assertEquals(0, document.path("findings").size());
      assertEquals(2, document.at("/summary/tasks_routed").asInt());
      assertEquals(1, document.at("/summary/answers_completed").asInt());
      assertEquals(1, document.at("/camunda/locked_by_worker_id").asInt());
      assertEquals(1, document.at("/rabbitmq/responses_consumers").asInt());
      assertEquals("running", document.at("/workers/0/status/state").asText());
    }
  }

  @Test
  void jsonHasFieldsThatStay() throws IOException {
    JsonNode document = Json.MAPPER.readTree(tool("--json").run().expect(0).stdout());
    assertEquals(
        List.of(
            "status",
            "exit_code",
            "verdict",
            "checked",
            "findings",
            "summary",
            "workers",
            "camunda",
            "rabbitmq",
            "routing"),
        fields(document));
    assertEquals(
        List.of(
            "workers_configured",
            "workers_answering",
            "workers_routing",
            "workers_applying_answers",
            "uptime_seconds",
            "tasks_fetched",
            "tasks_routed",
            "tasks_failed",
            "tasks_unlocked",
            "tasks_in_flight",
            "answers_settled",
            "answers_completed",
            "answers_to_error_queue",
            "answers_in_flight",
            "answers_waiting",
            "tasks_per_second_1m",
            "answers_per_second_1m",
            "recent_errors",
            "owed_answers",
            "oldest_owed_seconds"),
        fields(document.path("summary")));
    assertEquals(List.of("url", "answering", "error", "status"), fields(document.at("/workers/0")));
    assertEquals(
        List.of(
            "url",
            "reachable",
            "error",
            "version",
            "response_ms",
            "external_tasks",
            "may_be_hidden",
            "worker_id",
            "locked_by_worker_id",
            "owed"),
        fields(document.path("camunda")));
    assertEquals(
        List.of(
            "addresses",
            "virtual_host",
            "reachable",
            "error",
            "product",
            "version",
            "response_ms",
            "responses_consumers",
            "queues"),
        fields(document.path("rabbitmq")));
    assertEquals(
        List.of("name", "messages", "consumers"), fields(document.at("/rabbitmq/queues/0")));
    assertEquals(List.of("systems", "queues", "topics"), fields(document.path("routing")));
  }

  @Test
  void nagiosGetsTheStatusWordFirstAndPerformanceData() {
    Command.Result result = tool("--nagios").run().expect(0);
    assertEquals(1, result.stdoutLines().size(), result::toString);
    String[] parts = result.stdout().strip().split(" \\| ");
    assertEquals("OK: READY", parts[0]);
    Map<String, String> data =
        List.of(parts[1].split(" ")).stream()
            .map(item -> item.split("="))
            .collect(Collectors.toMap(item -> item[0], item -> item[1]));
    assertEquals("1;;;0;1", data.get("workers"));
    assertEquals("2c", data.get("tasks_routed"));
    assertEquals("1c", data.get("answers_settled"));
    assertTrue(data.get("uptime").matches("\\d+s;;;0"), result::toString);
    assertTrue(data.get("camunda_time").matches("\\d+\\.\\d{3}s;;;0"), result::toString);
    assertTrue(
        data.values().stream().allMatch(v -> v.matches("[0-9.]+(c|s)?(;[0-9.]*){0,4}")),
        result::toString);
  }

  @Test
  void quietSaysNothingIfAllIsWell() {
    Command.Result result = tool("--quiet").run().expect(0);
    assertEquals("", result.stdout() + result.stderr());
  }

  @ParameterizedTest
  @CsvSource({"--brief, 🟢 READY: ", "--nagios, OK: READY | "})
  void quietDoesNotSilenceTheLineThatWasAskedFor(String option, String start) {
    Command.Result result = tool(option, "--quiet").run().expect(0);
    assertEquals(1, result.stdoutLines().size(), result::toString);
    assertThat(result.stdout()).as(result::toString).startsWith(start);
    assertEquals("", result.stderr());
  }

  @Test
  void watchGoesOnUntilCtrlC() {
    try (RunningCommand running = tool("--brief", "--watch", "1").start()) {
      running.awaitStdout(text -> text.lines().count() >= 3, "three lines");
      running.interrupt();
      Command.Result result = running.awaitExit().expect(130);
      for (String line : result.stdoutLines()) {
        assertTrue(line.matches("\\d\\d:\\d\\d(:\\d\\d)? 🟢 READY: .*"), result::toString);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--watch 1 --nagios, '--watch, --nagios'",
    "--nagios --json, '--nagios, --json'",
    "--watch 0, 'a whole number from 1 on'",
    "--watch soon, --watch",
    "--performence, --performance"
  })
  void wrongUsageIsUnknown(String options, String told) {
    Command.Result result = tool(options.split(" ")).run().expect(3);
    assertThat(result.stderr()).as(result::toString).contains(told);
  }

  @Test
  void nagiosIsToldOfWrongSettingsOnStdout() {
    Command.Result result = tool("--nagios").env("RABBITMQ_PORT", "abc").run().expect(3);
    assertThat(result.stdout())
        .as(result::toString)
        .startsWith("UNKNOWN: environment variable RABBITMQ_PORT: ");
    assertEquals(1, result.stdoutLines().size());
    result = tool("--nagios", "--watch", "1").run().expect(3);
    assertThat(result.stdout()).as(result::toString).startsWith("UNKNOWN: These options exclude");
  }

  /** As cron starts it: from the root, with next to nothing in the environment. */
  @Test
  void cronNeedsNoMoreThanThePath(@TempDir Path folder) throws IOException {
    String file =
        corner.environment().entrySet().stream()
            .map(e -> e.getKey().replaceFirst("_", ".").toLowerCase() + " = " + e.getValue())
            .collect(Collectors.joining("\n"));
    Path config = Files.writeString(folder.resolve("config.properties"), file);
    Path script = Project.home().resolve("status_check.java");
    Command.Result result =
        Command.program("/usr/bin/env", "-i", "HOME=" + System.getenv("HOME"))
            .with("PATH=/usr/bin:/bin", script.toString(), "--brief", "--config", "" + config)
            .in(Path.of("/"))
            .run()
            .expect(0);
    assertEquals(1, result.stdoutLines().size(), result::toString);
    assertThat(result.stdout()).as(result::toString).startsWith("🟢 READY: ");
  }
}
