package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sandbox.FreePort;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Project;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TestEnvironment;
import tests.support.Transcript;

/**
 * A worker that cannot start says why in one sentence, in both languages, and nothing of what it
 * must not say.
 */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class WorkerStartTest {

  private static final String WRONG = Transcript.secret("wr0ng-Passw0rd");

  @TempDir static Path home;

  private static TestEnvironment corner;

  @BeforeAll
  static void prepare() {
    corner = new TestEnvironment();
    Map<String, Object> user = Map.of("password", WRONG, "tags", "");
    corner.management().put("/api/users/stranger", user);
    corner.management().put("/api/users/powerless", user);
  }

  @AfterAll
  static void clean() {
    corner.management().delete("/api/users/stranger");
    corner.management().delete("/api/users/powerless");
    corner.close();
  }

  private static Command worker(String... arguments) {
    return corner.command("worker.java", arguments).withoutEnv("TOOLS_LANG");
  }

  /** A configuration of its own instead of the checkout's. */
  private static Command workerWithFile(String name, String content) throws IOException {
    Path file = Files.writeString(home.resolve(name), content);
    return worker("--config", file.toString(), "--once").env("UCW_HOME", home.toString());
  }

  /**
   * Runs it in Russian, and at the same time in English with {@code --json}.
   *
   * @param english the whole sentence
   * @param russian how the sentence begins
   */
  private static void assertFails(
      Command command, int exitCode, String kind, String english, String russian)
      throws IOException {
    try (RunningCommand inRussian = command.start();
        RunningCommand inEnglish = command.with("--lang", "en", "--json").start()) {
      Command.Result first = inRussian.awaitExit().expect(exitCode);
      assertEquals("", first.stdout());
      String sentence = onlySentence(first);
      assertThat(sentence).startsWith(russian);
      Command.Result second = inEnglish.awaitExit().expect(exitCode);
      assertEquals(english, onlySentence(second));
      JsonNode expected =
          Json.MAPPER.valueToTree(
              Map.of("error", Map.of("kind", kind, "message", english, "exit_code", exitCode)));
      assertEquals(expected, Json.MAPPER.readTree(second.stdout()));
    }
  }

  /** The error; everything else on stderr is the log of what went well before. */
  private static String onlySentence(Command.Result result) {
    List<String> errors = result.stderrLines().stream().filter(l -> l.startsWith("❌ ")).toList();
    assertEquals(1, errors.size(), result::toString);
    for (String line : result.stderrLines()) {
      assertTrue(
          line.startsWith("❌ ") || line.matches("\\d\\d:\\d\\d:\\d\\d INFO .*"), result::toString);
    }
    assertThat(result.toString()).as(result::toString).doesNotContain("at lib.");
    assertEquals(List.of(), Transcript.leaks(result, WRONG));
    return errors.get(0).substring(2);
  }

  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        Arguments.of(
            "CAMUNDA_BASE_URL",
            "htp://x",
            "an http:// or https:// address with a host name, without parameters after \"?\""),
        Arguments.of(
            "CAMUNDA_BASE_URL",
            "http:// space/engine-rest",
            "an http:// or https:// address with a host name, without parameters after \"?\""),
        Arguments.of("RABBITMQ_PORT", "abc", "a whole number from 1 to 65535 (port number)"),
        Arguments.of("RABBITMQ_PORT", "0", "a whole number from 1 to 65535 (port number)"),
        Arguments.of("RABBITMQ_PORT", "99999", "a whole number from 1 to 65535 (port number)"));
  }

  @ParameterizedTest(name = "{0}={1}")
  @MethodSource("wrongSettings")
  void withAWrongValueItNamesTheVariableTheValueAndWhatIsAllowed(
      String name, String value, String allowed) throws IOException {
    assertFails(
        worker().env(name, value),
        3,
        "config.invalid_value",
        "environment variable %s: setting %s has the wrong value \"%s\". Allowed: %s."
            .formatted(name, name, value, allowed),
        "переменная окружения %s: недопустимое значение настройки %s: \"%s\"."
            .formatted(name, name, value));
  }

  @Test
  void withAWrongValueInAFileItNamesTheLineToo() throws IOException {
    Command command = workerWithFile("wrong.properties", "# max\n\nrabbitmq.heartbeat = often\n");
    String file = home.resolve("wrong.properties").toString();
    assertFails(
        command,
        3,
        "config.invalid_value",
        file
            + ", line 3: setting rabbitmq.heartbeat has the wrong value \"often\"."
            + " Allowed: a whole number from 0 to 65535 (seconds).",
        file + ", строка 3: ");
  }

  @Test
  void withAnUnknownKeyItSuggestsTheNearestOneAndStartsAllTheSame() throws IOException {
    Command command = workerWithFile("unknown.properties", "rabbitmq.hartbeat = 30\n");
    String file = home.resolve("unknown.properties").toString();
    Command.Result result = command.with("--lang", "en").run().expect(0);
    List<String> warnings =
        result.stderrLines().stream().filter(line -> line.startsWith("⚠️ ")).toList();
    assertEquals(
        List.of(
            "⚠️ "
                + file
                + ", line 1: unknown setting rabbitmq.hartbeat. Did you mean rabbitmq.heartbeat?"),
        warnings);
  }

  @Test
  void withoutTheFileOfACertificateItNamesTheFile() throws IOException {
    assertFails(
        worker().env("CAMUNDA_CA_FILE", "/nowhere/ca.pem"),
        3,
        "config.named_file_missing",
        "environment variable CAMUNDA_CA_FILE: the file that CAMUNDA_CA_FILE names does not exist"
            + " or is not readable: /nowhere/ca.pem.",
        "переменная окружения CAMUNDA_CA_FILE: ");
  }

  @Test
  void withoutItsConfigurationFileItNamesTheFile() throws IOException {
    assertFails(
        worker("--config", "/nowhere/worker.properties"),
        3,
        "config.file_missing",
        "Configuration file not found: /nowhere/worker.properties. Check the path given to"
            + " --config.",
        "Файл конфигурации не найден: /nowhere/worker.properties.");
  }

  @Test
  void asAServiceItsLogCarriesThePrioritiesOfTheJournal() {
    String script = Project.home().resolve("worker.java").toString();
    String journal = "export JOURNAL_STREAM=$(stat -L -c %d:%i /dev/fd/2); exec \"$0\" --once";
    Command service = Command.program("/bin/sh", "-c", journal, script);
    for (Map.Entry<String, String> e : corner.environment().entrySet()) {
      service = service.env(e.getKey(), e.getValue());
    }
    Command.Result result = service.run().expect(0);
    assertFalse(result.stderrLines().isEmpty());
    for (String line : result.stderrLines()) {
      assertTrue(line.matches("<[3467]>(ERROR|WARN |INFO |DEBUG) .*"), result::toString);
    }
  }

  @Test
  void doesNotTakeBothLoopsAway() throws IOException {
    assertFails(
        worker("--no-responses", "--responses-only"),
        3,
        "cli.usage",
        "These options exclude each other: --no-responses, --responses-only.",
        "Эти параметры нельзя указывать вместе: --no-responses, --responses-only.");
  }

  @Test
  void suggestsTheOptionThatWasMeant() throws IOException {
    assertFails(
        worker("--topcs", "a"),
        3,
        "cli.usage",
        "Unknown option --topcs. Did you mean: --topics?",
        "Неизвестный параметр --topcs. Возможно, имелось в виду: --topics.");
  }

  @Test
  void withAWrongPasswordForCamundaItSaysSo() throws IOException {
    String url = Servers.securedEngine().baseUrl().toString();
    assertFails(
        worker()
            .env("CAMUNDA_BASE_URL", url)
            .env("CAMUNDA_AUTH_ENABLED", "true")
            .env("CAMUNDA_AUTH_USERNAME", Servers.USER)
            .env("CAMUNDA_AUTH_PASSWORD", WRONG),
        2,
        "camunda.unauthorized",
        "Camunda does not accept the user name or password (GET "
            + url
            + "/version): HTTP 401. Check camunda.auth_username and camunda.auth_password.",
        "Camunda не принял");
  }

  @Test
  void withAnAddressThatIsNotTheEnginesItSaysSo() throws IOException {
    String root = "http://127.0.0.1:" + Servers.engine().port() + "/wrong/engine-rest";
    assertFails(
        worker().env("CAMUNDA_BASE_URL", root),
        2,
        "camunda.not_the_engine",
        "What answers there is not the Camunda REST API (GET "
            + root
            + "/version): HTTP 404: HTTP Status 404 – Not Found. Check camunda.base_url (it usually"
            + " ends in /engine-rest) and the proxy.",
        "По этому адресу отвечает не");
  }

  @Test
  void thatRunsOnceNeedsTheEngine() throws IOException {
    String root = "http://127.0.0.1:" + FreePort.find() + "/engine-rest";
    assertFails(
        worker("--once").env("CAMUNDA_BASE_URL", root),
        2,
        "camunda.unreachable",
        "Camunda cannot be reached (GET "
            + root
            + "/version): connection refused. Check that the engine is running and that"
            + " camunda.base_url is right.",
        "Camunda недоступна (GET " + root + "/version)");
  }

  static Stream<Arguments> refusalsOfTheBroker() {
    String vhost = corner.name();
    int port = Servers.rabbit().port();
    int httpPort = Servers.engine().port();
    int deadPort = FreePort.find();
    return Stream.of(
        Arguments.of(
            "a wrong password",
            Map.of("RABBITMQ_PASSWORD", WRONG),
            "rabbitmq.authentication",
            "RabbitMQ does not accept the user name or password (127.0.0.1:%d (vhost %s)):"
                    .formatted(port, vhost)
                + " ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN. For"
                + " details see the broker logfile. Check rabbitmq.username and"
                + " rabbitmq.password, or rabbitmq.uri if it is set.",
            "RabbitMQ не принял имя пользователя или пароль"),
        Arguments.of(
            "an unknown virtual host",
            Map.of("RABBITMQ_VIRTUAL_HOST", "nowhere"),
            "rabbitmq.virtual_host",
            "RabbitMQ: the virtual host does not exist or this user may not use it (127.0.0.1:%d"
                    .formatted(port)
                + " (vhost nowhere)): NOT_ALLOWED - vhost nowhere not found. Check"
                + " rabbitmq.virtual_host and the permissions.",
            "RabbitMQ: виртуальный хост не существует"),
        Arguments.of(
            "a user who may not use the virtual host",
            Map.of("RABBITMQ_USERNAME", "stranger", "RABBITMQ_PASSWORD", WRONG),
            "rabbitmq.virtual_host",
            "RabbitMQ: the virtual host does not exist or this user may not use it (127.0.0.1:%d"
                    .formatted(port)
                + " (vhost %s)): NOT_ALLOWED - access to vhost '%s' refused for user 'stranger'."
                    .formatted(vhost, vhost)
                + " Check rabbitmq.virtual_host and the permissions.",
            "RabbitMQ: виртуальный хост не существует"),
        Arguments.of(
            "no broker there",
            Map.of("RABBITMQ_PORT", "" + deadPort),
            "rabbitmq.unreachable",
            "RabbitMQ cannot be reached (127.0.0.1:%d (vhost %s)): connection refused. Check that"
                    .formatted(deadPort, vhost)
                + " the broker is running and that rabbitmq.host and rabbitmq.port are right.",
            "RabbitMQ недоступен"),
        Arguments.of(
            "a web server there",
            Map.of("RABBITMQ_PORT", "" + httpPort),
            "rabbitmq.not_a_broker",
            "What answers there is not an AMQP broker (127.0.0.1:%d (vhost %s)): it does not speak AMQP 0-9-1. Check"
                    .formatted(httpPort, vhost)
                + " rabbitmq.port (usually 5672, with TLS 5671) and rabbitmq.tls.",
            "По этому адресу отвечает не AMQP-брокер"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusalsOfTheBroker")
  void thatTheBrokerDoesNotTakeSaysWhy(
      String name, Map<String, String> variables, String kind, String english, String russian)
      throws IOException {
    Command command = worker("--once");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      command = command.env(variable.getKey(), variable.getValue());
    }
    assertFails(command, 2, kind, english, russian);
  }

  @Test
  void withAUserWhoMayNotWriteItGivesTheTasksBackAndSaysWhy() {
    try (TestEnvironment other = new TestEnvironment()) {
      Map<String, String> nothing = Map.of("configure", ".*", "write", "^$", "read", ".*");
      corner.management().put("/api/permissions/" + other.name() + "/powerless", nothing);
      other.engine().deploy(Bpmn.oneTask("refused", "bitrix24"));
      String instance = other.engine().start("refused");
      Command.Result result =
          other
              .command("worker.java", "--once")
              .env("RABBITMQ_USERNAME", "powerless")
              .env("RABBITMQ_PASSWORD", WRONG)
              .run()
              .expect(2);
      String reason =
          "RabbitMQ did not take task messages: ACCESS_REFUSED - access to exchange"
              + " 'camunda.external.tasks' in vhost '%s' refused for user 'powerless'."
                  .formatted(other.name());
      assertThat(result.stderr()).as(result::toString).contains(reason);
      assertTrue(
          other.engine().taskOf(instance).path("lockExpirationTime").isNull(), "task is free");
    }
  }

  @Test
  void withAUserWhoMayNotReadItSaysWhyItCannotTakeAnswers() {
    try (TestEnvironment other = new TestEnvironment()) {
      corner.command("worker.java", "--once").env("RABBITMQ_VIRTUAL_HOST", other.name()).run();
      Map<String, String> nothing = Map.of("configure", ".*", "write", ".*", "read", "^$");
      corner.management().put("/api/permissions/" + other.name() + "/powerless", nothing);
      other.broker().send("camunda.responses.queue", "{}");
      Command.Result result =
          other
              .command("worker.java", "--once", "--responses-only")
              .env("RABBITMQ_USERNAME", "powerless")
              .env("RABBITMQ_PASSWORD", WRONG)
              .run()
              .expect(2);
      String reason =
          "Reading queue camunda.responses.queue was interrupted: ACCESS_REFUSED - access to queue"
              + " 'camunda.responses.queue' in vhost '%s' refused for user 'powerless'."
                  .formatted(other.name());
      assertThat(result.stderr()).as(result::toString).contains(reason);
      assertEquals(1, other.broker().ready("camunda.responses.queue"));
    }
  }

  @Test
  void doesNotUseAnExchangeThatRoutesInAnotherWay() throws IOException {
    try (TestEnvironment other = new TestEnvironment()) {
      other.broker().with(c -> c.exchangeDeclare("camunda.external.tasks", "direct", true));
      assertFails(
          other.command("worker.java").withoutEnv("TOOLS_LANG"),
          2,
          "rabbitmq.precondition_failed",
          "RabbitMQ: the object exists with other properties (127.0.0.1:%d (vhost %s)):"
                  .formatted(Servers.rabbit().port(), other.name())
              + " PRECONDITION_FAILED - inequivalent arg 'type' for exchange"
              + " 'camunda.external.tasks' in"
              + " vhost '%s': received 'topic' but current is 'direct'. Correct it or the settings; the"
                  .formatted(other.name())
              + " worker will not delete and declare it again.",
          "RabbitMQ: объект существует с другими свойствами");
    }
  }

  @Test
  void waitsForSystemsThatAreNotThereYet() {
    Command command =
        worker("--lang", "en")
            .env("CAMUNDA_BASE_URL", "http://127.0.0.1:" + FreePort.find())
            .env("RABBITMQ_PORT", "" + FreePort.find());
    try (RunningCommand worker = command.start()) {
      worker.awaitStderr("camunda.base_url is right. The worker goes on trying.");
      worker.awaitStderr("rabbitmq.port are right. The worker goes on trying.");
      worker.awaitStderr("Worker started");
      worker.terminate();
      worker.awaitExit().expect(0);
    }
  }
}
