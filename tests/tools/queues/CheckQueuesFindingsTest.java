package tests.tools.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.ProjectBroker;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TcpProxy;

/**
 * What the tool that checks queues finds, sees without rights, and makes of a broker that fails.
 */
@Tag("cli")
@Tag("rabbitmq")
class CheckQueuesFindingsTest {

  private final ProjectBroker project = new ProjectBroker();

  @AfterEach
  void close() {
    project.close();
  }

  private Command.Result check(String... arguments) {
    return project.tool("check_queues.java", arguments).run();
  }

  private static void assertShown(Command.Result result, String line) {
    assertThat(result.stdout()).as(() -> line + "\n not in " + result).contains(line + "\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTasksExchangeWithoutTheArgumentIsNamed(boolean managed) {
    project.broker().with(c -> c.exchangeDeclare(ProjectBroker.TASKS, "topic", true));
    project.declare();
    if (!managed) {
      project.withoutManagement();
    }
    Command.Result result = check().expect(1);
    assertShown(result, "🔄 Alternate exchange: -");
    assertShown(result, "   ❌ Not set: messages that no system takes are returned or lost");
    assertShown(
        result,
        "   ⚠️ exchange camunda.external.tasks differs: alternate-exchange is -, should be"
            + " camunda.unrouted.tasks");
    assertEquals(
        managed,
        result
            .stdout()
            .contains("topics that are not configured land nowhere instead of default.queue"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theAlternateExchangeIsShownAsTheBrokerHasIt(boolean managed) {
    Map<String, Object> other = Map.of("alternate-exchange", "elsewhere");
    project.broker().with(c -> c.exchangeDeclare(ProjectBroker.TASKS, "topic", true, false, other));
    project.declare();
    if (!managed) {
      project.asOrdinaryUser();
    }
    Command.Result result = check().expect(1);
    assertShown(result, "🔄 Alternate exchange: elsewhere");
    assertShown(
        result,
        "   ❌ There is no such exchange: messages that no system takes are returned or lost");
    assertShown(result, "   ⚠️ the alternate exchange elsewhere does not exist");
  }

  @Test
  void aPolicyThatSetsTheAlternateExchangeIsNamed() {
    project.broker().with(c -> c.exchangeDeclare(ProjectBroker.TASKS, "topic", true));
    project.declare();
    project.policy(
        "ae", Map.of("alternate-exchange", ProjectBroker.UNROUTED), "^camunda.ext", "exchanges");
    Command.Result result = check().expect(0);
    assertShown(result, "🔄 Alternate exchange: camunda.unrouted.tasks");
    assertShown(result, "   Set by the policy: ae");
  }

  /** The first version's bindings: 11 topics went to default.queue. */
  @Test
  void topicsThatLandElsewhereAreNamed() {
    project.declare();
    project
        .broker()
        .with(
            c -> c.queueUnbind("python-services.queue", ProjectBroker.TASKS, "python-services.#"));
    Command.Result result = check().expect(1);
    assertShown(
        result,
        "   ⚠️ binding camunda.external.tasks -> python-services.queue (python-services.#) is"
            + " missing");
    assertShown(
        result,
        "   ⚠️ the topics python, send_email, send_telegram and 8 more land in default.queue"
            + " instead of python-services.queue");
  }

  /** They are not lost, and not where they belong. */
  @Test
  void topicsThatForeignQueuesTakeAreNamed() {
    project.declare();
    project
        .broker()
        .with(
            channel -> {
              for (String queue : List.of("audit", "archive")) {
                channel.queueDeclare(queue, true, false, false, null);
                channel.queueBind(queue, ProjectBroker.TASKS, "python-services.#");
              }
              return channel.queueUnbind(
                  "python-services.queue", ProjectBroker.TASKS, "python-services.#");
            });
    Command.Result result = check().expect(1);
    assertShown(
        result,
        "   ⚠️ the topics python, send_email, send_telegram and 8 more land in several queues"
            + " (archive, audit) instead of python-services.queue: their tasks are done twice");
    assertThat(result.stdout()).doesNotContain("nowhere");
    project.broker().with(channel -> channel.queueDelete("archive"));
    assertShown(
        check().expect(1),
        "   ⚠️ the topics python, send_email, send_telegram and 8 more land in audit instead of"
            + " python-services.queue");
  }

  @Test
  void topicsThatLandTwiceAreNamed() {
    project.declare();
    project.broker().with(c -> c.queueBind("default.queue", ProjectBroker.TASKS, "#"));
    Command.Result result = check().expect(1);
    assertShown(
        result,
        "   ⚠️ the topics bitrix24, bitrix_create_task, bitrix_update_task and 3 more land in"
            + " several queues (bitrix24.queue, default.queue) instead of bitrix24.queue: their"
            + " tasks are done twice");
    assertShown(
        result,
        "   ℹ️ A binding that is not configured: camunda.external.tasks -> default.queue (#)");
    check("1c.queue").expect(1);
    check("camunda.responses.queue").expect(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void queuesOfAnotherTypeOrWithArgumentsAreNamed(boolean managed) {
    Map<String, Object> quorum = Map.of("x-queue-type", "quorum");
    project.broker().with(c -> c.queueDeclare("1c.queue", true, false, false, quorum));
    Map<String, Object> shortLived = Map.of("x-message-ttl", 60000);
    project.broker().with(c -> c.queueDeclare("default.queue", true, false, false, shortLived));
    project.declare();
    if (!managed) {
      project.withoutManagement();
    }
    Command.Result result = check().expect(1);
    String type =
        managed ? "type is quorum, should be classic" : "x-queue-type is quorum, should be -";
    assertShown(result, "   ⚠️ queue 1c.queue differs: " + type);
    assertShown(result, "   ⚠️ queue default.queue differs: x-message-ttl is 60000, should be -");
  }

  @Test
  void anEmptyBrokerIsAWarningThatNamesEveryObjectOnce() {
    Command.Result result = check().expect(1);
    assertShown(result, "❌ bitrix24.queue: there is no such queue");
    assertShown(result, "   ⚠️ exchange camunda.external.tasks is missing");
    assertThat(result.stdout()).as(result::toString).doesNotContain("binding");
    assertEquals(
        10, result.stdoutLines().stream().filter(line -> line.startsWith("   ⚠️ ")).count() - 1);
  }

  @Test
  void aUserWithReadRightAloneSeesCounts() {
    project.declare().fill("1c.queue", 2).as("", "", ".*", "");
    Command.Result result = check().expect(0);
    assertShown(result, "📬 1c.queue: 🎯\n   📨 Messages: 2");
    assertShown(
        result,
        "   ⚠️ As configured; what the broker has cannot be seen: this user has no right to"
            + " configure it and cannot use the management API");
    assertShown(result, "   ℹ️ Objects whose properties cannot be seen: 10 (--verbose names them)");
    assertThat(result.stdout()).as(result::toString).contains("Bindings were not checked, and");
    assertEquals("", result.stderr());
  }

  @ParameterizedTest
  @CsvSource({"'', '.*', '.*'", "'.*', '', '.*'", "'.*', '.*', ''", "'', '', ''"})
  void noSingleRightIsNeeded(String configure, String write, String read) {
    project.declare().fill("1c.queue", 2).as(configure, write, read, "");
    assertShown(check("1c.queue").expect(0), "📬 1c.queue: 🎯\n   📨 Messages: 2");
  }

  @Test
  void allNeedsTheManagementApiAndSaysSo() {
    project.declare().asOrdinaryUser();
    Command.Result result = check("--all").expect(2);
    assertEquals(1, result.stderrLines().size(), result::toString);
    assertThat(result.stderr()).as(result::toString).contains("Give the user the tag management");
  }

  @Test
  void aQueueThatBelongsToAConnectionIsTold() {
    project.broker().with(c -> c.queueDeclare("mine", false, true, true, Map.of()));
    Command.Result result = check("mine").expect(1);
    assertThat(result.stdout()).as(result::toString).contains("⚠️ mine: cannot be looked at");
    assertThat(result.stdout()).as(result::toString).contains("RESOURCE_LOCKED");
  }

  @Test
  void aQueueOfAnotherConnectionIsNoProblemAmongAll() {
    project.declare();
    project.broker().with(c -> c.queueDeclare("mine", false, true, true, Map.of()));
    Command.Result all = check("--all").expect(0);
    assertThat(all.stdout()).as(all::toString).contains("mine");
    project.broker().with(c -> c.queueDelete("1c.queue"));
    project.broker().with(c -> c.queueDeclare("1c.queue", false, true, true, Map.of()));
    Command.Result held = check("--all").expect(1);
    assertThat(held.stdout()).as(held::toString).contains("1c.queue cannot be looked at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.queue", "1c.queue"})
  void aMissingQueueThatIsNamedIsToldAlsoIfOnlyFullOnesAreShown(String queue) {
    project.declare().with("TOOLS_LANG", "en");
    project.broker().with(c -> c.queueDelete("1c.queue"));
    for (String form : List.of("--nagios", "--brief", "--table", "--quiet")) {
      Command.Result result = check(queue, "--non-empty", form).expect(1);
      assertThat(result.stdout() + result.stderr())
          .as(result::toString)
          .contains("queue " + queue + " is missing");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RABBITMQ_PORT, 1, rabbitmq.unreachable",
    "RABBITMQ_VIRTUAL_HOST, none, rabbitmq.virtual_host",
    "RABBITMQ_PASSWORD, wrong, rabbitmq.authentication"
  })
  void aFailureIsOneSentence(String variable, String value, String kind) throws IOException {
    project.with(variable, value);
    Command.Result result = check("--json").expect(2);
    JsonNode document = Json.MAPPER.readTree(result.stdout());
    assertEquals(kind, document.at("/error/kind").asText());
    assertEquals(1, result.stderrLines().size(), result::toString);
    Command.Result nagios = check("--nagios").expect(2);
    assertThat(nagios.stdout()).as(nagios::toString).startsWith("CRITICAL: RabbitMQ");
    assertEquals("", nagios.stderr());
    Command.Result brief = check("--brief").expect(2);
    assertThat(brief.stdout()).as(brief::toString).contains(" CRITICAL RabbitMQ");
    assertEquals(1, brief.stdoutLines().size(), brief::toString);
    assertEquals("", brief.stderr());
    assertEquals(brief.stdoutLines().size(), check("--brief", "--quiet").stdoutLines().size());
    Command.Result quiet = check("--quiet").expect(2);
    assertEquals("", quiet.stdout());
    assertEquals(1, quiet.stderrLines().size(), quiet::toString);
  }

  @Test
  void watchingAPipePrintsALineALookUntilInterrupted() {
    project.declare();
    try (RunningCommand running =
        project.tool("check_queues.java", "1c.queue", "--watch", "1").start()) {
      running.awaitStdout("1c.queue=0");
      project.fill("1c.queue", 2);
      running.awaitStdout("1c.queue=2");
      running.interrupt();
      Command.Result result = running.awaitExit().expect(130);
      assertEquals("", result.stderr());
      assertTrue(
          result.stdoutLines().stream().allMatch(line -> line.contains(" OK queues=1 messages=")),
          result::toString);
    }
  }

  @Test
  void watchingAsJsonPrintsADocumentALine() throws IOException {
    project.declare();
    try (RunningCommand running =
        project.tool("check_queues.java", "--watch", "1", "--json").start()) {
      running.awaitStdout(out -> out.lines().count() >= 2, "two lines");
      running.terminate();
      for (String line : running.awaitExit().stdoutLines()) {
        assertEquals("ok", Json.MAPPER.readTree(line).path("status").asText());
      }
    }
  }

  @Test
  void watchingGoesOnAfterAnOutage() {
    project.declare();
    try (TcpProxy proxy = new TcpProxy(Servers.rabbit().port())) {
      project.with("RABBITMQ_PORT", "" + proxy.port());
      try (RunningCommand running =
          project.tool("check_queues.java", "1c.queue", "--watch", "1").start()) {
        running.awaitStdout("1c.queue=0");
        proxy.cut();
        running.awaitStdout(" CRITICAL RabbitMQ");
        long lines = running.stdout().lines().filter(line -> line.contains("1c.queue=0")).count();
        running.awaitStdout(
            out -> out.lines().filter(line -> line.contains("1c.queue=0")).count() > lines,
            "the next good look");
        running.interrupt();
        running.awaitExit().expect(130);
      }
    }
  }

  @Test
  void watchingOnATerminalTakesThePlaceOfTheLastReport() {
    project.declare();
    try (RunningCommand running =
        project
            .onTerminal("check_queues.java", "1c.queue", "--watch", "1")
            .env("TERM", "xterm")
            .startWithOpenStdin()) {
      running.awaitStdout(out -> out.split("\033\\[H\033\\[J", -1).length > 2, "two reports");
      assertThat(running.stdout()).as(running::stdout).contains("every 1 second, Ctrl-C ends");
      running.write(new byte[] {3});
      running.awaitExit().expect(130);
    }
  }

  @Test
  void theEmbeddedBrokerIsShownAsFarAsItCanBeSeen() {
    try (RunningCommand broker =
        Command.of("sandbox/broker.java", "--embedded", "--port", "0", "--lang", "en").start()) {
      broker.awaitStdout("READY");
      String port = broker.stdout().replaceFirst("(?s).*READY amqp://[^ ]*:(\\d+)/.*", "$1");
      project.with("RABBITMQ_PORT", port).with("RABBITMQ_VIRTUAL_HOST", "/");
      Command.Result result = check().expect(0);
      assertShown(result, "🔄 Alternate exchange: camunda.unrouted.tasks");
      assertShown(
          result,
          "   ⚠️ As configured; what the broker has cannot be seen: this broker is not RabbitMQ");
      assertShown(result, "📊 Queues found: 7");
      check("none").expect(1);
      assertThat(result.stdout()).as(result::toString).contains("the clusters' names are");
    }
  }
}
