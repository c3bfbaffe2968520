package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.FreePort;
import sandbox.RabbitNode;
import tests.support.Command;
import tests.support.DiagnosisRun;
import tests.support.Eventually;
import tests.support.Management;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** Each fault of the broker and of what is in it is named, with the right advice. */
@Tag("cli")
@Tag("rabbitmq")
@Tag("engine")
class DiagnosticsRabbitTest {

  private static final String TASKS = "camunda.external.tasks";
  private static final String UNROUTED = "camunda.unrouted.tasks";
  private static final String[] OPTIONS = {"--rabbitmq-only", "--json"};

  private final DiagnosisRun diagnosed = new DiagnosisRun();

  @AfterEach
  void close() {
    diagnosed.close();
  }

  @FunctionalInterface
  private interface Change {
    void on(Channel channel) throws IOException;
  }

  private void change(Change change) {
    diagnosed
        .corner()
        .broker()
        .with(
            channel -> {
              change.on(channel);
              return null;
            });
  }

  private JsonNode run(int exitCode) {
    return run(diagnosed.tool(OPTIONS), exitCode);
  }

  private static JsonNode run(Command tool, int exitCode) {
    return DiagnosisRun.json(tool.run().expect(exitCode));
  }

  private static JsonNode assertProblem(
      JsonNode document, String status, String id, String object, String kind, String advice) {
    JsonNode finding = DiagnosisRun.finding(document, id, object, kind);
    assertEquals(status, finding.path("status").asText(), finding::toString);
    assertThat(finding.path("advice").asText()).as(finding::toString).contains(advice);
    return finding;
  }

  /** "None" is not said of what could not be seen. */
  @ParameterizedTest
  @CsvSource({"errors.camunda_tasks.queue", "default.queue"})
  void leftoversOfAQueueThatIsMissingAreNotKnown(String queue) {
    diagnosed.declare();
    diagnosed.corner().broker().with(channel -> channel.queueDelete(queue));
    JsonNode document = run(2);
    JsonNode unknown = DiagnosisRun.finding(document, "rabbitmq.leftovers", queue, "missing");
    assertEquals("skipped", unknown.path("status").asText(), unknown::toString);
    assertThat(unknown.path("found").asText()).isEqualTo("not known: there is no queue " + queue);
    assertThat(DiagnosisRun.checks(document, "rabbitmq.leftovers"))
        .noneMatch(finding -> finding.path("status").asText().equals("ok"));
  }

  @Nested
  class Connections {

    @Test
    void theBrokerIsDown() {
      Command tool = diagnosed.tool(OPTIONS).env("RABBITMQ_PORT", "" + FreePort.find());
      JsonNode document = run(tool, 2);
      assertProblem(
          document, "failure", "rabbitmq.connection", "", "unreachable", "Start RabbitMQ");
      assertEquals("configuration", document.path("topics").path(0).path("bindings").asText());
    }

    @ParameterizedTest
    @CsvSource({
      "RABBITMQ_PASSWORD, wrong, authentication, rabbitmq.password",
      "RABBITMQ_VIRTUAL_HOST, no-such-host, virtual_host, rabbitmq.virtual_host",
      "RABBITMQ_HOST, no-such-host.invalid, unknown_host, rabbitmq.host"
    })
    void somethingInTheSettingsIsWrong(String variable, String value, String kind, String advice) {
      JsonNode document = run(diagnosed.tool(OPTIONS).env(variable, value), 2);
      assertProblem(document, "failure", "rabbitmq.connection", "", kind, advice);
    }

    @Test
    void somethingElseListensThere() {
      String port = "" + Servers.rabbit().managementPort();
      Command tool =
          diagnosed
              .tool(OPTIONS)
              .env("RABBITMQ_PORT", port)
              .env("RABBITMQ_CONNECTION_TIMEOUT", "3000");
      JsonNode connection =
          DiagnosisRun.checks(run(tool, 2), "rabbitmq.connection").findFirst().orElseThrow();
      assertEquals("failure", connection.path("status").asText(), connection::toString);
      assertThat(connection.path("advice").asText()).contains("rabbitmq.port");
    }

