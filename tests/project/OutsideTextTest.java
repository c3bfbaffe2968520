package tests.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.Installation;
import tests.support.Servers;

/**
 * Text from outside comes to every tool from everywhere, and steers no terminal, forges no line and
 * hides nothing at any exit: output, errors, JSON, a monitor's line, the log, a report.
 */
@Tag("cli")
@Tag("long")
@Tag("engine")
@Tag("rabbitmq")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class OutsideTextTest {

  /** A colour, C1 controls, separators, a change of direction, an invisible space, forged lines. */
  private static final String HOSTILE =
      "x\u001B[31m\u009B2J\u0085\u2028\u2029\u202E\u200B\uFEFF\r\n"
          + "03:00:00 ERROR forged\r\n"
          + "OK: forged";

  /** RabbitMQ takes line breaks out of names. */
  private static final String HOSTILE_NAME = HOSTILE.replaceAll("[\r\n]", "");

  @TempDir private Path folder;
  private final Installation installation = new Installation();

  @BeforeEach
  void fill() {
    installation.fill();
    installation.project().with("LOG_FILE", folder.resolve("tools.log").toString());
  }

  @AfterEach
  void close() {
    installation.close();
  }

  private void run(String script, String... arguments) {
    check(installation.project().tool(script, arguments));
  }

  private static void check(Command command) {
    Command.Result result = command.run();
    assertThat(result.exitCode()).as(result::toString).isIn(0, 1, 2, 3);
    harmless(result.stdout(), result.toString());
    harmless(result.stderr(), result.toString());
  }

  /** Our own line breaks and tabs may stay, and a forged line would begin one. */
  private static void harmless(String text, String where) {
    assertThat(text.codePoints().filter(OutsideTextTest::isHarmful).mapToObj("U+%04X"::formatted))
        .as(where)
        .isEmpty();
    assertThat(text.lines()).as(where).noneMatch(line -> line.startsWith("03:00:00 ERROR forged"));
    assertThat(text.lines()).as(where).noneMatch(line -> line.startsWith("OK: forged"));
  }

  private static boolean isHarmful(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL -> character != '\n' && character != '\t';
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** What a user types, or a script passes on. */
  @Test
  void fromTheCommandLine() {
    String key = installation.key();
    run("start_process.java", HOSTILE);
    run("start_process.java", key, "--business-key", HOSTILE, "-v", "a=" + HOSTILE);
    run("start_process.java", key, "--business-key", HOSTILE, "--dry-run", "--json");
    run("start_process.java", key, "--variables", "@" + HOSTILE);
    run("camunda_processes.java", "--business-key", HOSTILE);
    run("camunda_processes.java", "--export", HOSTILE + "/f");
    run("unlock_task.java", "--task-id", HOSTILE);
    run("unlock_task.java", "--topic", HOSTILE, "--force");
    run("check_queues.java", HOSTILE, "--nagios");
    run("queue_reader.java", HOSTILE);
    run("queue_reader.java", "bitrix24.queue", "--move", HOSTILE);
    run("queue_reader.java", "--restore", HOSTILE);
    run("queue_reader.java", "--" + HOSTILE);
    for (String script : List.of("status_check.java", "worker_diagnostics.java", "worker.java")) {
      run(script, "--config", HOSTILE);
      run(script, "--" + HOSTILE, "--json");
    }
    run("test_alternate_exchange.java", "--config=" + HOSTILE, "--nagios");
    theLogIsHarmless();
  }

  /** What others have put into the engine. */
  @Test
  void fromTheEngine() throws IOException {
    String key = installation.key();
    installation
        .engine()
        .deploy(
            Bpmn.oneTask(key, "send_email")
                .replace("<process ", "<process name=\"\u009B2J\u202E\u2028&#10;OK: forged\" "));
    start(key);
    installation.lockTasks();
    fail();
    for (String line : installation.looks()) {
      if (line.matches("(camunda_processes|unlock_task|start_process|worker_diag|status_).*")) {
        check(installation.tool(line));
      }
    }
    Path report = folder.resolve("report.html");
    run("worker_diagnostics.java", "--camunda-only", "--export", report.toString());
    run("unlock_task.java", "--topic", "send_email", "--force");
    run("worker.java", "--once");
    theLogIsHarmless();
  }

  private void start(String key) {
    String tenant = installation.project().corner().name();
    String path = "/process-definition/key/" + key + "/tenant-id/" + tenant + "/start";
    Map<String, Object> variable = Map.of("value", HOSTILE, "type", "String");
    installation
        .engine()
        .post(path, Map.of("businessKey", HOSTILE, "variables", Map.of("a", variable)));
  }

  /** Every task has failed with a text that its worker has chosen. */
  private void fail() {
    String tenant = "?tenantIdIn=" + installation.project().corner().name();
    for (var task : installation.engine().get("/external-task" + tenant)) {
      installation
          .engine()
          .post(
              "/external-task/" + task.path("id").asText() + "/failure",
              Map.of(
                  "workerId",
                  "universal-worker",
                  "errorMessage",
                  HOSTILE,
                  "errorDetails",
                  HOSTILE,
                  "retries",
                  0));
    }
  }

  /** What others have put into the broker. */
  @Test
  void fromTheBroker() {
    var broker = installation.project().broker();
    broker.with(c -> c.queueDeclare(HOSTILE_NAME, true, false, false, Map.of()));
    broker.with(c -> c.queueBind(HOSTILE_NAME, "camunda.external.tasks", "#"));
    for (String queue :
        List.of(HOSTILE_NAME, "errors.camunda_tasks.queue", "camunda.responses.queue")) {
      for (String body : bodies()) {
        broker.publish("", queue, properties(), body.getBytes(StandardCharsets.UTF_8));
      }
    }
    run("queue_reader.java", HOSTILE_NAME);
    run("queue_reader.java", HOSTILE_NAME, "--json");
    run("queue_reader.java", HOSTILE_NAME, "--move", "1c.queue");
    for (String line : installation.looks()) {
      if (line.matches("(check_queues|queue_reader|test_alternate|worker_diag|status_).*")) {
        check(installation.tool(line));
      }
    }
    run("test_alternate_exchange.java", "--force");
    run("queue_reader.java", "--redrive");
    run("worker.java", "--once");
    theLogIsHarmless();
  }

  private static BasicProperties properties() {
    return new BasicProperties.Builder()
        .messageId(HOSTILE)
        .type(HOSTILE)
        .contentType(HOSTILE)
        .headers(Map.of(HOSTILE, HOSTILE))
        .build();
  }

  /** No JSON, an answer, error messages. */
  private static List<String> bodies() {
    return List.of(
        HOSTILE,
        Json.write(Map.of("task_id", HOSTILE, "response_type", "complete")),
        Json.write(Map.of("task_id", "t", "response_type", HOSTILE)),
        Json.write(
            Map.of(
                "task_id", HOSTILE,
                "error_info", Map.of("type", HOSTILE, "message", HOSTILE),
                "original_message", Map.of("task_id", HOSTILE))));
  }

  /** What answers on a port that is not what it should be. */
  @Test
  void fromSomethingElseThatAnswers() {
    String page = "<html><head><title>" + HOSTILE + "</title></head>" + HOSTILE + "</html>";
    String error = Json.write(Map.of("type", HOSTILE, "message", HOSTILE, "version", HOSTILE));
    for (String content : List.of(page, error)) {
      for (int status : new int[] {200, 401, 500}) {
        try (var other = new FaultyProxy(URI.create(Servers.engine().baseUrl() + "/"))) {
          other.always(".*", FaultyProxy.status(status, content));
          String url = other.baseUrl().toString();
          check(at("CAMUNDA_BASE_URL", url, "camunda_processes.java"));
          check(at("CAMUNDA_BASE_URL", url, "unlock_task.java --list --json"));
          check(at("CAMUNDA_BASE_URL", url, "worker_diagnostics.java --camunda-only"));
          check(at("WORKER_STATUS_URLS", url, "status_check.java --nagios"));
          check(at("RABBITMQ_MANAGEMENT_URL", url, "check_queues.java"));
        }
      }
    }
    theLogIsHarmless();
  }

  private Command at(String setting, String url, String line) {
    return installation.tool(line).env(setting, url);
  }

  private void theLogIsHarmless() {
    Path log = folder.resolve("tools.log");
    try {
      if (Files.exists(log)) {
        harmless(Files.readString(log), log.toString());
      }
      Path report = folder.resolve("report.html");
      if (Files.exists(report)) {
        harmless(Files.readString(report), report.toString());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
