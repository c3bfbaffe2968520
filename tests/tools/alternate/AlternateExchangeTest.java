package tests.tools.alternate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lib.base.json.Json;
import lib.systems.rabbitmq.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.ProjectBroker;

/** The routing test: what it prints, which faults it finds, and that it harms nothing. */
@Tag("cli")
@Tag("rabbitmq")
class AlternateExchangeTest {

  private final ProjectBroker project = new ProjectBroker();

  @AfterEach
  void close() {
    project.close();
  }

  private Command tool(String... arguments) {
    return project.tool("test_alternate_exchange.java", arguments);
  }

  private static JsonNode json(Command.Result result) {
    try {
      return Json.MAPPER.readTree(result.stdout());
    } catch (IOException e) {
      throw new AssertionError(result.toString(), e);
    }
  }

  private static JsonNode message(JsonNode document, String topic) {
    for (JsonNode message : document.path("messages")) {
      if (message.path("topic").asText().equals(topic)) {
        return message;
      }
    }
    throw new AssertionError("no " + topic + " in " + document);
  }

  @Test
  void theDocumentedTestIsPrintedAsDocumented() {
    project.declare().with("TOOLS_LANG", "ru");
    Command.Result result = tool().run().expect(0);
    for (String part : DOCUMENTED) {
      assertThat(result.stdout()).as(() -> part + "\nnot in " + result).contains(part);
    }
    assertEquals("", result.stderr());
    for (String queue : List.of("bitrix24.queue", "1c.queue", "default.queue")) {
      assertEquals(0, project.broker().ready(queue), queue);
    }
  }

  /** The documented sample; there are spaces at the ends of its titles. */
  private static final List<String> DOCUMENTED =
      List.of(
          """
          ======================================================================
                                  ТЕСТИРОВАНИЕ ALTERNATE EXCHANGE                        \s
          ======================================================================
          Проверка корректности маршрутизации сообщений
          без дублирования в default.queue

          ✅ Подключение к RabbitMQ успешно
          🏗️ Создание инфраструктуры с Alternate Exchange...
          ✅ Инфраструктура создана успешно

          🧹 Очистка очередей перед тестом...
             ✅ bitrix24.queue очищена
          """,
          """
             ✅ default.queue очищена

          ======================================================================
                                      ТЕСТ 1: ИЗВЕСТНЫЕ ТОПИКИ                           \s
          ======================================================================
          📨 Топик: bitrix_create_task
             Система: bitrix24
             Очередь: bitrix24.queue
             Статус: ✅ Отправлено

          """,
          """

          ======================================================================
                               ТЕСТ 2: НЕИЗВЕСТНЫЕ ТОПИКИ (ALTERNATE EXCHANGE)                     \s
          ======================================================================
          📨 Топик: unknown_service_task
             Ожидается: default.queue (через AE)
             Статус: ✅ Отправлено

          """,
          """

          ======================================================================
                                     РЕЗУЛЬТАТЫ ТЕСТИРОВАНИЯ                           \s
          ======================================================================
          🔄 Alternate Exchange:
             Название: camunda.unrouted.tasks
             Тип: fanout
             Описание: Обрабатывает неопознанные сообщения

          📊 Состояние очередей:
             📬 bitrix24.queue: 1 сообщение 🎯
          """,
          """
             📬 default.queue: 4 сообщения 🔄
                └─ Источник: Alternate Exchange (camunda.unrouted.tasks)

          🔍 Анализ:
             📌 Известные топики: 4 сообщения в целевых очередях
             🔄 Неизвестные топики: 4 сообщения в default.queue
             ✅ Дублирование отсутствует - сообщения корректно разделены

          """,
          "   ✅ send_email: в очереди python-services.queue\n",
          "   ✅ unknown_service_task: через Alternate Exchange в очереди default.queue\n",
          "🧹 Тестовых сообщений удалено: 8\n");

