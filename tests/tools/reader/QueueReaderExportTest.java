package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;
import tests.support.RunningCommand;
import tests.support.SampleMessages;
import tests.support.Servers;
import tests.support.TcpProxy;

/** queue_reader writes messages to files and puts them back, byte by byte. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderExportTest {

  private static final String ERRORS = "errors.camunda_tasks.queue";

  @TempDir private Path folder;
  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private static JsonNode read(Path file) throws IOException {
    return Json.MAPPER.readTree(Files.readAllBytes(file));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void allMessagesAreExportedToAFile() throws IOException {
    messages.queue(ERRORS, Map.of());
    messages.fill(ERRORS, 3);
    Command.Result result =
        messages
            .tool(ERRORS, "--output", "errors_backup.json", "--lang", "ru")
            .in(folder)
            .run()
            .expect(0);
    Path file = folder.resolve("errors_backup.json");
    assertEquals("🔄 Чтение сообщений...\n", result.stderr());
    assertEquals(
        """
        💾 ЭКСПОРТ СООБЩЕНИЙ ИЗ ОЧЕРЕДИ: errors.camunda_tasks.queue
        📄 Файл: errors_backup.json
        ================================================================================
        📊 Всего сообщений в очереди: 3
        ✅ Экспорт завершен:
           📊 Сообщений: 3
           📄 Файл: %s
           💾 Размер: %,d байт
        ℹ️ Сообщения возвращены в очередь
        """
            .formatted(file, Files.size(file)),
        result.stdout());
    JsonNode json = read(file);
    assertEquals(ERRORS, json.path("export_info").path("queue_name").asText());
    assertEquals(3, json.path("export_info").path("total_messages").asInt());
    assertEquals("2", json.path("messages").path(1).path("body_raw").asText());
    assertEquals(List.of("errors_backup.json"), files());
    assertEquals(Messages.numbers(3), messages.drain(ERRORS));
  }

  @Test
  void theFieldsOfThePredecessorStandInItsOrder() throws IOException {
    messages.queue("q", "classic");
    messages.publish("q", SampleMessages.properties(0), "{\"a\": [1, 2]}");
    Eventually.that("the message", () -> messages.broker().ready("q") == 1);
    messages.tool("q", "-o", "f.json").in(folder).run().expect(0);
    JsonNode json = read(folder.resolve("f.json"));
    assertEquals(
        List.of(
            "queue_name",
            "timestamp",
            "timestamp_human",
            "total_messages",
            "rabbitmq_host",
            "rabbitmq_port"),
        names(json.path("export_info")).subList(0, 6));
    assertEquals(
        List.of(
            "message_number",
            "delivery_tag",
            "exchange",
            "routing_key",
            "redelivered",
            "properties",
            "body",
            "body_raw",
            "body_type"),
        names(json.path("messages").path(0)));
    assertThat(Files.readString(folder.resolve("f.json")))
        .startsWith("{\n  \"export_info\": {\n    \"queue_name\": \"q\",\n");
  }

  private static List<String> names(JsonNode json) {
    return json.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void anEmptyQueueGivesNoFile() throws IOException {
    messages.queue("q", "classic");
    messages.tool("q", "-o", "f.json").in(folder).run().expect(1);
    assertEquals(List.of(), files());
  }

  /** Every property, every type of header, all kinds of bodies. */
  @ParameterizedTest
  @ValueSource(strings = {"classic", "quorum"})
  void tenThousandMessagesSurviveExportClearAndRestore(String type) throws IOException {
    int count = type.equals("classic") ? 10_000 : 2_500;
    messages.queue("q", type);
    for (int from = 0; from < count; from += 1000) {
      int first = from;
      messages.confirmed(
          () -> {
            for (int i = first; i < Math.min(count, first + 1000); i++) {
              messages.publish("q", SampleMessages.properties(i), SampleMessages.body(i));
            }
          });
    }
    messages.tool("q", "-o", "one.json").in(folder).run().expect(0);
    messages.tool("q", "--clear", "--force").run().expect(0);
    assertEquals(0, messages.broker().ready("q"));
    messages.tool("--restore", "one.json").in(folder).run().expect(0);
    messages.tool("q", "-o", "two.json").in(folder).run().expect(0);
    String one = messagesOf(folder.resolve("one.json"));
    assertTrue(one.equals(messagesOf(folder.resolve("two.json"))), "the two exports");
    List<GetResponse> all = messages.broker().takeAll("q");
    assertEquals(count, all.size());
    for (int i = 0; i < count; i++) {
      String difference = SampleMessages.difference(i, all.get(i), type.equals("quorum"));
      assertEquals("", difference, "message " + i);
      assertArrayEquals(SampleMessages.body(i), all.get(i).getBody());
    }
  }

  private static String messagesOf(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(text.indexOf("\"messages\""))
        .replaceAll("\"redelivered\": (true|false)", "\"redelivered\": -");
  }

  @Test
  void aFileOfThePredecessorIsRestored() throws IOException {
    messages.queue("q", "classic");
    Files.writeString(
        folder.resolve("old.json"),
        """
        {
          "export_info": {
            "queue_name": "q",
            "timestamp": 1764000000000,
            "timestamp_human": "2025-11-24 16:00:00",
            "total_messages": 2,
            "rabbitmq_host": "localhost",
            "rabbitmq_port": 5672
          },
          "messages": [
            {
              "message_number": 1,
              "delivery_tag": 1,
              "exchange": "",
              "routing_key": "q",
              "redelivered": false,
              "properties": {
                "content_type": "application/json",
                "timestamp": 1764000000,
                "timestamp_human": "2025-11-24 16:00:00",
                "headers": {"task_id": "Ж", "n": 5, "none": null}
              },
              "body": {"a": 1},
              "body_raw": "{\\"a\\":   1}",
              "body_type": "json"
            },
            {
              "message_number": 2,
              "delivery_tag": 2,
              "exchange": "",
              "routing_key": "q",
              "redelivered": false,
              "properties": {},
              "body": "\ufffd",
              "body_raw": "\ufffd",
              "body_type": "text"
            }
          ]
        }
        """);
    Command.Result result = messages.tool("--restore", "old.json").in(folder).run().expect(0);
    assertThat(result.stderr()).as(result::toString).contains("1 message with replacement");
    List<GetResponse> restored = messages.broker().takeAll("q");
    assertEquals("{\"a\":   1}", Messages.text(restored.get(0)));
    assertEquals("application/json", restored.get(0).getProps().getContentType());
    assertEquals("Ж", restored.get(0).getProps().getHeaders().get("task_id").toString());
    assertEquals(5, restored.get(0).getProps().getHeaders().get("n"));
    assertEquals(2, restored.size());
  }

  @Test
  void nothingIsRestoredOfAFileThatIsDamaged() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 5);
    messages.tool("q", "--clear", "-o", "f.json", "--force").in(folder).run().expect(0);
    String whole = Files.readString(folder.resolve("f.json"));
    Files.writeString(folder.resolve("cut.json"), whole.substring(0, whole.length() * 2 / 3));
    Files.writeString(
        folder.resolve("count.json"),
        whole.replace("\"total_messages\": 5", "\"total_messages\": 6"));
    Files.writeString(folder.resolve("other.json"), "[1, 2]");
    Files.writeString(folder.resolve("text.json"), "hello");
    for (String file : List.of("cut.json", "count.json", "other.json", "text.json", "none.json")) {
      Command.Result result = messages.tool("--restore", file).in(folder).run().expect(2);
      assertThat(result.stderr()).as(result::toString).contains(file);
      assertEquals(1, result.stderrLines().size(), result::toString);
    }
    assertEquals(0, messages.broker().ready("q"));
    messages.tool("--restore", "f.json", "nowhere").in(folder).run().expect(2);
    messages.tool("--restore", "f.json", "--dry-run").in(folder).run().expect(0);
    assertEquals(0, messages.broker().ready("q"));
    messages.queue("p", "quorum");
    messages.tool("--restore", "f.json", "p", "--skip", "2").in(folder).run().expect(0);
    assertEquals(List.of("3", "4", "5"), messages.drain("p"));
  }

  @Test
  void aRestoreThatBreaksTellsWhatIsRestored() throws IOException {
    messages.queue("small", Map.of("x-max-length", 700, "x-overflow", "reject-publish"));
    messages.queue("q", "classic");
    messages.fill("q", 1200);
    messages.tool("q", "-o", "f.json").in(folder).run().expect(0);
    Command.Result result =
        messages.tool("--restore", "f.json", "small", "--json").in(folder).run().expect(2);
    JsonNode json = Json.MAPPER.readTree(result.stdout());
    assertEquals(messages.broker().ready("small"), json.path("restored").asInt());
    assertThat(json.path("restored_numbers").asText()).as(result::toString).startsWith("1-");
    assertThat(result.stderr()).as(result::toString).contains("numbers of the restored messages");
  }

  @Test
  void ctrlCLeavesTheQueueCompleteAndNoFile() throws IOException {
    messages.queue("q", "classic");
    byte[] body = new byte[20_000];
    messages.confirmed(
        () -> {
          for (int i = 0; i < 20_000; i++) {
            messages.publish("q", SampleMessages.properties(0), body);
          }
        });
    try (RunningCommand export = messages.tool("q", "-o", "f.json").in(folder).start()) {
      export.await(() -> messages.broker().ready("q") < 15_000, "half of it");
      export.interrupt();
      Command.Result result = export.awaitExit().expect(130);
      assertThat(result.stdout()).as(result::toString).contains("was interrupted, no file");
    }
    assertEquals(20_000, messages.broker().ready("q"));
    assertEquals(List.of(), files());
  }

  @Test
  void aFileThatCannotBeWrittenIsOneSentence() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 3);
    Command.Result result = messages.tool("q", "-o", "no/such/f.json").in(folder).run().expect(2);
    assertThat(result.stderr()).as(result::toString).contains("no/such/f.json");
    assertEquals(Messages.numbers(3), messages.drain("q"));
  }

  @Test
  void aConnectionCutInTheMiddleLosesNothing() throws IOException {
    messages.queue("q", "classic");
    byte[] body = new byte[20_000];
    messages.confirmed(
        () -> {
          for (int i = 0; i < 20_000; i++) {
            messages.publish("q", SampleMessages.properties(0), body);
          }
        });
    try (TcpProxy proxy = new TcpProxy(Servers.rabbit().port());
        RunningCommand export =
            messages
                .tool("q", "--clear", "--force", "-o", "f.json")
                .env("RABBITMQ_PORT", Integer.toString(proxy.port()))
                .in(folder)
                .start()) {
      export.await(() -> messages.broker().ready("q") < 15_000, "half of it");
      proxy.cut();
      Command.Result result = export.awaitExit().expect(2);
      assertThat(result.stderr()).as(result::toString).contains("RabbitMQ cannot be reached");
      assertThat(result.stderr()).as(result::toString).doesNotContain("\tat ");
    }
    Eventually.that("all back", () -> messages.broker().ready("q") == 20_000);
    assertEquals(List.of(), files());
  }

  /** Jackson writes no more than 1000 levels. */
  @Test
  void aBodyOfAThousandLevelsIsText() throws IOException {
    messages.queue("q", "classic");
    String deep = "[".repeat(999) + "]".repeat(999);
    messages.publish("q", new BasicProperties.Builder().build(), deep);
    messages.publish("q", new BasicProperties.Builder().build(), "[[1]]");
    messages.tool("q", "-o", "f.json").in(folder).run().expect(0);
    messages.tool("q", "--json").run().expect(0);
    JsonNode saved = Json.MAPPER.readTree(folder.resolve("f.json").toFile()).path("messages");
    assertEquals("text", saved.path(0).path("body_type").asText());
    assertEquals(deep, saved.path(0).path("body").asText());
    assertEquals("json", saved.path(1).path("body_type").asText());
  }
}
