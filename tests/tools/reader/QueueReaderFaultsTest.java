package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.FreePort;
import tests.support.Command;
import tests.support.Messages;
import tests.support.RunningCommand;
import tests.support.Servers;

/** What queue_reader says when it cannot do what it should: one sentence and the right code. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderFaultsTest {

  @TempDir private Path folder;
  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private static void sentence(Command.Result result, String words) throws IOException {
    assertThat(result.stderr()).as(result::toString).contains(words);
    long errors = result.stderrLines().stream().filter(line -> line.startsWith("❌")).count();
    assertEquals(1, errors, result::toString);
    assertTrue(!result.stderr().contains("Exception"), result::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RABBITMQ_PORT|1|RabbitMQ cannot be reached (127.0.0.1:1",
        "RABBITMQ_PASSWORD|wrong|does not accept the user name or password",
        "RABBITMQ_VIRTUAL_HOST|nowhere|the virtual host does not exist",
        "RABBITMQ_HOST|no.such.host.invalid|host name is unknown"
      })
  void aBrokerThatCannotBeUsed(String variable, String value, String words) throws IOException {
    sentence(messages.tool("q").env(variable, value).run().expect(2), words);
    Command.Result json = messages.tool("q", "--json").env(variable, value).run().expect(2);
    JsonNode error = Json.MAPPER.readTree(json.stdout()).path("error");
    assertEquals(2, error.path("exit_code").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"q", "q --output f.json", "q --clear --force", "q --move t", "--redrive q"})
  void aQueueThatDoesNotExist(String arguments) throws IOException {
    Command.Result result = messages.tool(arguments.split(" ")).in(folder).run().expect(2);
    sentence(result, "Queue 'q' does not exist");
  }

  private Command as(String user, String... arguments) {
    return messages
        .tool(arguments)
        .in(folder)
        .env("RABBITMQ_USERNAME", user)
        .env("RABBITMQ_PASSWORD", user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "quorum"})
  void theRightToReadIsEnoughForLooking(String type) throws IOException {
    messages.queue("q", type);
    messages.queue("t", type);
    messages.fill("q", 30);
    messages.user("onlyread", "", "", "", ".*");
    as("onlyread", "q", "--count", "3").run().expect(0);
    as("onlyread", "q", "--count", "12", "--force").run().expect(0);
    as("onlyread", "q", "--grep", "9", "--count", "1", "--force").run().expect(0);
    as("onlyread", "q", "-o", "f.json", "--force").run().expect(0);
    sentence(as("onlyread", "q", "--move", "t", "--force").run().expect(2), "access");
    sentence(as("onlyread", "--restore", "f.json", "t").run().expect(2), "access");
    assertEquals(0, messages.broker().ready("t"));
    assertEquals(Messages.numbers(30), messages.drain("q"));
  }

  @Test
  void withoutTheRightToReadNothingIsSeen() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 3);
    messages.user("noread", "", ".*", ".*", "");
    sentence(as("noread", "q").run().expect(2), "lacks the right");
    sentence(as("noread", "q", "--clear", "--force").run().expect(2), "lacks the right");
    sentence(as("noread", "q", "-o", "f.json").run().expect(2), "lacks the right");
    assertEquals(Messages.numbers(3), messages.drain("q"));
  }

  @Test
  void withoutTheRightToConfigureTheManagementApiTellsTheKind() throws IOException {
    messages.queue("q", "quorum");
    messages.fill("q", 3);
    messages.user("monitor", "monitoring", "", "", ".*");
    Command.Result result =
        as("monitor", "q", "--json")
            .env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + Servers.rabbit().managementPort())
            .run()
            .expect(0);
    assertEquals("quorum", Json.MAPPER.readTree(result.stdout()).path("queue_type").asText());
  }

  /** It gives back only one of many messages by nack, and does not compare what is declared. */
  @Test
  void theEmbeddedBrokerIsReadToo() throws IOException {
    String port = Integer.toString(FreePort.find());
    try (RunningCommand broker =
        Command.of("sandbox/broker.java", "--embedded", "--port", port)
            .env("LOG_FILE", "")
            .start()) {
      Path file = folder.resolve("f.json");
      Files.writeString(
          file,
          """
          {"export_info": {"queue_name": "default.queue", "total_messages": 3},
           "messages": [{"body_raw": "1"}, {"body_raw": "2"}, {"body_raw": "3"}]}
          """);
      Command tool = Command.of("queue_reader.java").env("LOG_FILE", "").env("TOOLS_LANG", "en");
      Command there = tool.env("RABBITMQ_HOST", "127.0.0.1").env("RABBITMQ_PORT", port).in(folder);
      broker.await(
          () -> there.with("--restore", "f.json").run().exitCode() == 0, "the embedded broker");
      there.with("default.queue", "--count", "2").run().expect(0);
      there.with("default.queue", "--move", "1c.queue", "--limit", "1").run().expect(0);
      there.with("default.queue", "--clear", "--force", "-o", "g.json").run().expect(0);
      JsonNode saved = Json.MAPPER.readTree(folder.resolve("g.json").toFile()).path("messages");
      assertEquals(2, saved.size());
      assertEquals("2", saved.path(0).path("body_raw").asText());
      there.with("1c.queue").run().expect(0);
      there.with("default.queue").run().expect(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q --redrive --clear",
        "q --limit 3",
        "q --task-id x",
        "--clear",
        "--output f.json",
        "q --move t --limit 0",
        "q --clear --offset first",
        "q --count x"
      })
  void aWrongCall(String arguments) throws IOException {
    Command.Result result = messages.tool(arguments.split(" ")).run().expect(3);
    assertEquals(1, result.stderrLines().size(), result::toString);
    assertEquals("", result.stdout());
  }
}
