package tests.tools.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.ProjectBroker;
import tests.support.RunningCommand;
import tests.support.Servers;

/** What the tool that checks queues shows, and in which forms. */
@Tag("cli")
@Tag("rabbitmq")
class CheckQueuesTest {

  private final ProjectBroker project = new ProjectBroker();

  @AfterEach
  void close() {
    project.close();
  }

  private Command.Result check(String... arguments) {
    return project.tool("check_queues.java", arguments).run();
  }

  private JsonNode json(String... arguments) {
    Command.Result result = project.tool("check_queues.java", arguments).with("--json").run();
    try {
      return Json.MAPPER.readTree(result.stdout());
    } catch (IOException e) {
      throw new AssertionError(result.toString(), e);
    }
  }

  /** As documented, with one of the seven queues missing, so that there are six. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theDocumentedSampleIsPrinted(boolean managed) {
    project.declare().with("TOOLS_LANG", "ru").fill("bitrix24.queue", 3);
    project.broker().with(c -> c.queueDelete("errors.camunda_tasks.queue"));
    if (!managed) {
      project.asOrdinaryUser();
    }
    String head =
        """
        🐰 ПРОВЕРКА RABBITMQ ОЧЕРЕДЕЙ
        ========================================
        ✅ Подключение к RabbitMQ успешно

        🔄 Alternate Exchange: camunda.unrouted.tasks
           Тип: fanout
           Описание: Обрабатывает неопознанные сообщения

        📊 Найдено очередей: 6

        📬 bitrix24.queue: 🎯
           📨 Сообщений: 3
           🚫 Потребителей: 0
           ⚠️ В очереди есть необработанные сообщения!

        """;
    String rest =
        """

        📭 default.queue: 🔄
           📨 Сообщений: 0
           🚫 Потребителей: 0
           🔄 Источник: Alternate Exchange (camunda.unrouted.tasks)

        """;
    Eventually.that(
        "no traffic any more",
        () -> {
          Command.Result result = check().expect(1);
          assertEquals("", result.stderr());
          return result.stdout().startsWith(head) && result.stdout().contains(rest);
        });
  }

  @Test
  void everythingInOrderIsCodeZero() {
    project.declare();
    Command.Result result = check().expect(0);
    String expected =
        """
        🐰 RABBITMQ QUEUES
        ========================================
        ✅ Connected to RabbitMQ

        🔄 Alternate exchange: camunda.unrouted.tasks
           Type: fanout
           Description: takes the messages that no system takes

        📊 Queues found: 7

        📭 bitrix24.queue: 🎯
           📨 Messages: 0
           🚫 Consumers: 0

        📭 openproject.queue: 🎯
           📨 Messages: 0
           🚫 Consumers: 0

        📭 1c.queue: 🎯
           📨 Messages: 0
           🚫 Consumers: 0

        📭 python-services.queue: 🎯
           📨 Messages: 0
           🚫 Consumers: 0

        📭 camunda.responses.queue: 🎯
           📨 Messages: 0
           🚫 Consumers: 0

        📭 errors.camunda_tasks.queue: 🎯
           📨 Messages: 0
           🚫 Consumers: 0

        📭 default.queue: 🔄
           📨 Messages: 0
           🚫 Consumers: 0
           🔄 Source: alternate exchange (camunda.unrouted.tasks)

        🔍 Infrastructure:
           ✅ No problems found
        """;
    assertEquals(expected, result.stdout());
    assertEquals("", result.stderr());
  }

  @Test
  void consumersAndUnacknowledgedMessagesAreCounted() {
    project.declare().fill("1c.queue", 2);
    project.broker().with(c -> c.basicConsume("1c.queue", false, (tag, message) -> {}, tag -> {}));
    Eventually.that(
        "unacknowledged messages in the statistics",
        () ->
            check("1c.queue")
                .expect(0)
                .stdout()
                .contains("   📨 Messages: 0\n   ⏳ Unacknowledged: 2\n   👥 Consumers: 1\n"));
    assertThat(check("--non-empty").stdout()).contains("📬 1c.queue: 🎯");
  }

  /** A broker with {@code disable_metrics_collector} answers so. */
  @Test
  void withoutStatisticsItIsUnknownWhatIsNotAcknowledged() {
    project.declare().fill("1c.queue", 2);
    project.broker().with(c -> c.basicGet("1c.queue", false));
    project.broker().with(c -> c.basicGet("1c.queue", false));
    try (FaultyProxy api = new FaultyProxy(URI.create(managementUrl()))) {
      api.always("GET .*", FaultyProxy.asking("disable_stats=true"));
      project.with("RABBITMQ_MANAGEMENT_URL", api.baseUrl().toString());
      String unknown =
          "   📨 Messages: 0\n"
              + "   ⏳ Unacknowledged: unknown, the management API gives no count\n"
              + "   🚫 Consumers: 0\n";
      assertThat(check("1c.queue").expect(0).stdout()).contains(unknown);
      assertThat(check("--non-empty").expect(0).stdout()).contains("📭 1c.queue: 🎯\n" + unknown);
      JsonNode queue = json("1c.queue").at("/queues/0");
      assertTrue(queue.path("unacknowledged").isNull(), queue::toString);
    }
  }

