package tests.tools.alternate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.RabbitNode;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.ProjectBroker;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TcpProxy;

/** The routing test leaves nothing behind, however it ends, and tells failures in one sentence. */
@Tag("cli")
@Tag("rabbitmq")
class AlternateSafetyTest {

  private final ProjectBroker project = new ProjectBroker();

  @AfterEach
  void close() {
    project.close();
  }

  private Command tool(String... arguments) {
    return project.tool("test_alternate_exchange.java", arguments);
  }

  /** In production: queues are full and have consumers. */
  @Test
  void anIsolatedTestLeavesDefinitionsAndMessagesAsTheyWere() {
    project.declare().fill("bitrix24.queue", 3);
    project.broker().with(c -> c.basicConsume("1c.queue", (tag, message) -> {}, tag -> {}));
    project.broker().with(c -> c.exchangeDeclare("audit", "headers", true));
    project.broker().with(c -> c.exchangeBind("audit", ProjectBroker.TASKS, "#.audit"));
    String before = project.definitions();
    Command.Result result = tool("--isolated").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains("(as the broker has it)");
    assertEquals(before, project.definitions());
    assertEquals(3, project.broker().ready("bitrix24.queue"));
  }

  /** Also of exchanges that lead nowhere, which no queue could take along. */
  @ParameterizedTest
  @ValueSource(strings = {"Setting up", "Temporary copy", "Status: ✅ sent", "TEST 2"})
  void anIsolatedTestThatIsKilledLeavesNothing(String moment) {
    project.declare();
    project.broker().with(c -> c.queueUnbind("default.queue", ProjectBroker.UNROUTED, ""));
    String before = project.definitions();
    for (int round = 0; round < 3; round++) {
      try (RunningCommand running = tool("--isolated", "--all-topics").start()) {
        running.awaitStdout(moment);
        running.kill();
        running.awaitExit();
      }
      Eventually.that("the old definitions", () -> project.definitions().equals(before));
    }
  }

