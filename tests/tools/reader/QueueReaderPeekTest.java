package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.BrokerAccess;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;
import tests.support.RunningCommand;
import tests.support.VersionProxy;

/** queue_reader shows queues and messages and leaves everything as it was. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderPeekTest {

  private static final String ERRORS = "errors.camunda_tasks.queue";

  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  @Test
  void aQuietRunSaysOnStandardErrorWhyItDoesNotEndWell() {
    messages.queue("queue", Map.of());
    messages.queue("target", Map.of());
    assertQuiet("The queue is empty", "queue");
    messages.fill("queue", 2);
    Command.Result well = messages.tool("queue", "--quiet").run().expect(0);
    assertEquals("", well.stdout() + well.stderr());
    assertQuiet("No messages found", "queue", "--grep", "nixda");
    assertQuiet("No messages found", "queue", "--grep", "nixda", "--output", "-");
    assertQuiet("0 messages", "queue", "--grep", "nixda", "--move", "target", "--force");
    assertQuiet("0 messages", "queue", "--grep", "nixda", "--move", "target", "--dry-run");
    assertQuiet("No messages found", "queue", "--grep", "nixda", "--redrive", "--force");
    assertEquals(2, messages.broker().ready("queue"));
  }

  private void assertQuiet(String reason, String... arguments) {
    Command.Result result = messages.tool(arguments).with("--quiet").run().expect(1);
    assertEquals("", result.stdout(), result::toString);
    assertThat(result.stderr()).as(result::toString).contains(reason);
  }

  @Test
  void withoutArgumentsItListsTheQueuesOfTheProject() throws IOException {
    for (String queue :
        List.of(
            "1c.queue",
            "bitrix24.queue",
            "camunda.responses.queue",
            "default.queue",
            "openproject.queue",
            "python-services.queue")) {
      messages.queue(queue, Map.of());
    }
    messages.queue(ERRORS, Map.of());
    messages.fill("bitrix24.queue", 101);
    messages.fill(ERRORS, 1);
    Command.Result result = messages.tool("--lang", "ru").run().expect(0);
    assertEquals("", result.stderr());
    assertEquals(
        """
        🐰 ОЧЕРЕДИ RABBITMQ
        ============================================================

        📭 1c.queue
           📨 Сообщений: 0
           🚫 Потребителей: 0

        📬 bitrix24.queue
           📨 Сообщений: 101
           🚫 Потребителей: 0
           ⚠️ Большое количество сообщений!

        📭 camunda.responses.queue
           📨 Сообщений: 0
           🚫 Потребителей: 0

        📭 default.queue
           📨 Сообщений: 0
           🚫 Потребителей: 0

        📬 errors.camunda_tasks.queue
           📨 Сообщений: 1
           🚫 Потребителей: 0
           ℹ️ Есть необработанные сообщения

        📭 openproject.queue
           📨 Сообщений: 0
           🚫 Потребителей: 0

        📭 python-services.queue
           📨 Сообщений: 0
           🚫 Потребителей: 0

        📊 ИТОГО:
           Очередей: 7
           Сообщений: 102
        """,
        result.stdout());
    JsonNode list = json(messages.tool("--json").run().expect(0));
    assertEquals(102, list.path("total_messages").asInt());
    assertEquals("bitrix24.queue", list.path("queues").path(1).path("name").asText());
    assertEquals(101, list.path("queues").path(1).path("messages").asInt());
  }

  @Test
  void aQueueThatTheProjectLacksIsNamed() {
    Command.Result result = messages.tool().run().expect(1);
    assertThat(result.stderr()).as(result::toString).contains("There is no queue bitrix24.queue");
  }

  @Test
  void theFirstFiveMessagesAreShown() {
    messages.queue(ERRORS, Map.of());
    BasicProperties properties =
        new BasicProperties.Builder()
            .contentType("application/json")
            .timestamp(new Date(1_751_537_765_000L))
            .headers(Map.of("task_id", "abc"))
            .build();
    messages.publish(ERRORS, properties, "{\"имя\": \"Иван\", \"цена\": 1.10}");
    messages.fill(ERRORS, 2, 6);
    Eventually.that("six messages", () -> messages.broker().ready(ERRORS) == 6);
    Command.Result result = messages.tool(ERRORS, "--lang", "ru").env("TZ", "UTC").run().expect(0);
    assertEquals("", result.stderr());
    assertThat(result.stdout())
        .as(result::toString)
        .startsWith(
            """
            👀 ПРОСМОТР СООБЩЕНИЙ ИЗ ОЧЕРЕДИ: errors.camunda_tasks.queue
            ================================================================================
            📊 Всего сообщений в очереди: 6

            📨 СООБЩЕНИЕ #1
            ├─ Delivery Tag: 1
            ├─ Exchange: -
            ├─ Routing Key: errors.camunda_tasks.queue
            ├─ Redelivered: Нет
            ├─ Content Type: application/json
            ├─ Timestamp: 2025-07-03 10:16:05
            ├─ Headers: {"task_id":"abc"}
            └─ Содержимое:
               {
              "имя": "Иван",
              "цена": 1.10
            }

            📨 СООБЩЕНИЕ #2
            ├─ Delivery Tag: 2
            ├─ Exchange: -
            ├─ Routing Key: errors.camunda_tasks.queue
            ├─ Redelivered: Нет
            ├─ Content Type: -
            ├─ Properties: delivery_mode=2, message_id=2
            └─ Содержимое:
               2
            """);
    assertThat(result.stdout())
        .as(result::toString)
        .endsWith(
            """

            ✅ Просмотрено 5 из 6 сообщений
            ℹ️ Сообщения возвращены в очередь
            """);
  }

  @Test
  void asManyMessagesAreShownAsWanted() throws IOException {
    messages.queue(ERRORS, Map.of());
    messages.fill(ERRORS, 12);
    JsonNode shown = json(messages.tool(ERRORS, "--count", "10", "--json").run().expect(0));
    assertEquals(10, shown.path("messages").size());
    assertEquals("10", shown.path("messages").path(9).path("body_raw").asText());
    assertEquals(12, shown.path("total_messages").asInt());
    assertEquals("classic", shown.path("queue_type").asText());
    assertEquals(Messages.numbers(12), messages.drain(ERRORS));
  }

  @Test
  void anEmptyQueueIsNothingFound() {
    messages.queue(ERRORS, Map.of());
    Command.Result result = messages.tool(ERRORS, "--lang", "ru").run().expect(1);
    assertThat(result.stdout()).as(result::toString).endsWith("📭 Очередь пуста\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ярослав", "find-me", "id-77"})
  void aTextIsFoundInBodyHeadersAndIds(String text) throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 3);
    BasicProperties properties =
        new BasicProperties.Builder().messageId("id-77").headers(Map.of("h", "find-me")).build();
    messages.publish(
        "q", properties, "{\"name\": \"\\u042f\\u0440\\u043e\\u0441\\u043b\\u0430\\u0432\"}");
    messages.fill("q", 5, 6);
    Eventually.that("six messages", () -> messages.broker().ready("q") == 6);
    JsonNode found = json(messages.tool("q", "--grep", text, "--json").run().expect(0));
    assertEquals(1, found.path("messages").size());
    assertEquals(4, found.path("messages").path(0).path("message_number").asInt());
    messages.tool("q", "--grep", "nowhere").run().expect(1);
    assertEquals(6, messages.broker().ready("q"));
  }

  @Test
  void whatOthersWroteDoesNotCommandTheTerminal() {
    messages.queue("q", "classic");
    messages.publish("q", new BasicProperties(), "\u001b]0;evil\u0007text");
    Eventually.that("the message", () -> messages.broker().ready("q") == 1);
    Command.Result result = messages.tool("q").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains("\\u001B]0;evil\\u0007text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "quorum", "limited"})
  void manyLooksOfDifferentSizesKeepTheOrder(String type) {
    queueOf(type);
    messages.fill("q", 150);
    for (int count : List.of(5, 3, 10, 1, 60, 5, 90, 2, 200, 7)) {
      messages.tool("q", "--force", "--count", Integer.toString(count)).run().expect(0);
    }
    assertEquals(Messages.numbers(150), messages.drain("q"));
  }

  private void queueOf(String type) {
    if (type.equals("limited")) {
      messages.queue("q", Map.of("x-queue-type", "quorum", "x-delivery-limit", 1000));
    } else {
      messages.queue("q", type);
    }
  }

  @ParameterizedTest
  @CsvSource({"classic, 50", "quorum, 50", "quorum, 5"})
  void aLookThatIsKilledLeavesEverythingAsItWas(String type, int count) {
    messages.queue("q", type);
    messages.fill("q", 2000);
    Random random = new Random(4711);
    for (int i = 0; i < 6; i++) {
      try (RunningCommand look = messages.tool("q", "--count", Integer.toString(count)).start()) {
        look.await(() -> messages.broker().ready("q") < 2000 || !look.isAlive(), "the look");
        LockSupport.parkNanos(random.nextInt(15_000_000));
        look.kill();
      }
      Eventually.that("all back", () -> messages.broker().ready("q") == 2000);
      messages.tool("q", "--count", "3").run().expect(0);
    }
    assertEquals(Messages.numbers(2000), messages.drain("q"));
  }

  @Test
  void aConsumerAtWorkLosesNothing() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 3000);
    List<String> consumed = new ArrayList<>();
    try (BrokerAccess other = messages.corner().anotherUser()) {
      other.with(
          c -> {
            c.basicQos(5);
            return c.basicConsume(
                "q",
                false,
                (tag, m) -> {
                  synchronized (consumed) {
                    consumed.add(m.getProperties().getMessageId());
                  }
                  c.basicAck(m.getEnvelope().getDeliveryTag(), false);
                },
                tag -> {});
          });
      for (int i = 0; i < 3; i++) {
        messages.tool("q", "--count", "40").run();
      }
      Eventually.that("all consumed", () -> messages.broker().ready("q") == 0);
    }
    Eventually.that("all acknowledged", () -> consumed.size() >= 3000);
    assertEquals(3000, consumed.stream().distinct().count());
    assertEquals(3000, consumed.size(), "none twice");
  }

  @Test
  void aStreamIsReadFromAnyPlace() throws IOException {
    messages.queue("s", "stream");
    messages.fill("s", 20);
    Eventually.that("the stream's messages", () -> messages.broker().ready("s") == 20);
    JsonNode first = json(messages.tool("s", "--count", "2", "--json").run().expect(0));
    assertEquals("stream", first.path("queue_type").asText());
    assertEquals("1", first.path("messages").path(0).path("body_raw").asText());
    assertEquals(0, first.path("messages").path(0).path("stream_offset").asInt());
    JsonNode numbered =
        json(messages.tool("s", "--offset", "15", "--count", "3", "--json").run().expect(0));
    assertEquals("16", numbered.path("messages").path(0).path("body_raw").asText());
    assertEquals(3, numbered.path("messages").size());
    messages.tool("s", "--offset", "2020-01-01T00:00", "--count", "1").run().expect(0);
    messages.tool("s", "--offset", "last", "--count", "1").run().expect(0);
    Command.Result wrong = messages.tool("s", "--offset", "middle").run().expect(3);
    assertThat(wrong.stderr()).as(wrong::toString).contains("first, last, next");
    Command.Result clear = messages.tool("s", "--clear", "--force").run().expect(2);
    assertThat(clear.stderr()).as(clear::toString).contains("is a stream");
    messages.tool("s", "--move", "s2", "--force").run().expect(2);
  }

  @ParameterizedTest
  @CsvSource({"4.0.99, 2", "4.2.88, 2", "4.3.77, 0", "3.9.99, 0"})
  void aQuorumQueueThatCountsLooksIsLeftAlone(String version, int exitCode) throws IOException {
    messages.queue("q", "quorum");
    messages.queue("c", "classic");
    messages.fill("q", 4);
    messages.fill("c", 4);
    try (VersionProxy proxy = new VersionProxy(messages.corner(), version)) {
      Command.Result result = proxy.through(messages.tool("q")).run().expect(exitCode);
      boolean refused = result.stderr().contains("RabbitMQ " + version + " counts every look");
      assertEquals(exitCode == 2, refused, result::toString);
      proxy.through(messages.tool("c")).run().expect(0);
      proxy.through(messages.tool("q", "--force")).run().expect(0);
    }
    assertEquals(Messages.numbers(4), messages.drain("c"));
  }

  @Test
  void aQueueWithADeliveryLimitOfItsOwnIsLeftAloneInOldBrokers() {
    messages.queue("q", Map.of("x-queue-type", "quorum", "x-delivery-limit", 3));
    messages.fill("q", 4);
    messages.tool("q").run().expect(2);
    messages.tool("q", "--force").run().expect(0);
    assertEquals(Messages.numbers(4), messages.drain("q"));
  }

  @Test
  void anAutoDeleteQueueSurvivesTheLook() {
    messages.broker().with(c -> c.queueDeclare("q", true, false, true, Map.of()));
    messages.fill("q", 3);
    messages.tool("q").run().expect(0);
    assertEquals(Messages.numbers(3), messages.drain("q"));
  }

  @Test
  void theListAsATableBeginsWithTheFullestQueue() {
    messages.queue("1c.queue", Map.of());
    messages.queue("bitrix24.queue", Map.of());
    messages.fill("bitrix24.queue", 101);
    Command.Result result = messages.tool("--table", "--lang", "en").run().expect(1);
    assertThat(result.stdout())
        .as(result::toString)
        .startsWith("QUEUE")
        .containsPattern("(?m)\\AQUEUE .*\nbitrix24.queue +101 +0")
        .contains("   Messages: 101\n");
  }

  @Test
  void theListIsWatchedAndAQueueIsNot() throws IOException {
    messages.queue("1c.queue", Map.of());
    try (RunningCommand watch = messages.tool("--json", "--watch", "1").start()) {
      watch.awaitStdout(text -> text.lines().count() > 1, "two documents");
      watch.interrupt();
      for (String line : watch.awaitExit().expect(130).stdoutLines()) {
        assertEquals("1c.queue", Json.MAPPER.readTree(line).at("/queues/0/name").asText());
      }
    }
    for (String option : List.of("--watch=1", "--table")) {
      Command.Result result = messages.tool("1c.queue", option, "--lang", "en").run().expect(3);
      assertThat(result.stderr()).contains("belongs to the list of queues");
    }
  }

  private void fourNumbered() {
    messages.queue(ERRORS, Map.of());
    for (String id : List.of("first", "../../etc/passwd", "пробел и\u0007", "fourth")) {
      var properties = new BasicProperties.Builder().messageId(id).build();
      messages.publish(ERRORS, properties, "{\"id\":\"" + id.length() + "\"}");
    }
    Eventually.that("four messages", () -> messages.broker().ready(ERRORS) == 4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"2|2", "2-3|2 3", "4,1|1 4", "3-99|3 4", "1-4 --count 2|1 2", "1-4 --grep 16|2"})
  void messagesAreChosenByTheirPlaces(String numbers, String shown) throws IOException {
    fourNumbered();
    Command command = messages.tool(ERRORS, "--json", "--message-number");
    JsonNode found = json(command.with(numbers.split(" ")).run().expect(0));
    List<String> places = new ArrayList<>();
    found.path("messages").forEach(one -> places.add(one.path("message_number").asText()));
    assertEquals(shown, String.join(" ", places));
    assertEquals(4, messages.broker().ready(ERRORS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5-2", "x", "1,", "-3"})
  void aPlaceThatThereCannotBeIsRefused(String numbers) {
    Command.Result result = messages.tool(ERRORS, "--message-number=" + numbers).run().expect(3);
    assertThat(result.stderr()).contains("--message-number").contains("1,4-6");
  }

  /** A place is another message's as soon as somebody takes one. */
  @ParameterizedTest
  @ValueSource(strings = {"--move other.queue", "--clear --force", "--redrive", "--output x.json"})
  void nothingButLookingTakesPlaces(String operation) {
    Command command = messages.tool(ERRORS, "--message-number", "1").with(operation.split(" "));
    assertThat(command.run().expect(3).stderr()).contains("--message-number");
  }

  @Test
  void placesAreCountedFromTheFrontOnly() {
    Command command = messages.tool(ERRORS, "--message-number", "1", "--offset", "next");
    assertThat(command.run().expect(3).stderr()).contains("--message-number, --offset");
  }

  @Test
  void bodiesAreWrittenIntoFilesOfTheirOwnAndNothingIsOverwritten(@TempDir Path folder)
      throws IOException {
    fourNumbered();
    Path bodies = folder.resolve("new/bodies");
    messages.publish(ERRORS, new BasicProperties.Builder().build(), "plain");
    Eventually.that("five messages", () -> messages.broker().ready(ERRORS) == 5);
    Command command = messages.tool(ERRORS, "--message-number", "2-5", "--bodies", "new/bodies");
    Command.Result result = command.in(folder).run().expect(0);
    Map<String, String> written = contents(bodies);
    assertEquals(
        Map.of(
            "000002-.._.._etc_passwd.json", "{\"id\":\"16\"}",
            "000003-_________.json", "{\"id\":\"9\"}",
            "000004-fourth.json", "{\"id\":\"6\"}",
            "000005.txt", "plain"),
        written);
    for (String name : written.keySet()) {
      assertThat(result.stdout()).contains("Body written: " + bodies.resolve(name));
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(bodies.resolve(name))));
    }
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(bodies)));
    Command again = messages.tool(ERRORS, "--count", "5", "--bodies", "new/bodies");
    Command.Result refused = again.in(folder).run().expect(2);
    assertThat(refused.stderr()).contains("000002-.._.._etc_passwd.json");
    assertEquals(written, contents(bodies));
    assertEquals(5, messages.broker().ready(ERRORS));
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