  private static String managementUrl() {
    return "http://127.0.0.1:" + Servers.rabbit().managementPort() + "/";
  }

  /** Over AMQP alone a queue with consumers may hold what they have. */
  @Test
  void withoutTheManagementApiAQueueWithConsumersIsNotCalledEmpty() {
    project.declare().fill("1c.queue", 2).withoutManagement();
    project.broker().with(c -> c.basicConsume("1c.queue", false, (tag, message) -> {}, tag -> {}));
    Eventually.that("all are delivered", () -> project.broker().ready("1c.queue") == 0);
    String out = check("--non-empty").expect(0).stdout();
    assertThat(out).contains("📭 1c.queue: 🎯\n   📨 Messages: 0\n   👥 Consumers: 1\n");
    assertThat(out).contains("unacknowledged messages not counted").doesNotContain("bitrix24");
  }

  @Test
  void nonEmptyShowsOnlyQueuesWithMessages() {
    project.declare().fill("default.queue", 1234);
    String out = check("--non-empty").expect(0).stdout();
    assertThat(out).contains("📊 Queues found: 1\n");
    assertThat(out).contains("📬 default.queue: 🔄\n   📨 Messages: 1,234\n   🚫 Consumers: 0\n");
    assertThat(out).doesNotContain("bitrix24.queue");
  }

  @Test
  void namedQueuesAreShownAloneWithWhatLeadsToThem() {
    project.declare();
    project.broker().with(c -> c.queueDelete("errors.camunda_tasks.queue"));
    String out = check("bitrix24.queue", "default.queue").expect(0).stdout();
    assertThat(out).contains("📊 Queues found: 2\n");
    assertThat(out).doesNotContain("1c.queue");
    Command.Result wrong = check("bitrix24.queue", "bitrix42.queue").expect(1);
    assertThat(wrong.stdout())
        .as(wrong::toString)
        .contains("❌ bitrix42.queue: there is no such queue\n");
    assertThat(wrong.stdout())
        .as(wrong::toString)
        .contains("   ⚠️ the queue bitrix42.queue is missing\n");
  }

  @Test
  void allShowsTheQueuesOfOthersToo() {
    project.declare();
    project.broker().with(c -> c.queueDeclare("audit", true, false, false, Map.of()));
    project.broker().with(c -> c.queueBind("audit", ProjectBroker.TASKS, "1c.#"));
    String out = check("--all").expect(0).stdout();
    assertThat(out).contains("📊 Queues found: 8\n");
    assertThat(out).contains("📭 audit:\n   📨 Messages: 0\n   🚫 Consumers: 0\n");
    assertThat(out)
        .contains("A binding that is not configured: camunda.external.tasks -> audit (1c.#)");
  }