  /** A copy of what is only configured would pass, and no task would get through. */
  @ParameterizedTest
  @CsvSource({
    "nothing, true",
    "nothing, false",
    "all but the tasks exchange, true",
    "all but the tasks exchange, false"
  })
  void anIsolatedTestWithoutTheTasksExchangeIsNotPassed(String there, boolean managed) {
    if (!there.equals("nothing")) {
      project.declare().broker().with(c -> c.exchangeDelete(ProjectBroker.TASKS));
    }
    String before = project.definitions();
    if (!managed) {
      project.withoutManagement();
    }
    Command.Result result = tool("--isolated").run().expect(2);
    assertThat(result.stderr())
        .as(result::toString)
        .contains("there is no exchange " + ProjectBroker.TASKS, "rabbitmq.virtual_host");
    tool("--isolated", "--nagios").run().expect(2);
    assertEquals(before, project.definitions());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anIsolatedTestWithoutAQueueIsNotPassed(boolean managed) {
    project.declare().broker().with(c -> c.queueDelete("bitrix24.queue"));
    if (!managed) {
      project.withoutManagement();
    }
    Command.Result result = tool("--isolated").run().expect(2);
    assertThat(result.stdout())
        .as(result::toString)
        .contains("bitrix_create_task: via the alternate exchange to default.queue");
  }

  @Test
  void anAlarmOfTheBrokerIsWhyItTakesNothing() throws IOException {
    try (RabbitNode own = RabbitNode.startWithoutManagement(Servers.folder("alarm-routing"))) {
      project
          .with("RABBITMQ_PORT", "" + own.port())
          .with("RABBITMQ_VIRTUAL_HOST", "/")
          .with("RABBITMQ_CONNECTION_TIMEOUT", "3000");
      own.raiseMemoryAlarm();
      Command.Result result = tool().run().expect(2);
      assertThat(result.stderr()).as(result::toString).contains("low on memory");
    }
  }

  @Test
  void aStreamOutOfWhichNothingCanBeTakenIsToldBefore() {
    project.declare();
    project.broker().with(c -> c.queueDelete("1c.queue"));
    Map<String, Object> stream = Map.of("x-queue-type", "stream");
    project.broker().with(c -> c.queueDeclare("1c.queue", true, false, false, stream));
    Command.Result result = tool().run().expect(1);
    assertThat(result.stderr())
        .as(result::toString)
        .contains("queue 1c.queue is a stream", "Use --isolated");
    assertEquals(0, project.broker().ready("bitrix24.queue"));
  }

  @Test
  void aQueueIsNoStreamForItsName() {
    project.with("ROUTING_BITRIX24_QUEUE", "bitrix24.stream").declare();
    project.as(".*", ".*", "", "");
    Command.Result result = tool().run().expect(2);
    assertThat(result.stderr())
        .as(result::toString)
        .contains("lacks the right", "bitrix24.stream")
        .doesNotContain("is a stream");
  }

  /** The broker says no to one message, and the others are tested all the same. */
  @Test
  void aQueueThatRefusesIsNamedByItsTopic() {
    project.declare();
    project.policy("full", Map.of("max-length", 0, "overflow", "reject-publish"), "^1c", "queues");
    Command.Result result = tool().run().expect(2);
    assertThat(result.stdout())
        .as(result::toString)
        .contains(
            "1c_create_document: not accepted by the broker (nack)", "Not accepted by the broker: ")
        .contains("bitrix_create_task: routed to bitrix24.queue");
    assertThat(result.stderr()).as(result::toString).doesNotContain("cannot be reached");
  }

  @Test
  void aPolicyIsPartOfTheCopy() {
    project.broker().with(c -> c.exchangeDeclare(ProjectBroker.TASKS, "topic", true));
    project.declare();
    project.policy(
        "ae", Map.of("alternate-exchange", ProjectBroker.UNROUTED), "^camunda.ext", "exchanges");
    tool("--isolated").run().expect(0);
    tool().run().expect(0);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '.*', '.*', '', 0",
    "'', '.*', '.*', --isolated, 2",
    "'.*', '', '.*', '', 2",
    "'.*', '', '.*', --isolated, 2",
    "'.*', '.*', '', '', 2",
    "'.*', '.*', '', --isolated, 2"
  })
  void aMissingRightIsOneSentenceAndLeavesNothing(
      String configure, String write, String read, String mode, int exitCode) throws IOException {
    project.declare();
    String before = project.definitions();
    project.as(configure, write, read, "");
    Command command = tool("--json");
    Command.Result result = (mode.isEmpty() ? command : command.with(mode)).run().expect(exitCode);
    JsonNode document = Json.MAPPER.readTree(result.stdout());
    if (exitCode == 2) {
      assertEquals("rabbitmq.access_refused", document.at("/error/kind").asText());
      assertEquals(1, result.stderrLines().size(), result::toString);
    }
    Eventually.that("the old definitions", () -> project.definitions().equals(before));
    assertEquals(0, project.broker().ready("bitrix24.queue"));
  }

  @ParameterizedTest
  @CsvSource({
    "RABBITMQ_PORT, 1, rabbitmq.unreachable",
    "RABBITMQ_VIRTUAL_HOST, none, rabbitmq.virtual_host",
    "RABBITMQ_PASSWORD, wrong, rabbitmq.authentication"
  })
  void aFailureIsOneSentence(String variable, String value, String kind) throws IOException {
    Command.Result result = tool("--json").env(variable, value).run().expect(2);
    assertEquals(
        kind, Json.MAPPER.readTree(result.stdout()).at("/error/kind").asText(), result::toString);
    assertEquals(1, result.stderrLines().size(), result::toString);
  }

