package tests.base.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TestEnvironment;
import tests.support.Transcript;

/**
 * Passwords in every place where one can stand, right and wrong ones: nothing prints or logs them,
 * whatever goes wrong.
 */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class SecretsTest {

  private static final String SECRET = Transcript.secret("Pl4nted/p@ss:w0rd");
  private static final String ENCODED =
      Transcript.secret(URLEncoder.encode(SECRET, StandardCharsets.UTF_8));

  /** For places where only a plain word makes the rest of a value what it is meant to be. */
  private static final String WORD = Transcript.secret("Pl4ntedW0rd");

  private static final String TOKEN = Transcript.secret("Pl4nted.T0ken");

  private static TestEnvironment corner;

  @TempDir Path home;

  @BeforeAll
  static void prepare() {
    corner = new TestEnvironment();
    corner.management().put("/api/users/keeper", Map.of("password", SECRET, "tags", ""));
    Map<String, String> all = Map.of("configure", ".*", "write", ".*", "read", ".*");
    corner.management().put("/api/permissions/" + corner.name() + "/keeper", all);
  }

  @AfterAll
  static void clean() {
    corner.management().delete("/api/users/keeper");
    corner.close();
  }

  /** With all the details, a log file and a home of its own. */
  private Command worker() {
    return corner
        .command("worker.java", "--once", "--verbose")
        .env("UCW_HOME", home.toString())
        .env("LOG_FILE", home.resolve("log/worker.log").toString())
        .env("LOG_LEVEL", "DEBUG");
  }

  private Command withSecuredEngine() {
    return worker()
        .env("CAMUNDA_BASE_URL", Servers.securedEngine().baseUrl().toString())
        .env("CAMUNDA_AUTH_ENABLED", "true")
        .env("CAMUNDA_AUTH_USERNAME", Servers.USER);
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(home.resolve(name), content);
  }

  private static String brokerUri(String password) {
    return "amqp://keeper:%s@127.0.0.1:%d/%s"
        .formatted(password, Servers.rabbit().port(), corner.name());
  }

  /** The broker's settings go into the file or address under test. */
  private static Command withoutBroker(Command command) {
    return command.withoutEnv("RABBITMQ_HOST", "RABBITMQ_PORT", "RABBITMQ_VIRTUAL_HOST");
  }

  private static Command.Result runs(Command command, int exitCode) {
    return assertSecret(command.run().expect(exitCode));
  }

  private static Command.Result assertSecret(Command.Result result) {
    for (String secret : List.of(SECRET, ENCODED, WORD, TOKEN, Servers.PASSWORD)) {
      assertEquals(List.of(), Transcript.leaks(result, secret));
    }
    return result;
  }

  @AfterEach
  void theLogHoldsNoneEither() throws IOException {
    Path log = home.resolve("log/worker.log");
    String text = Files.exists(log) ? Files.readString(log) : "";
    for (String secret : List.of(SECRET, ENCODED, WORD, TOKEN, Servers.PASSWORD)) {
      assertTrue(!text.contains(secret), "a password in the log file");
    }
  }

  @Test
  void fromTheEnvironmentWithARightAndAWrongPassword() throws IOException {
    runs(
        withSecuredEngine()
            .env("CAMUNDA_AUTH_PASSWORD", Servers.PASSWORD)
            .env("RABBITMQ_USERNAME", "keeper")
            .env("RABBITMQ_PASSWORD", SECRET),
        0);
    assertTrue(Files.size(home.resolve("log/worker.log")) > 0, "there is a log");
    runs(
        withSecuredEngine()
            .env("CAMUNDA_AUTH_PASSWORD", Servers.PASSWORD)
            .env("RABBITMQ_PASSWORD", WORD),
        2);
  }

  @Test
  void ofAUserOrATokenThatCamundaDoesNotTake() {
    // At the same time, because the worker waits four seconds before it gives up.
    try (RunningCommand password =
            withSecuredEngine().env("CAMUNDA_AUTH_PASSWORD", SECRET).start();
        RunningCommand token = withSecuredEngine().env("CAMUNDA_AUTH_TOKEN", TOKEN).start()) {
      assertSecret(password.awaitExit().expect(2));
      assertSecret(token.awaitExit().expect(2));
    }
  }

  @Test
  void fromDotEnv() throws IOException {
    file(
        ".env",
        "export RABBITMQ_USERNAME=keeper\nRABBITMQ_PASSWORD='%s'\nCAMUNDA_AUTH_PASSWORD=%s\n"
            .formatted(SECRET, WORD));
    runs(worker(), 0);
    file(".env", "RABBITMQ_PASSWORD=\"%s\"\n".formatted(WORD));
    runs(worker(), 2);
  }

  @Test
  void fromAConfigurationFile() throws IOException {
    Path file =
        file(
            "secret.properties",
            """
            rabbitmq.username = keeper
            rabbitmq.password = %s
            rabbitmq.pasword = %s
            camunda.auth_token = %s
            """
                .formatted(WORD, SECRET, TOKEN));
    runs(worker().with("--config", file.toString()), 2);
  }

  @Test
  void fromFilesOfTheirOwn() throws IOException {
    Path camunda = file("camunda", Servers.PASSWORD + "\n");
    Path right = file("right", SECRET + "\n");
    Path wrong = file("wrong", WORD + "\n");
    Command command = withSecuredEngine().env("CAMUNDA_AUTH_PASSWORD_FILE", camunda.toString());
    runs(
        command.env("RABBITMQ_USERNAME", "keeper").env("RABBITMQ_PASSWORD_FILE", right.toString()),
        0);
    runs(command.env("RABBITMQ_PASSWORD_FILE", wrong.toString()), 2);
    Path lines = file("lines", WORD + "\nsecond line\n");
    runs(command.env("RABBITMQ_PASSWORD_FILE", lines.toString()), 3);
  }

  @Test
  void inAnAddressOfTheBroker() throws IOException {
    runs(withoutBroker(worker()).env("RABBITMQ_URI", brokerUri(ENCODED)), 0);
    runs(withoutBroker(worker()).env("RABBITMQ_URI", brokerUri(WORD)), 2);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "CAMUNDA_BASE_URL, http://user:SECRET@127.0.0.1/engine-rest",
    "CAMUNDA_BASE_URL, user:SECRET@127.0.0.1/engine-rest",
    "CAMUNDA_BASE_URL, http://user:SECRET@/engine-rest",
    "RABBITMQ_URI, amqp://user:SECRET@127.0.0.1:99999/",
    "RABBITMQ_URI, amqp://user:SECRET@ 127.0.0.1/",
    "RABBITMQ_URI, http://user:SECRET@127.0.0.1",
    "RABBITMQ_HOST, amqp://user:SECRET@127.0.0.1",
    "RABBITMQ_HOST, user:SECRET@127.0.0.1",
    "RABBITMQ_ADDRESSES, amqp://user:SECRET@127.0.0.1:5672/a",
    "RABBITMQ_ADDRESSES, user:SECRET@127.0.0.1:5672",
    "RABBITMQ_MANAGEMENT_URL, http://user:SECRET@127.0.0.1:15672",
    "WORKER_STATUS_URLS, 'http://127.0.0.1:1,http://user:SECRET@127.0.0.1:2'"
  })
  void inAnAddressThatIsNone(String name, String value) throws IOException {
    runs(withoutBroker(worker()).env(name, value.replace("SECRET", WORD)), 3);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"RABBITMQ_PASSWORD SECRET", "RABBITMQ_PASSWORD='SECRET"})
  void inALineThatCannotBeRead(String line) throws IOException {
    file(".env", line.replace("SECRET", WORD) + "\n");
    runs(worker().withoutEnv("RABBITMQ_PORT"), 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two\nlines", "ключ"})
  void ofATokenThatNoHeaderCanCarry(String end) throws IOException {
    Command.Result result = runs(withSecuredEngine().env("CAMUNDA_AUTH_TOKEN", TOKEN + end), 3);
    assertThat(result.stderr()).as(result::toString).contains("has the wrong value \"***\"");
  }
}