    @Test
    void theManagementApiDoesNotLetTheUserIn() {
      diagnosed.declare();
      JsonNode document = run(diagnosed.as(".*", ".*", ".*", "", OPTIONS), 1);
      assertProblem(
          document,
          "warning",
          "rabbitmq.management",
          "",
          "refused",
          "set_user_tags USER management");
    }

    @Test
    void theManagementApiIsNotWhereItShouldBe() {
      diagnosed.declare();
      String url = "http://127.0.0.1:" + FreePort.find();
      JsonNode document = run(diagnosed.tool(OPTIONS).env("RABBITMQ_MANAGEMENT_URL", url), 1);
      assertProblem(
          document,
          "warning",
          "rabbitmq.management",
          "",
          "unavailable",
          "Correct rabbitmq.management_url");
      DiagnosisRun.finding(document, "rabbitmq.alarms", "not_blocked");
      DiagnosisRun.finding(document, "rabbitmq.queue", "bitrix24.queue", "ok");
      DiagnosisRun.finding(document, "rabbitmq.binding", "bitrix24.#", "not_visible");
      DiagnosisRun.finding(document, "routing.topic", "send_email", "configured");
    }
  }

  @Nested
  class Objects {

    @Test
    void aNewBrokerHasNothingYet() {
      JsonNode document = run(2);
      assertProblem(
          document, "failure", "rabbitmq.queue", "bitrix24.queue", "missing", "(re)start it");
      assertProblem(
          document, "failure", "routing.topic", "send_email", "lost", "(re)start the worker");
      assertEquals(
          "ok", DiagnosisRun.finding(document, "rabbitmq.configure", "ok").path("status").asText());
    }

    @Test
    void anExchangeIsOfAnotherType() {
      change(c -> c.exchangeDeclare("camunda.task.responses", "topic", true));
      diagnosed.declare();
      JsonNode finding =
          assertProblem(
              run(2),
              "failure",
              "rabbitmq.exchange",
              "camunda.task.responses",
              "wrong_type",
              "delete the exchange camunda.task.responses");
      assertThat(finding.path("found").asText()).as(finding::toString).contains("type = topic");
      assertEquals("type = direct", finding.path("expected").asText());
    }

    @Test
    void aQueueHasOtherArguments() {
      change(
          c -> c.queueDeclare("bitrix24.queue", true, false, false, Map.of("x-max-length", 1000)));
      diagnosed.declare();
      JsonNode finding =
          assertProblem(
              run(1), "warning", "rabbitmq.queue", "bitrix24.queue", "differs", "can lose tasks");
      assertThat(finding.path("found").asText()).contains("x-max-length = 1000");
    }

    @Test
    void aBindingIsMissing() {
      diagnosed.declare();
      change(c -> c.queueUnbind("1c.queue", TASKS, "1c.#"));
      JsonNode document = run(2);
      assertProblem(
          document, "failure", "rabbitmq.binding", "1c.queue (1c.#)", "missing", "(re)start it");
      JsonNode topic =
          assertProblem(
              document, "failure", "routing.topic", "1c_sync_data", "no_binding", "1c.queue");
      assertThat(topic.path("found").asText())
          .as(topic::toString)
          .endsWith("land in default.queue");
      DiagnosisRun.finding(document, "routing.topic", "send_email", "ok");
    }

    @Test
    void theTasksExchangeHasNoAlternateExchange() {
      change(c -> c.exchangeDeclare(TASKS, "topic", true));
      diagnosed.declare();
      assertProblem(
          run(2), "failure", "rabbitmq.alternate", UNROUTED, "none", "rabbitmqctl set_policy");
    }

    @Test
    void theAlternateExchangeDoesNotExist() {
      diagnosed.declare();
      change(c -> c.exchangeDelete(UNROUTED));
      JsonNode document = run(2);
      assertProblem(document, "failure", "rabbitmq.alternate", UNROUTED, "missing", "(re)start it");
      assertProblem(document, "failure", "rabbitmq.exchange", UNROUTED, "missing", "(re)start it");
    }