  @Test
  void briefIsOneLineWithTheTime() {
    project.declare().fill("bitrix24.queue", 3);
    Command.Result result = check("--brief").expect(0);
    assertTrue(
        result
            .stdout()
            .matches(
                "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d OK queues=7 messages=3"
                    + " consumers=0 bitrix24.queue=3 openproject.queue=0 1c.queue=0"
                    + " python-services.queue=0 camunda.responses.queue=0"
                    + " errors.camunda_tasks.queue=0 default.queue=0\n"),
        result::toString);
    assertEquals("", result.stderr());
    project.broker().with(c -> c.queueDelete("1c.queue"));
    String line = check("--brief", "--non-empty").expect(1).stdout();
    assertThat(line).contains(" WARNING queues=1 messages=3 ");
    assertThat(line).contains(" problems: queue 1c.queue is missing; the topics 1c, ");
  }

  @Test
  void nagiosGetsStateTextAndPerformanceData() {
    project.declare().fill("bitrix24.queue", 3).fill("1c.queue", 1);
    Command.Result result =
        check("bitrix24.queue", "1c.queue", "--nagios", "--warning", "10", "--critical", "20")
            .expect(0);
    assertEquals(
        "OK: 2 queues, 4 messages | 'bitrix24.queue'=3;10;20;0 '1c.queue'=1;10;20;0\n",
        result.stdout());
    assertEquals(
        "CRITICAL: bitrix24.queue holds 3 messages, more than 2; 1c.queue holds 1 message, more"
            + " than 0 | 'bitrix24.queue'=3;0;2;0 '1c.queue'=1;0;2;0\n",
        check("bitrix24.queue", "1c.queue", "--nagios", "--warning", "0", "--critical", "2")
            .expect(2)
            .stdout());
    assertEquals(
        "WARNING: the queue none is missing | none=U;;;0\n",
        check("none", "--nagios").expect(1).stdout());
  }

  /** More than the number counts, as Nagios has it. */
  @ParameterizedTest
  @CsvSource({"3, 5, 0", "2, 5, 1", "0, 2, 2", "2, 3, 1", "3, 3, 0"})
  void thresholdsDecideOnTheExitCode(String warning, String critical, int exitCode) {
    project.declare().fill("bitrix24.queue", 3);
    check("--warning", warning, "--critical", critical).expect(exitCode);
    assertEquals(
        exitCode == 0 ? "ok" : exitCode == 1 ? "warning" : "critical",
        json("--warning", warning, "--critical", critical).path("status").asText());
  }

  @Test
  void theJsonDocumentHasEverything() {
    project.declare().fill("bitrix24.queue", 3);
    project.broker().with(c -> c.queueDelete("1c.queue"));
    JsonNode document = json();
    assertEquals("warning", document.path("status").asText());
    assertEquals(project.corner().name(), document.at("/broker/virtual_host").asText());
    assertEquals("RabbitMQ", document.at("/broker/product").asText());
    assertTrue(document.at("/broker/management_api").asBoolean());
    assertEquals(
        "{\"queues\":6,\"messages\":3,\"consumers\":0}", document.path("totals").toString());
    JsonNode first = document.at("/queues/0");
    assertEquals("bitrix24.queue", first.path("name").asText());
    assertEquals("system", first.path("role").asText());
    assertEquals("present", first.path("presence").asText());
    assertEquals(3, first.path("messages").asInt());
    assertEquals("classic", first.path("type").asText());
    assertEquals("missing", document.at("/queues/2/presence").asText());
    assertTrue(document.at("/queues/2/messages").isNull());
    assertEquals("camunda.unrouted.tasks", document.at("/alternate_exchange/name").asText());
    assertEquals("argument", document.at("/alternate_exchange/source").asText());
    assertFalse(document.at("/topology/ok").asBoolean());
    assertEquals("queue 1c.queue is missing", document.at("/problems/0/message").asText());
  }

  @Test
  void quietPrintsNothingIfAllIsWell() {
    project.declare().fill("bitrix24.queue", 3);
    Command.Result result = check("--quiet").expect(0);
    assertEquals("", result.stdout() + result.stderr());
  }

