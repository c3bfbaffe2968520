package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;
import tests.support.RunningCommand;
import tests.support.Servers;

/** queue_reader leaves alone what would be lost, altered or delivered twice on its way. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderSafetyTest {

  @TempDir private Path folder;
  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private Command managed(String... arguments) {
    return messages
        .tool(arguments)
        .in(folder)
        .env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + Servers.rabbit().managementPort());
  }

  @Test
  void aQueueThatWouldDropMessagesIsRefused() throws IOException {
    messages.queue("q", "classic");
    messages.queue("t", Map.of("x-max-length", 3));
    messages.fill("q", 10);
    messages.tool("q", "-o", "f.json").in(folder).run().expect(0);
    Command.Result refused = managed("q", "--move", "t").run().expect(2);
    assertThat(refused.stderr()).as(refused::toString).contains("max-length = 3");
    managed("--restore", "f.json", "t").run().expect(2);
    assertEquals(0, messages.broker().ready("t"));
    managed("q", "--move", "t", "--limit", "2").run().expect(0);
    Command.Result forced = managed("q", "--move", "t", "--force", "--json").run().expect(1);
    JsonNode json = Json.MAPPER.readTree(forced.stdout());
    assertEquals("partly", json.path("status").asText());
    assertEquals(7, json.path("missing").asInt(), forced::toString);
    Command.Result blind =
        messages.toolAlone("--restore", "f.json", "t").in(folder).run().expect(1);
    assertThat(blind.stderr()).as(blind::toString).contains("missing: 10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'properties': {'priority': 300}",
        "'properties': {'priority': 1.5}",
        "'properties': {'delivery_mode': '2'}",
        "'properties': {'message_id': 5}",
        "'properties': {'timestamp': 'today'}",
        "'properties': {'headers': []}",
        "'properties': 'none'",
        "'body': {'changed': true}",
        "'body_base64': 'AAAA'"
      })
  void aFileThatSomebodyHasSpoiledIsNotRestored(String field) throws IOException {
    messages.queue("q", "classic");
    spoiled(field, "", 2);
    assertEquals(0, messages.broker().ready("q"));
  }

  @Test
  void whatStandsAfterAFileIsNotIgnored() throws IOException {
    messages.queue("q", "classic");
    spoiled("'body': {'a': 1.10}", "{}", 2);
    spoiled("'body': {'a': 1.10}", "", 0);
  }

  private void spoiled(String field, String rest, int exitCode) throws IOException {
    String file =
        """
        {"export_info": {"queue_name": "q", "total_messages": 1, "format_version": 1},
         "messages": [{"body_raw": "{\\"a\\":   1.10}", %s}]}%s
        """
            .formatted(field.replace('\'', '"'), rest);
    Files.writeString(folder.resolve("f.json"), file);
    Command.Result result = messages.tool("--restore", "f.json").in(folder).run().expect(exitCode);
    assertTrue(exitCode == 0 || result.stderr().contains("f.json is not a file"), result::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'body': {'a': 2}, 'body_raw': '{}'}|(message 2): 'body' says something else than"
            + " 'body_raw'",
        "{'body': 'x', 'body_raw': 'y'}|Write the change into 'body_raw' too, or delete 'body'",
        "{'body': 'x', 'body_raw': 'x', 'body_base64': '/w=='}|(message 2): 'body' or 'body_raw'",
        "{'body': 'x', 'body_raw': '\ufffd', 'body_base64': '/w=='}|else than 'body_base64'",
        "{'body': 'x'}|(message 2): there is no text 'body_raw'",
        "{'body_raw': {'a': 1}}|(message 2): there is no text 'body_raw'",
        "{'body_base64': '%%%'}|(message 2): 'body_base64' is not Base64",
        "5|(message 2): it has to be a JSON object",
        "{'body_raw': '2', 'properties': {'priority': 256}}|(message 2): 'priority' cannot be 256",
        "{'body_raw': '2', 'properties': {'headers_typed': {'a': {'type': 'x'}}}}|'headers_typed'",
        "/* edited */ {'body_raw': '2'}|(after message 1): it is not JSON at line 3",
        "{'body_raw': NaN}|(message 2): it is not JSON at line 3: Non-standard token 'NaN'."
            + " Nothing",
        "{'body_raw': '2',}|(message 2): it is not JSON at line 3"
      })
  void whatIsWrongWithAMessageIsSaidWithItsPlace(String message, String words) throws IOException {
    whatIsWrong(
        """
        {'export_info': {'queue_name': 'q', 'format_version': 1}, 'messages': [
        {'body_raw': '1'},
        %s,
        {'body_raw': '3'}]}
        """
            .formatted(message),
        words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|has to be a JSON object with a list 'messages'",
        "[{'body_raw': '1'}]|has to be a JSON object with a list 'messages'",
        "``|has to be a JSON object",
        "{}|(before the first message): there is no list 'messages'",
        "{'messages': 5}|there is no list 'messages'",
        "// mine|(before the first message): it is not JSON at line 1",
        "{'export_info': {'format_version': 2}, 'messages': []}|has format_version 2, and this",
        "{'export_info': {'format_version': 99}, 'messages': [5]}|has format_version 99, and this",
        "{'export_info': {'format_version': '1'}, 'messages': []}|'format_version' cannot be '1'",
        "{'export_info': {'format_version': 1.5}, 'messages': []}|'format_version' cannot be 1.5",
        "{'export_info': {'format_version': -1}, 'messages': []}|'format_version' cannot be -1",
        "{'messages': []} x|it is not JSON at line 1",
        "{'messages': []} 5|text after the last"
      })
  void whatIsNoFileOfMessagesIsSaidInASentence(String file, String words) throws IOException {
    whatIsWrong(file, words);
  }

  private void whatIsWrong(String file, String words) throws IOException {
    messages.queue("q", "classic");
    Files.writeString(folder.resolve("f.json"), file.replace('\'', '"'));
    Command.Result result = messages.tool("--restore", "f.json", "q").in(folder).run().expect(2);
    assertThat(result.stderr().replace('"', '\''))
        .as(result::toString)
        .contains(words, "Nothing was sent")
        .doesNotContain("Feature", "ALLOW", "parser", "`", "export_info");
    assertEquals(1, result.stderrLines().size(), result::toString);
    assertEquals(0, messages.broker().ready("q"));
  }

  private static boolean isSomebodyBlocked() {
    try {
      return Servers.rabbit().control("list_connections", "state").contains("blocked");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPolicyCountsLikeAnArgument() {
    messages.queue("q", "classic");
    messages.queue("t", "classic");
    messages.queue("full", Map.of("x-max-length", 3, "x-overflow", "reject-publish"));
    messages.fill("q", 5);
    Map<String, Object> definition = Map.of("max-length", 4, "message-ttl", 3_600_000);
    messages
        .corner()
        .management()
        .put(
            "/api/policies/" + messages.corner().name() + "/short",
            Map.of("pattern", "^t$", "definition", definition, "apply-to", "queues"));
    String seen = "/api/queues/" + messages.corner().name() + "/t";
    Eventually.that(
        "the policy is in the management API",
        () ->
            messages
                .corner()
                .management()
                .get(seen)
                .path("effective_policy_definition")
                .has("max-length"));
    managed("q", "--move", "t").run().expect(2);
    Command.Result few = managed("q", "--move", "t", "--limit", "1").run().expect(0);
    assertThat(few.stderr()).as(few::toString).contains("3,600,000 ms");
    managed("q", "--move", "full").run().expect(2);
    assertEquals(4, messages.broker().ready("q") + messages.broker().ready("full"));
  }

  @Test
  void aMessageThatCannotBeSentAgainStays() throws IOException {
    messages.queue("q", "classic");
    messages.queue("t", "classic");
    messages.queue("third", "classic");
    messages.user("other", "", "", ".*", ".*");
    Map<String, Object> copies = Map.of("CC", List.of("third"));
    messages.confirmed(
        () -> {
          messages.publish("q", new BasicProperties(), "1");
          messages.publish("q", new BasicProperties.Builder().headers(copies).build(), "2");
          messages.publish("q", new BasicProperties.Builder().userId("guest").build(), "3");
          messages.publish("q", new BasicProperties.Builder().messageId("\uFFFD").build(), "4");
          messages.publish("q", new BasicProperties.Builder().expiration("3600000").build(), "5");
        });
    messages.drain("third");
    messages.tool("q", "-o", "f.json").in(folder).run().expect(0);
    Command.Result result =
        messages
            .tool("q", "--move", "t", "--json")
            .env("RABBITMQ_USERNAME", "other")
            .env("RABBITMQ_PASSWORD", "other")
            .run()
            .expect(1);
    JsonNode json = Json.MAPPER.readTree(result.stdout());
    assertEquals(2, json.path("kept").asInt(), result::toString);
    assertEquals(3, json.path("moved").asInt());
    assertThat(result.stderr()).as(result::toString).contains("message 2 has the header CC");
    assertThat(result.stderr()).as(result::toString).contains("expiration");
    assertEquals(List.of("1", "4", "5"), messages.drain("t"));
    assertEquals(List.of("2", "3"), messages.drain("q"));
    assertEquals(0, messages.broker().ready("third"));
    restoreIsRefused();
  }

  @Test
  void aMoveInAMemoryAlarmCanBeInterrupted() throws IOException {
    messages.queue("q", "classic");
    messages.queue("t", "classic");
    String large = "x".repeat(200 * 1024);
    messages.confirmed(
        () -> {
          for (int i = 0; i < 200; i++) {
            messages.publish("q", new BasicProperties(), large);
          }
        });
    Servers.rabbit().raiseMemoryAlarm();
    try (RunningCommand move = messages.tool("q", "--move", "t", "--json").start()) {
      move.await(QueueReaderSafetyTest::isSomebodyBlocked, "a blocked connection");
      move.interrupt();
      Command.Result result = move.awaitExit().expect(2);
      JsonNode json = Json.MAPPER.readTree(result.stdout());
      assertEquals(0, json.path("moved").asInt(), result::toString);
      assertTrue(json.path("uncertain").asInt() > 0, result::toString);
      assertThat(result.stderr()).as(result::toString).contains("connection.blocked");
    } finally {
      Servers.rabbit().clearMemoryAlarm();
    }
    Eventually.that("all are back", () -> messages.broker().ready("q") == 200);
  }

  private void restoreIsRefused() throws IOException {
    Command.Result result = messages.tool("--restore", "f.json").in(folder).run().expect(2);
    assertThat(result.stderr()).as(result::toString).contains("message 2 has the header CC");
    Files.writeString(
        folder.resolve("g.json"),
        """
        {"export_info": {"queue_name": "q", "total_messages": 2}, "messages": [
         {"body_raw": "1"}, {"body_raw": "2", "properties": {"user_id": "somebody"}}]}
        """);
    Command.Result user = messages.tool("--restore", "g.json").in(folder).run().expect(2);
    assertThat(user.stderr()).as(user::toString).contains("message 2 has user_id 'somebody'");
    assertEquals(0, messages.broker().ready("q"));
    assertEquals(0, messages.broker().ready("third"));
  }
}