  @Test
  void aMissingTasksExchangeIsOneSentence() throws IOException {
    project.declare();
    project.broker().with(c -> c.exchangeDelete(ProjectBroker.TASKS));
    Command.Result result = tool("--json").run().expect(2);
    assertEquals(
        "rabbitmq.not_found", Json.MAPPER.readTree(result.stdout()).at("/error/kind").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--force", "--isolated"})
  void aConnectionThatBreaksIsOneSentence(String mode) {
    project.declare();
    String before = project.definitions();
    try (TcpProxy proxy = new TcpProxy(Servers.rabbit().port())) {
      Command command = tool(mode, "--all-topics").env("RABBITMQ_PORT", "" + proxy.port());
      Command.Result result;
      do { // until the cut comes before the end
        try (RunningCommand running = command.start()) {
          running.awaitStdout("Status: ✅ sent");
          proxy.cut();
          result = running.awaitExit();
        }
      } while (result.exitCode() == 0);
      result.expect(2);
      assertEquals(1, result.stderrLines().size(), result::toString);
      assertThat(result.stderr()).as(result::toString).contains("RabbitMQ cannot be reached");
    }
    Eventually.that("the old definitions", () -> project.definitions().equals(before));
  }

  /** A quorum queue counts every look, and drops a message after its limit. */
  @Test
  void notEvenForceLooksThroughAQuorumQueue() {
    project
        .broker()
        .with(
            c ->
                c.queueDeclare(
                    "default.queue",
                    true,
                    false,
                    false,
                    Map.of("x-queue-type", "quorum", "x-delivery-limit", 2)));
    project.declare();
    project.fill("default.queue", 5);
    for (int round = 0; round < 4; round++) {
      Command.Result result = tool("--force").run().expect(1);
      assertThat(result.stderr())
          .as(result::toString)
          .contains("queue default.queue holds messages");
    }
    assertEquals(5, project.broker().ready("default.queue"));
  }

  /** Expired or rejected, they are dead letters, and dead letters do not expire. */
  @Test
  void whatAKilledTestHasLeftInADeadLetterQueueIsToldAndRemovedOnDemand() throws IOException {
    var broker = project.broker();
    broker.with(c -> c.exchangeDeclare("dead", "fanout", true));
    broker.with(c -> c.queueDeclare("dead.queue", true, false, false, Map.of()));
    broker.with(c -> c.queueBind("dead.queue", "dead", ""));
    Map<String, Object> dead = Map.of("x-dead-letter-exchange", "dead");
    broker.with(c -> c.queueDeclare("1c.queue", true, false, false, dead));
    project.declare().fill("dead.queue", 2);
    tool("--keep").run().expect(0);
    reject("1c.queue");
    for (String queue : new String[] {"bitrix24.queue", "openproject.queue", "default.queue"}) {
      broker.takeAll(queue);
    }
    broker.takeAll("python-services.queue");
    Eventually.that("a dead letter", () -> broker.ready("dead.queue") == 3);
    Command.Result told = tool().run().expect(0);
    assertThat(told.stdout())
        .as(told::toString)
        .contains("⚠️ dead.queue: 1 test message left by an interrupted test; --remove-left");
    String left =
        "dead.queue: 1 test message left by an interrupted test. Remove them with --remove-left.";
    assertThat(tool("--quiet").run().expect(0).stderr()).contains(left);
    assertThat(tool("--nagios").run().expect(0).stdoutLines()).contains(left);
    assertEquals(3, broker.ready("dead.queue"));
    JsonNode removed =
        Json.MAPPER.readTree(tool("--remove-left", "--json").run().expect(0).stdout());
    assertEquals(
        "[{\"queue\":\"dead.queue\",\"number\":1,\"removed\":true}]",
        removed.path("left").toString());
    assertEquals(2, broker.ready("dead.queue"));
  }

  private void reject(String queue) {
    project
        .broker()
        .with(
            c -> {
              var message = c.basicGet(queue, false);
              c.basicReject(message.getEnvelope().getDeliveryTag(), false);
              return message;
            });
  }

  @Test
  void anInterruptedTestRemovesItsMessages() {
    project.declare();
    try (RunningCommand running = tool("--all-topics").start()) {
      running.awaitStdout("Status: ✅ sent");
      running.interrupt();
      int exitCode = running.awaitExit().exitCode();
      assertTrue(exitCode == 130 || exitCode == 0, "exit code " + exitCode); // it may have ended
    }
    for (String queue : new String[] {"bitrix24.queue", "openproject.queue", "default.queue"}) {
      assertEquals(0, project.broker().ready(queue), queue);
    }
  }

  @Test
  void theEmbeddedBrokerIsTestedAsItIs() throws IOException {
    try (RunningCommand broker =
        Command.of("sandbox/broker.java", "--embedded", "--port", "0", "--lang", "en").start()) {
      broker.awaitStdout("READY");
      String port = broker.stdout().replaceFirst("(?s).*READY amqp://[^ ]*:(\\d+)/.*", "$1");
      project.with("RABBITMQ_PORT", port).with("RABBITMQ_VIRTUAL_HOST", "/");
      Command.Result result = tool("--json").run().expect(0);
      assertEquals("passed", Json.MAPPER.readTree(result.stdout()).path("status").asText());
      Command.Result isolated = tool("--isolated").run().expect(2);
      assertThat(isolated.stderr()).as(isolated::toString).contains("needs RabbitMQ");
    }
  }
}
