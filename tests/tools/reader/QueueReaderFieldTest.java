package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.BrokerAccess;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;
import tests.support.Project;
import tests.support.RunningCommand;

/** What operators did with queue_reader and found wrong. */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderFieldTest {

  @TempDir private Path folder;
  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private Command tool(String... arguments) {
    return messages.tool(arguments).in(folder);
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'expiration': 'abc'",
        "'expiration': '-1'",
        "'expiration': '4294967296'",
        "'expiration': '1.5'",
        "'user_id': 'nobody'",
        "'headers_typed': {'d': {'type': 'decimal', 'value': 99999999999, 'scale': 1}}"
      })
  void whatTheBrokerWouldRefuseIsRefusedBeforeAnythingIsSent(String property) throws IOException {
    messages.queue("q", "classic");
    String good = "{\"body_raw\": \"x\"}, ".repeat(4);
    Files.writeString(
        folder.resolve("f.json"),
        """
        {"export_info": {"queue_name": "q", "total_messages": 5}, "messages": [
         %s {"body_raw": "5", "properties": {%s}}]}
        """
            .formatted(good, property.replace('\'', '"')));
    Command.Result refused = tool("--restore", "f.json").run().expect(2);
    assertThat(refused.stderr()).as(refused::toString).contains("message 5");
    assertThat(refused.stderr()).as(refused::toString).doesNotContain("--skip to go on");
    assertEquals(0, messages.broker().ready("q"));
  }

  @Test
  void allQueuesAreListedTheProjectsFirst() throws IOException {
    List.of("aaa", "default.queue", "zzz").forEach(queue -> messages.queue(queue, "classic"));
    messages.fill("aaa", 3);
    JsonNode all = json(tool("--json").run().expect(1));
    List<JsonNode> rows = all.path("queues").findParents("name");
    assertEquals("zzz", rows.get(rows.size() - 1).path("name").asText());
    assertEquals("aaa", rows.get(rows.size() - 2).path("name").asText());
    assertTrue(rows.get(0).path("project").asBoolean());
    assertEquals(3, all.path("total_queues").asInt());
    assertEquals(3, all.path("total_messages").asInt());
    Command.Result alone = messages.toolAlone().run().expect(1);
    assertThat(alone.stderr()).as(alone::toString).contains("Only the project's queues are listed");
    assertThat(alone.stdout()).as(alone::toString).doesNotContain("zzz");
  }

  @Test
  void aQueueOfTheProjectThatCannotBeReadIsNotAllRight() throws IOException {
    tool().run().expect(1);
    for (JsonNode queue : json(tool("--json").run().expect(1)).path("queues")) {
      messages.queue(queue.path("name").asText(), "classic");
    }
    tool().run().expect(0);
    messages.broker().with(c -> c.queueDelete("default.queue"));
    try (BrokerAccess other = messages.corner().anotherUser()) {
      other.with(c -> c.queueDeclare("default.queue", true, true, false, Map.of()));
      JsonNode list = json(tool("--json").run().expect(1));
      assertEquals("queues_unreadable", list.path("status").asText(), list::toString);
    }
  }

  /** A reply queue of some client is as it should be; it is neither first nor a problem. */
  @Test
  void aQueueOfOneConnectionAloneIsNoProblem() {
    messages.queue("zz-full", "classic");
    messages.fill("zz-full", 3);
    try (BrokerAccess other = messages.corner().anotherUser()) {
      other.with(c -> c.queueDeclare("amq-reply", false, true, true, Map.of()));
      Command.Result list = tool().run();
      assertThat(list.stdout())
          .as(list::toString)
          .containsPattern("amq-reply\n.*Another connection has it for itself")
          .doesNotContain("Not accessible");
      Command.Result table = tool("--table").run();
      assertThat(table.stdout()).as(table::toString).contains("amq-reply", "zz-full");
      assertThat(table.stdout().indexOf("zz-full"))
          .as(table::toString)
          .isLessThan(table.stdout().indexOf("amq-reply"));
    }
  }

  @Test
  void aQueueWithAnExclusiveConsumerIsNotAMatterOfRights() {
    messages.queue("q", "classic");
    messages.fill("q", 3);
    try (BrokerAccess other = messages.corner().anotherUser()) {
      other.with(
          c -> {
            c.basicQos(1);
            return c.basicConsume(
                "q", false, "", false, true, Map.of(), (tag, message) -> {}, tag -> {});
          });
      Command.Result refused = tool("q").run().expect(2);
      assertThat(refused.stderr()).as(refused::toString).doesNotContain("lacks the right");
      assertThat(refused.stderr())
          .as(refused::toString)
          .contains("one consumer holds it exclusively");
    }
  }

  @Test
  void anExportOfAStreamEndsWhereTheStreamEndedAtItsBeginning() throws Exception {
    messages.queue("s", "stream");
    messages.fill("s", 200);
    Eventually.that("the stream's messages", () -> messages.broker().ready("s") == 200);
    AtomicBoolean over = new AtomicBoolean();
    Thread publisher = new Thread(() -> publishUntil(over));
    publisher.start();
    try {
      tool("s", "--offset", "150", "-o", "f.json").run().expect(0);
      tool("s", "--offset", "last", "-o", "g.json").run().expect(0);
      tool("s", "--offset", "2020-01-01", "-o", "h.json").run().expect(0);
      tool("s", "--offset", "999999999", "-o", "i.json").run().expect(1);
    } finally {
      over.set(true);
      publisher.join();
    }
    JsonNode first = Json.MAPPER.readTree(folder.resolve("f.json").toFile()).path("messages");
    assertTrue(first.size() >= 50, () -> first.size() + " messages");
    assertEquals(150, first.path(0).path("stream_offset").asInt());
  }

  private void publishUntil(AtomicBoolean over) {
    try (BrokerAccess publisher = messages.corner().anotherUser()) {
      while (!over.get()) {
        publisher.publish("", "s", new BasicProperties(), new byte[10]);
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoeverWaitsForNewMessagesIsTold() throws IOException {
    messages.queue("s", "stream");
    try (RunningCommand waiting = tool("s", "--offset", "next", "--count", "1").start()) {
      waiting.awaitStderr("Waiting for new messages");
      Eventually.that(
          "the message is seen",
          () -> {
            messages.publish("s", new BasicProperties(), "new");
            return !waiting.isAlive();
          });
      waiting.awaitExit().expect(0);
    }
  }

  private static String inPipe(String arguments) {
    return "'%s' %s | true; exit ${PIPESTATUS[0]}"
        .formatted(Project.home().resolve("queue_reader.java"), arguments);
  }

  private int broken(String arguments) {
    Command command = Command.program("bash", "-c", inPipe(arguments)).in(folder);
    for (Map.Entry<String, String> setting : messages.corner().environment().entrySet()) {
      command = command.env(setting.getKey(), setting.getValue());
    }
    return command.run().exitCode();
  }

  @Test
  void aClosedPipeDoesNotKeepAChangeFromBeingDone() throws IOException {
    messages.queue("q", "classic");
    messages.queue("t", "classic");
    messages.fill("q", 5);
    assertEquals(0, broken("q --clear --output f.json --force"));
    assertEquals(0, messages.broker().ready("q"));
    assertEquals(0, broken("--restore f.json"));
    assertEquals(5, messages.broker().ready("q"));
    assertEquals(0, broken("q --move t"));
    assertEquals(5, messages.broker().ready("t"));
    assertEquals(0, broken("t --clear --force"));
    assertEquals(0, messages.broker().ready("t"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void filesArePrivateAndReplacedWhereLinksLead() throws IOException {
    messages.queue("q", "classic");
    messages.confirmed(() -> messages.publish("q", new BasicProperties(), "🐰 and Ж"));
    Files.createSymbolicLink(folder.resolve("link.json"), Path.of("real.json"));
    Path left = folder.resolve(".real.json.00000000-0000-0000-0000-000000000001.tmp");
    Files.writeString(left, "left by a program that was killed");
    Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
    tool("q", "-o", "link.json").run().expect(0);
    assertEquals(List.of("link.json", "real.json"), files());
    assertTrue(Files.isSymbolicLink(folder.resolve("link.json")));
    Path real = folder.resolve("real.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    assertThat(Files.readString(real)).contains("\"body_raw\": \"🐰 and Ж\"");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    tool("q", "-o", "real.json").run().expect(0);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
  }

  @Test
  void messagesGoToStandardOutput() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 3);
    for (Command tool : List.of(tool("q", "-o", "-"), tool("q", "--output", "-", "--json"))) {
      JsonNode printed = json(tool.run().expect(0));
      assertEquals(3, printed.path("messages").size());
      assertEquals(3, printed.path("export_info").path("total_messages").asInt());
    }
    assertEquals(List.of(), files());
    tool("q", "--clear", "--output", "-", "--force").run().expect(3);
    assertEquals(3, messages.broker().ready("q"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no/such/folder/f.json", "folder", "/proc/f.json"})
  void aFileThatCannotBeWrittenIsToldInWords(String file) throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 3);
    Files.createDirectory(folder.resolve("folder"));
    Command.Result failed = tool("q", "-o", file).run().expect(2);
    assertThat(failed.stderr()).as(failed::toString).doesNotContain("Exception");
    assertThat(failed.stderr()).as(failed::toString).doesNotContain("Reading messages");
    assertEquals(Messages.numbers(3), messages.drain("q"));
  }
}