    @Test
    void theAlternateExchangeIsAnother() {
      change(c -> c.exchangeDeclare("other.exchange", "fanout", true));
      change(
          c ->
              c.exchangeDeclare(
                  TASKS, "topic", true, false, Map.of("alternate-exchange", "other.exchange")));
      diagnosed.declare();
      assertProblem(
          run(1),
          "warning",
          "rabbitmq.alternate",
          UNROUTED,
          "other",
          "rabbitmq.alternate_exchange = other.exchange");
    }

    @Test
    void aTopicGoesToTwoQueues() {
      diagnosed.declare();
      change(c -> c.queueBind("openproject.queue", TASKS, "bitrix24.#"));
      JsonNode finding =
          assertProblem(
              run(2),
              "failure",
              "routing.topic",
              "bitrix_create_task",
              "several_queues",
              "done several times");
      assertThat(finding.path("found").asText())
          .as(finding::toString)
          .endsWith("bitrix24.queue, openproject.queue");
    }

    @Test
    void messagesThatNobodyTakes() {
      diagnosed.declare();
      diagnosed.corner().broker().send("errors.camunda_tasks.queue", "{}");
      diagnosed.corner().broker().send("default.queue", "{}");
      diagnosed.corner().broker().send("default.queue", "{}");
      Eventually.that(
          "the messages are there", () -> diagnosed.corner().broker().ready("default.queue") == 2);
      JsonNode document = run(1);
      assertProblem(
          document,
          "warning",
          "rabbitmq.leftovers",
          "errors.camunda_tasks.queue",
          "errors",
          "queue_reader.java errors.camunda_tasks.queue --redrive");
      JsonNode unrouted =
          assertProblem(
              document, "warning", "rabbitmq.leftovers", "default", "unrouted", "routing table");
      assertThat(unrouted.path("found").asText()).as(unrouted::toString).contains("2 messages");
    }
  }

  /** Whatever was made for it is gone, and nothing else has changed. */
  @Nested
  class Rights {

    private JsonNode objects() {
      return diagnosed.corner().management().get("/api/definitions/" + diagnosed.corner().name());
    }

    private JsonNode runAs(String configure, String write, String read, int exitCode) {
      JsonNode before = objects();
      Command tool = diagnosed.as(configure, write, read, "management", OPTIONS);
      JsonNode document = run(tool, exitCode);
      assertEquals(before, objects(), "nothing is left");
      return document;
    }

    @Test
    void toConfigureIsMissingAndSoAreObjects() {
      JsonNode document = runAs("^$", ".*", ".*", 2);
      JsonNode finding =
          assertProblem(
              document, "failure", "rabbitmq.configure", "", "refused", "may not create it");
      assertThat(finding.path("found").asText()).as(finding::toString).contains("ACCESS_REFUSED");
      assertEquals(
          "skipped",
          DiagnosisRun.finding(document, "rabbitmq.write", "nothing_to_try")
              .path("status")
              .asText());
    }

    @Test
    void toConfigureIsMissingButEverythingIsThere() {
      diagnosed.declare();
      JsonNode document = runAs("^$", ".*", ".*", 1);
      assertProblem(
          document, "warning", "rabbitmq.configure", "", "refused_complete", "the worker can work");
      // Without temporary objects the real ones are used, in ways that come to nothing.
      DiagnosisRun.finding(document, "rabbitmq.write", "ok");
      DiagnosisRun.finding(document, "rabbitmq.read", "ok");
    }

    @Test
    void toWriteIsMissing() {
      diagnosed.declare();
      JsonNode finding =
          assertProblem(
              runAs(".*", "^$", ".*", 2),
              "failure",
              "rabbitmq.write",
              "",
              "refused",
              "cannot publish tasks");
      assertThat(finding.path("found").asText()).as(finding::toString).contains(TASKS);
    }

    @Test
    void toReadIsMissing() {
      diagnosed.declare();
      assertProblem(
          runAs(".*", ".*", "^$", 2), "failure", "rabbitmq.read", "", "refused", "take answers");
    }