  @ParameterizedTest
  @ValueSource(strings = {"", "--isolated"})
  void everyTopicCanBeTested(String mode) {
    project.declare();
    Command command = mode.isEmpty() ? tool() : tool(mode);
    JsonNode document = json(command.with("--all-topics", "--json").run().expect(0));
    assertEquals("passed", document.path("status").asText());
    assertEquals(31, document.path("messages").size());
    assertEquals(27, document.at("/verdicts/routed").asInt());
    assertEquals(4, document.at("/verdicts/via_alternate").asInt());
    assertEquals(31, document.path("removed").asInt());
    assertEquals("broker", document.path("routes").asText());
    assertEquals(mode.isEmpty() ? "real" : "isolated", document.path("mode").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--isolated"})
  void noManagementRightsAreNeeded(String mode) {
    project.declare().asOrdinaryUser();
    Command command = mode.isEmpty() ? tool() : tool(mode);
    JsonNode document = json(command.with("--json").run().expect(0));
    assertEquals("passed", document.path("status").asText());
    assertEquals(mode.isEmpty() ? "broker" : "configuration", document.path("routes").asText());
  }

  private void plant(String fault) {
    var broker = project.broker();
    String tasks = ProjectBroker.TASKS;
    String unrouted = ProjectBroker.UNROUTED;
    if (fault.equals("no argument")) {
      broker.with(c -> c.exchangeDeclare(tasks, "topic", true));
    }
    project.declare();
    switch (fault) {
      case "no alternate exchange" -> broker.with(c -> c.exchangeDelete(unrouted));
      case "fanout without a queue" ->
          broker.with(c -> c.queueUnbind("default.queue", unrouted, ""));
      case "python.*" ->
          broker.with(c -> c.queueUnbind("python-services.queue", tasks, "python-services.#"));
      case "default.queue twice" -> broker.with(c -> c.queueBind("default.queue", tasks, "#"));
      default -> assertEquals("no argument", fault);
    }
  }

  /** Each is found on the real topology and on its copy, and none is repaired on the quiet. */
  @ParameterizedTest
  @CsvSource({
    "no alternate exchange, unknown_service_task, returned",
    "fanout without a queue, unknown_service_task, returned",
    "python.*, send_email, via_alternate",
    "default.queue twice, bitrix_create_task, duplicated",
    "no argument, unknown_service_task, returned"
  })
  void aPlantedFaultIsFound(String fault, String topic, String verdict) {
    plant(fault);
    String before = project.definitions();
    for (String mode : List.of("--lang=en", "--isolated")) {
      Command.Result result = tool(mode, "--json").run().expect(2);
      assertEquals("failed", json(result).path("status").asText());
      JsonNode message = message(json(result), topic);
      assertEquals(verdict, message.path("verdict").asText(), result::toString);
      assertFalse(message.path("right").asBoolean());
      assertEquals(before, project.definitions());
    }
    String text = tool().run().expect(2).stdout();
    assertThat(text).contains("   ❌ " + topic + ": ");
    assertThat(text).contains("❌ The test has failed: messages that are not where");
  }

  /** As the crontab calls it: what is printed is mailed. */
  @Test
  void quietPrintsFaultsAloneToStderr() {
    project.declare();
    Command.Result well = tool("--isolated", "--quiet").run().expect(0);
    assertEquals("", well.stdout() + well.stderr());
    plant("python.*");
    Command.Result wrong = tool("--isolated", "--quiet").run().expect(2);
    assertEquals("", wrong.stdout());
    assertEquals(
        "❌ The test has failed: messages that are not where they should be: 1\n"
            + "   ❌ send_email: via the alternate exchange to default.queue, expected in"
            + " python-services.queue\n",
        wrong.stderr());
    project.fill("1c.queue", 2);
    Command.Result refused = tool("--quiet").run().expect(1);
    assertEquals("", refused.stdout());
    assertThat(refused.stderr())
        .as(refused::toString)
        .contains("the queues are in use (1c.queue: 2 ");
    assertEquals(1, refused.stderrLines().size(), refused::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--lang=en", "--quiet"})
  void nagiosGetsStateTextAndPerformanceData(String quiet) {
    project.declare();
    assertEquals(
        "OK: 8 messages, each in its queue | messages=8;;;0 wrong=0;;;0\n",
        tool("--isolated", "--nagios", quiet).run().expect(0).stdout());
    plant("python.*");
    Command.Result wrong = tool("--isolated", "--nagios", quiet).run().expect(2);
    assertEquals(
        "CRITICAL: topic send_email: via the alternate exchange to default.queue, expected in"
            + " python-services.queue | messages=8;;;0 wrong=1;;;0\n",
        wrong.stdout());
    assertEquals("", wrong.stderr());
    plant("no alternate exchange");
    assertEquals(4, tool("--isolated", "--nagios", quiet).run().expect(2).stdoutLines().size());
    project.fill("1c.queue", 2);
    Command.Result used = tool("--nagios", quiet).run().expect(1);
    assertThat(used.stdout()).as(used::toString).startsWith("WARNING: No test was made and ");
    assertEquals("", used.stderr());
  }

  @Test
  void nagiosIsToldOfAnOutageAndOfWrongUsage() {
    Command.Result outage = tool("--nagios").env("RABBITMQ_PORT", "1").run().expect(2);
    assertThat(outage.stdout()).as(outage::toString).startsWith("CRITICAL: RabbitMQ cannot be");
    assertEquals(1, outage.stdoutLines().size(), outage::toString);
    Command.Result both = tool("--nagios", "--json").run().expect(3);
    assertThat(both.stderr()).as(both::toString).contains("--nagios, --json");
    for (String form : List.of("--json", "--quiet", "--nagios", "--force")) {
      Command.Result kept = tool("--keep", "--isolated", form).run().expect(3);
      assertThat(kept.stderr()).as(kept::toString).contains("--isolated, --keep");
    }
    assertThat(tool("--help").run().expect(0).stdout()).contains("--nagios");
  }

  /** Without the management API the copy has what AMQP tells. */
  @ParameterizedTest
  @ValueSource(strings = {"no alternate exchange", "no argument"})
  void aWrongAlternateExchangeIsFoundOverAmqpAlone(String fault) {
    plant(fault);
    project.withoutManagement();
    JsonNode document = json(tool("--isolated", "--json").run().expect(2));
    assertEquals("returned", message(document, "unknown_service_task").path("verdict").asText());
  }

  @Test
  void queuesWithMessagesMakeItRefuse() {
    project.declare().fill("bitrix24.queue", 3);
    String before = project.definitions();
    Command.Result result = tool("--json").run().expect(1);
    assertEquals("alternate.queues_in_use", json(result).at("/error/kind").asText());
    assertThat(result.stderr())
        .as(result::toString)
        .contains("(bitrix24.queue: 3 messages, 0 consumers)");
    assertThat(result.stderr()).as(result::toString).contains("--isolated");
    assertEquals(3, project.broker().ready("bitrix24.queue"));
    assertEquals(0, project.broker().ready("1c.queue"));
    assertEquals(before, project.definitions());
  }

  /** Nothing is said to be set up where nothing was. */
  @Test
  void aRefusalIsNotPrecededByWorkThatWasNotDone() {
    project.declare().fill("default.queue", 1);
    Command.Result result = tool().run().expect(1);
    assertThat(result.stderr()).as(result::toString).contains("nothing was changed");
    assertThat(result.stdout()).as(result::toString).doesNotContain("Setting up", "set up");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aQueueThatNoTestMessageReachesMayHoldMessages(boolean managed) {
    project.declare().fill(Topology.ERRORS_QUEUE, 3);
    if (!managed) {
      project.withoutManagement();
    }
    assertEquals("passed", json(tool("--json").run().expect(0)).path("status").asText());
    assertEquals(3, project.broker().ready(Topology.ERRORS_QUEUE));
  }

  @Test
  void anErrorsQueueThatTestMessagesReachMayNot() {
    project.declare().fill(Topology.ERRORS_QUEUE, 3);
    project.broker().with(c -> c.queueBind(Topology.ERRORS_QUEUE, ProjectBroker.TASKS, "1c.#"));
    Command.Result result = tool().run().expect(1);
    assertThat(result.stderr())
        .as(result::toString)
        .contains("(errors.camunda_tasks.queue: 3 messages, 0 consumers)");
  }

  /** A name has at most 255 bytes, and those of the copy begin with a prefix. */
  @ParameterizedTest
  @CsvSource({"q, 237", "q, 238", "q, 250", "q, 255", "ж, 120", "ж, 127", "🎯, 63"})
  void namesOfAnyLengthHaveACopy(String character, int length) {
    String name = character.repeat(length);
    project
        .with("ROUTING_1C_QUEUE", name)
        .with("ROUTING_OPENPROJECT_QUEUE", name.substring(0, name.length() - 2) + "ab")
        .with("RABBITMQ_TASKS_EXCHANGE", name)
        .with("RABBITMQ_ALTERNATE_EXCHANGE", name.substring(0, name.length() - 2) + "cd")
        .declare();
    String before = project.definitions();
    JsonNode document = json(tool("--isolated", "--json").run().expect(0));
    assertEquals("[\"" + name + "\"]", message(document, "1c_create_document").get("queues") + "");
    assertEquals(before, project.definitions());
    assertEquals("passed", json(tool("--json").run().expect(0)).path("status").asText());
  }

  @ParameterizedTest
  @CsvSource({
    "ROUTING_1C_QUEUE, 256, routing.1c.queue",
    "ROUTING_1C_TOPICS, 253, routing.1c.topics",
    "RABBITMQ_TASKS_EXCHANGE, 256, RABBITMQ_TASKS_EXCHANGE"
  })
  void aNameThatTheBrokerCannotHaveIsRefused(String variable, int length, String named) {
    Command.Result result = tool().env(variable, "q".repeat(length)).run().expect(3);
    assertThat(result.stderr()).as(result::toString).contains(named, "at most 255 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "--isolated, 'OK: 8 messages, each in its queue, on a copy as configured; not checked: '",
    "--lang=en, 'OK: 8 messages, each in its queue; not checked: copies in other queues ('"
  })
  void nagiosIsToldWhatCouldNotBeSeen(String mode, String text) {
    project.declare().withoutManagement();
    Command.Result result = tool(mode, "--nagios").run().expect(0);
    assertThat(result.stdout()).as(result::toString).startsWith(text);
    assertThat(result.stdout()).contains("127.0.0.1:1", " | messages=8;;;0 wrong=0;;;0\n");
  }

  @Test
  void queuesWithConsumersMakeItRefuse() {
    project.declare();
    project.broker().with(c -> c.basicConsume("1c.queue", (tag, message) -> {}, tag -> {}));
    Command.Result result = tool().run().expect(1);
    assertThat(result.stderr()).as(result::toString).contains("1c.queue: 0 messages, 1 consumer)");
  }

  /** Any queue that a test message can reach counts, not only the project's. */
  @Test
  void aForeignQueueThatGetsCopiesIsLookedAtToo() {
    project.declare();
    project.broker().with(c -> c.queueDeclare("audit", true, false, false, Map.of()));
    project.broker().with(c -> c.queueBind("audit", ProjectBroker.TASKS, "1c.#"));
    JsonNode document = json(tool("--json").run().expect(2));
    assertEquals(
        "[\"1c.queue\",\"audit\"]",
        message(document, "1c_create_document").path("queues").toString());
    assertEquals(0, project.broker().ready("audit"));
    project.fill("audit", 1);
    tool().run().expect(1);
  }

  @Test
  void withForceMessagesOfOthersStayAsTheyAre() {
    project.declare();
    byte[] body = "чужое".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 50; i++) {
      BasicProperties properties = new BasicProperties.Builder().messageId("m" + i).build();
      project.broker().publish("", "bitrix24.queue", properties, body);
    }
    Eventually.that("50 messages", () -> project.broker().ready("bitrix24.queue") == 50);
    JsonNode document = json(tool("--force", "--json").run().expect(0));
    assertEquals(8, document.path("removed").asInt());
    assertEquals(50, document.at("/queues/0/messages_before").asInt());
    List<GetResponse> left = project.broker().takeAll("bitrix24.queue");
    assertEquals(50, left.size());
    for (int i = 0; i < 50; i++) {
      assertEquals("m" + i, left.get(i).getProps().getMessageId());
      assertEquals("чужое", new String(left.get(i).getBody(), StandardCharsets.UTF_8));
    }
  }

  /** What a consumer takes is not where it should be, and the test message ends by itself. */
  @Test
  void withForceAConsumerGetsMessagesThatExpire() throws InterruptedException {
    project.declare();
    BlockingQueue<String> expirations = new LinkedBlockingQueue<>();
    project
        .broker()
        .with(
            c ->
                c.basicConsume(
                    "1c.queue",
                    true,
                    (tag, m) -> expirations.add("" + m.getProperties().getExpiration()),
                    tag -> {}));
    JsonNode document = json(tool("--force", "--json").run().expect(2));
    assertEquals("lost", message(document, "1c_create_document").path("verdict").asText());
    assertEquals("120000", expirations.take());
  }

  @Test
  void withKeepTheMessagesStayForGood() {
    project.declare();
    Command.Result result = tool("--keep").run().expect(0);
    assertThat(result.stdout())
        .as(result::toString)
        .contains("📌 Test messages left in the queues: 8");
    assertEquals(4, project.broker().ready("default.queue"));
    List<GetResponse> kept = project.broker().takeAll("1c.queue");
    assertEquals(1, kept.size());
    assertEquals(null, kept.get(0).getProps().getExpiration());
    assertEquals(
        "1c_create_document", kept.get(0).getProps().getHeaders().get("camunda_topic").toString());
  }

  @Test
  void onABrokerWithNothingTheObjectsAreCreatedAndLogged(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("tools.log");
    project.with("LOG_FILE", log.toString());
    JsonNode document = json(tool("--json").run().expect(0));
    assertThat(document.path("created").toString()).contains("queue bitrix24.queue");
    assertTrue(project.broker().exists("bitrix24.queue"));
    String lines = Files.readString(log);
    assertThat(lines).contains(" object=exchange camunda.external.tasks\n");
    assertThat(lines).contains(" exchange=camunda.external.tasks sent=8 removed=8\n");
  }
}