  @Test
  void quietPrintsItsProblemsToStderr() {
    project.declare().fill("bitrix24.queue", 3).fill("default.queue", 2);
    project.broker().with(c -> c.queueDelete("errors.camunda_tasks.queue"));
    Command.Result result = check("--quiet", "--warning", "1", "--critical", "2").expect(2);
    assertEquals("", result.stdout());
    assertEquals(
        "❌ bitrix24.queue holds 3 messages, more than 2\n"
            + "⚠️ default.queue holds 2 messages, more than 1\n"
            + "⚠️ queue errors.camunda_tasks.queue is missing\n",
        result.stderr());
  }

  /** Whoever asks for the one line wants it. */
  @Test
  void quietKeepsTheLinesOfLogsAndNagios() {
    project.declare();
    String brief = check("--quiet", "--brief").expect(0).stdout();
    assertThat(brief).contains(" OK queues=7 messages=0 ");
    String nagios = check("--quiet", "--nagios").expect(0).stdout();
    assertThat(nagios).startsWith("OK: 7 queues, 0 messages | ");
    Command.Result missing = check("none", "--quiet", "--nagios").expect(1);
    assertEquals("WARNING: the queue none is missing | none=U;;;0\n", missing.stdout());
    assertEquals("", missing.stderr());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--warning 5 --critical 4|not more than --critical",
        "--warning -1|from 0 on",
        "--watch 0|from 1 on",
        "--warning many|whole number",
        "--brief --nagios|exclude each other",
        "--all q|exclude each other",
        "--no-such-option|Unknown option",
      })
  void wrongUsageIsCodeThree(String arguments, String words) {
    Command.Result result = check(arguments.split(" ")).expect(3);
    assertThat(result.stderr()).as(result::toString).contains(words);
    // Nagios reads only stdout.
    String status = arguments.contains("--nagios") ? "UNKNOWN: " : "";
    assertThat(result.stdout()).as(result::toString).startsWith(status);
    assertEquals(status.isEmpty(), result.stdout().isEmpty(), result::toString);
  }

  /** The documented line of a crontab. */
  @Test
  void cronCanCallItByItsPath() {
    project.declare();
    Command command = Command.byPath("check_queues.java", "--brief");
    for (Map.Entry<String, String> e : project.corner().environment().entrySet()) {
      command = command.env(e.getKey(), e.getValue());
    }
    Command.Result result = command.env("PATH", "/usr/bin:/bin").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains(" OK queues=7 messages=0 ");
    assertEquals(1, result.stdoutLines().size(), result::toString);
  }

  @Test
  void itHasAnAlias() {
    project.declare();
    project.tool("check-queues", "--brief").run().expect(0);
  }

  @Test
  void helpShowsTheDocumentedCalls() {
    String help = check("--help").expect(0).stdout();
    assertThat(help).contains("./jbang check_queues.java --non-empty");
    assertThat(help).contains("--watch=S");
  }

  @Test
  void aTableIsALineAQueueTheWorstFirst() {
    project.declare().fill("bitrix24.queue", 3).fill("1c.queue", 1);
    project.broker().with(c -> c.queueDelete("errors.camunda_tasks.queue"));
    Command.Result result = check("--table").expect(1);
    assertThat(result.stdoutLines().stream().limit(4).map(line -> line.split(" {2,}")[0]))
        .as(result::toString)
        .containsExactly("QUEUE", "errors.camunda_tasks.queue", "bitrix24.queue", "1c.queue");
    assertThat(result.stdout())
        .as(result::toString)
        .containsPattern("(?m)^errors.camunda_tasks.queue +- +- +missing")
        .containsPattern("(?m)^bitrix24.queue +3 +0 +no consumer")
        .contains("queue errors.camunda_tasks.queue is missing");
  }

  @Test
  void aTableIsWatched() {
    project.declare();
    Command command = project.tool("check_queues.java", "--table", "--watch", "1");
    try (RunningCommand watch = command.start()) {
      watch.awaitStdout(text -> text.split("QUEUE ", -1).length > 2, "two looks");
      watch.interrupt();
      watch.awaitExit().expect(130);
    }
  }
}