    @Test
    void toWriteAndReadAreTriedOnTemporaryObjectsWhereThereAreNoOthers() {
      JsonNode document = runAs(".*", "^$", "^$", 2);
      for (String id : List.of("rabbitmq.write", "rabbitmq.read")) {
        JsonNode finding = DiagnosisRun.finding(document, id, "refused");
        assertThat(finding.path("found").asText()).as(finding::toString).contains("diagnostics-");
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"^camunda\\..*", "\\.(queue|tasks)$", "^camunda\\..*\\.(queue|tasks)$"})
    void areTriedOnNamesThatARestrictedUserMayUse(String names) {
      diagnosed.declare();
      JsonNode document = runAs(names, names, names, 1);
      JsonNode configure = DiagnosisRun.finding(document, "rabbitmq.configure", "ok");
      assertThat(configure.path("found").asText()).as(configure::toString).contains("diagnostics-");
      DiagnosisRun.finding(document, "rabbitmq.write", "ok");
      DiagnosisRun.finding(document, "rabbitmq.read", "ok");
    }

    @Test
    void mayBeLimitedToTheNamesOfTheSystem() {
      diagnosed.declare();
      String exactly = "^(camunda\\.external\\.tasks|camunda\\.responses\\.queue)$";
      JsonNode document = runAs(exactly, exactly, exactly, 1);
      DiagnosisRun.finding(document, "rabbitmq.configure", "own_names");
      DiagnosisRun.finding(document, "rabbitmq.write", "ok");
      DiagnosisRun.finding(document, "rabbitmq.read", "ok");
    }

    @Test
    void leaveALineInTheLogForEachTemporaryObject(@TempDir Path folder) throws IOException {
      Path log = folder.resolve("tools.log");
      run(diagnosed.tool(OPTIONS).env("LOG_FILE", log.toString()), 2);
      List<String> lines = Files.readAllLines(log);
      assertEquals(4, lines.size(), lines::toString);
      String user = "user=" + System.getProperty("user.name");
      assertThat(lines.get(0)).contains("Temporary queue made: " + user + " queue=camunda.diagn");
      assertThat(lines.get(3)).as(lines::toString).contains("Temporary queue removed: " + user);
    }

    @Test
    void areTriedWithoutTouchingMessagesOrConsumers() throws IOException {
      diagnosed.declare();
      TestEnvironment corner = diagnosed.corner();
      corner.broker().send("camunda.responses.queue", "{}");
      run(1);
      assertEquals(0, corner.broker().ready("default.queue"), "nothing was published");
      var message = corner.broker().with(c -> c.basicGet("camunda.responses.queue", false));
      assertEquals(false, message.getEnvelope().isRedeliver(), "nobody had it before");
    }
  }

  /** On a node of its own: an alarm blocks everybody who publishes. */
  @Test
  void aMemoryAlarm() throws IOException {
    try (RabbitNode node = RabbitNode.start(Servers.folder("rabbit"))) {
      node.raiseMemoryAlarm();
      Command tool =
          DiagnosisRun.nowhere(OPTIONS)
              .env("RABBITMQ_PORT", "" + node.port())
              .env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + node.managementPort());
      JsonNode seen =
          assertProblem(
              run(tool, 2), "failure", "rabbitmq.alarms", "", "alarm", "vm_memory_high_watermark");
      assertThat(seen.path("found").asText()).as(seen::toString).contains("memory");
      JsonNode quick = run(tool.with("--quick"), 2);
      assertProblem(quick, "failure", "rabbitmq.alarms", "", "alarm", "The worker waits");

      // Without the management API the broker itself says so to whoever publishes.
      JsonNode felt = run(tool.env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1"), 2);
      assertProblem(felt, "failure", "rabbitmq.alarms", "", "blocked", "The worker waits");
      Management management = new Management(node.managementPort());
      Eventually.that("all is gone", () -> management.get("/api/queues/%2F").isEmpty());
    }
  }
}
