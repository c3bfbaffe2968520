package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
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
import tests.support.RunningCommand;
import tests.support.SampleMessages;

/**
 * queue_reader removes messages when somebody has confirmed it, and moves them without losing any.
 */
@Tag("cli")
@Tag("rabbitmq")
class QueueReaderClearTest {

  private static final String ERRORS = "errors.camunda_tasks.queue";

  @TempDir private Path folder;
  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private static Command.Result answered(Command command, String answer) {
    try (RunningCommand running = command.startWithOpenStdin()) {
      running.awaitStdout("для подтверждения: ");
      running.write(answer.getBytes(StandardCharsets.UTF_8));
      return running.awaitExit();
    }
  }

  @Test
  void aQueueIsClearedAfterTheWordYes() {
    messages.queue(ERRORS, Map.of());
    messages.fill(ERRORS, 1234);
    Command clear = messages.onTerminal(ERRORS, "--clear", "--lang", "ru");
    Command.Result declined = answered(clear, "yes\n").expect(1);
    assertThat(declined.stdout()).as(declined::toString).contains("❌ Операция отменена");
    assertEquals(1234, messages.broker().ready(ERRORS));
    Command.Result result = answered(clear, "YES\n").expect(0);
    String printed = result.stdout().replace("\r", "");
    assertThat(printed)
        .as(result::toString)
        .contains(
            """
            🗑️ ОЧИСТКА ОЧЕРЕДИ: errors.camunda_tasks.queue
            ============================================================
            📊 Сообщений в очереди: 1,234

            ⚠️ ВНИМАНИЕ!
            Вы собираетесь УДАЛИТЬ 1,234 сообщения из очереди 'errors.camunda_tasks.queue'
            Это действие НЕОБРАТИМО!

            Введите 'YES' для подтверждения:\
            """);
    assertThat(printed)
        .as(result::toString)
        .endsWith(
            """

            🔄 Очистка очереди...
            ✅ Очередь 'errors.camunda_tasks.queue' успешно очищена
            🗑️ Удалено сообщений: 1,234
            """);
    assertEquals(0, messages.broker().ready(ERRORS));
  }

  @Test
  void aQueueIsClearedByForceWithoutAQuestion() {
    messages.queue(ERRORS, Map.of());
    messages.fill(ERRORS, 3);
    Command.Result refused = messages.tool(ERRORS, "--clear").run().expect(1);
    assertThat(refused.stderr()).as(refused::toString).contains("Add --force");
    messages.tool(ERRORS, "--clear", "--dry-run", "--force").run().expect(0);
    assertEquals(3, messages.broker().ready(ERRORS));
    Command.Result result = messages.tool(ERRORS, "--clear", "--force").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains("🗑️ Messages removed: 3");
    Command.Result again = messages.tool(ERRORS, "--clear", "--force").run().expect(0);
    assertThat(again.stdout()).as(again::toString).endsWith("📭 The queue is empty already\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "quorum"})
  void exactlyWhatWasSavedIsRemovedWhileOthersPublish(String type) throws Exception {
    messages.queue("q", type);
    messages.fill("q", 5000);
    AtomicBoolean go = new AtomicBoolean(true);
    int[] last = {5000};
    try (BrokerAccess publisher = messages.corner().anotherUser()) {
      Thread thread =
          new Thread(
              () -> {
                while (go.get()) {
                  String number = Integer.toString(++last[0]);
                  publisher.send("q", number);
                  LockSupport.parkNanos(200_000);
                }
              });
      thread.start();
      messages.tool("q", "--clear", "--force", "-o", "f.json").in(folder).run().expect(0);
      go.set(false);
      thread.join();
    }
    JsonNode saved = Json.MAPPER.readTree(folder.resolve("f.json").toFile()).path("messages");
    List<String> all = new ArrayList<>();
    saved.forEach(message -> all.add(message.path("body_raw").asText()));
    assertTrue(all.size() >= 5000);
    Eventually.that("the rest", () -> all.size() + messages.broker().ready("q") == last[0]);
    all.addAll(messages.drain("q"));
    assertEquals(last[0], all.size());
    assertEquals(new TreeSet<>(Messages.numbers(last[0])), new TreeSet<>(all));
  }

  @Test
  void onlyWhatFitsIsSavedAndRemoved() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 1500);
    messages.tool("q", "--clear", "--force", "--grep", "7").run().expect(3);
    messages
        .tool("q", "--clear", "--force", "--grep", "7", "-o", "f.json")
        .in(folder)
        .run()
        .expect(0);
    List<String> left = Messages.numbers(1500).stream().filter(n -> !n.contains("7")).toList();
    assertEquals(left, messages.drain("q"));
    JsonNode saved = Json.MAPPER.readTree(folder.resolve("f.json").toFile());
    assertEquals(1500 - left.size(), saved.path("messages").size());
    assertEquals(1500 - left.size(), saved.path("export_info").path("total_messages").asInt());
  }

  @Test
  void aFileIsNeverOverwrittenByWhatIsRemoved() throws IOException {
    messages.queue("q", "classic");
    messages.fill("q", 2);
    Files.writeString(folder.resolve("f.json"), "precious");
    messages.tool("q", "--clear", "--force", "-o", "f.json").in(folder).run().expect(2);
    assertEquals("precious", Files.readString(folder.resolve("f.json")));
    assertEquals(2, messages.broker().ready("q"));
  }

  /** Both runs have seen that there is no such file. */
  @Test
  void ofTwoThatSaveIntoOneFileOneRemovesNothing() throws Exception {
    messages.queue("a", "classic");
    messages.queue("b", "classic");
    messages.fill("a", 3000);
    messages.fill("b", 3000);
    Command save = messages.tool("--clear", "--force", "-o", "f.json").in(folder);
    try (RunningCommand first = save.with("a").start();
        RunningCommand second = save.with("b").start()) {
      List<Command.Result> results = List.of(first.awaitExit(), second.awaitExit());
      List<Integer> codes = results.stream().map(Command.Result::exitCode).sorted().toList();
      assertEquals(List.of(0, 2), codes, results::toString);
    }
    JsonNode saved = Json.MAPPER.readTree(folder.resolve("f.json").toFile());
    String kept = saved.path("export_info").path("queue_name").asText().equals("a") ? "b" : "a";
    assertEquals(3000, saved.path("messages").size());
    assertEquals(Messages.numbers(3000), messages.drain(kept));
  }

  @Test
  void consumersAreWarnedOf() {
    messages.queue("q", "classic");
    messages.broker().with(c -> c.basicConsume("q", false, (tag, m) -> {}, tag -> {}));
    messages.broker().with(c -> c.queueDeclare("r", true, false, false, Map.of()));
    try (BrokerAccess other = messages.corner().anotherUser()) {
      other.with(
          c -> {
            c.basicQos(1);
            return c.basicConsume("r", false, (tag, m) -> {}, tag -> {});
          });
      messages.fill("r", 5);
      Command.Result result = messages.tool("r", "--clear", "--force").run().expect(0);
      assertThat(result.stderr()).as(result::toString).contains("1 consumer");
      assertThat(result.stdout()).as(result::toString).contains("Messages removed: 4");
    }
  }

  @Test
  void messagesAreMovedInTheirOrder() {
    messages.queue("q", "classic");
    messages.queue("t", "quorum");
    messages.fill("q", 1300);
    messages.tool("q", "--move", "t", "--dry-run").run().expect(0);
    messages.tool("q", "--move", "nowhere").run().expect(2);
    messages.tool("q", "--move", "q").run().expect(3);
    messages.tool("q", "--move", "t", "--limit", "10").run().expect(0);
    assertEquals(1290, messages.broker().ready("q"));
    messages.tool("q", "--move", "t", "--grep", "7", "--limit", "20").run().expect(0);
    messages.tool("q", "--move", "t").run().expect(0);
    messages.tool("q", "--move", "t").run().expect(1);
    List<String> moved = messages.drain("t");
    assertEquals(Messages.numbers(10), moved.subList(0, 10));
    assertEquals("17", moved.get(10));
    assertEquals(new TreeSet<>(Messages.numbers(1300)), new TreeSet<>(moved));
    assertEquals(1300, moved.size());
    List<String> rest = moved.subList(30, 1300);
    assertEquals(
        rest,
        IntStream.rangeClosed(1, 1300).mapToObj(Integer::toString).filter(rest::contains).toList());
  }

  @Test
  void nothingOfAMovedMessageChanges() {
    messages.queue("q", "quorum");
    messages.queue("t", "classic");
    messages.confirmed(
        () -> {
          for (int i = 0; i < 100; i++) {
            messages.publish("q", SampleMessages.properties(i), SampleMessages.body(i));
          }
        });
    messages.tool("q", "--move", "t").run().expect(0);
    var moved = messages.broker().takeAll("t");
    assertEquals(100, moved.size());
    for (int i = 0; i < 100; i++) {
      assertEquals("", SampleMessages.difference(i, moved.get(i), false));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "quorum"})
  void aMoveThatIsKilledLosesNothing(String type) {
    messages.queue("q", type);
    messages.queue("t", type);
    int count = 20_000;
    messages.fill("q", count);
    Random random = new Random(7);
    for (int i = 0; i < 3; i++) {
      long before = messages.broker().ready("t");
      try (RunningCommand move = messages.tool("q", "--move", "t").start()) {
        move.await(() -> messages.broker().ready("t") > before || !move.isAlive(), "the move");
        LockSupport.parkNanos(random.nextInt(100_000_000));
        move.kill();
      }
      Eventually.that(
          "all there", () -> messages.broker().ready("q") + messages.broker().ready("t") >= count);
    }
    Eventually.that(
        "all moved",
        () -> {
          messages.tool("q", "--move", "t").run();
          return messages.broker().ready("q") == 0;
        });
    List<String> ids =
        messages.broker().takeAll("t").stream().map(m -> m.getProps().getMessageId()).toList();
    assertEquals(new TreeSet<>(Messages.numbers(count)), new TreeSet<>(ids));
    assertEquals(0, messages.broker().ready("q"));
    assertTrue(ids.size() <= count + 3 * 500, "at most a batch twice each time");
  }

  @Test
  void aMessageOfAnotherUserIsNotMoved() {
    messages.queue("q", "classic");
    messages.queue("t", "classic");
    messages.confirmed(
        () -> messages.publish("q", new BasicProperties.Builder().userId("guest").build(), "x"));
    messages.user("mover", "", ".*", ".*", ".*");
    Command.Result result =
        messages
            .tool("q", "--move", "t")
            .env("RABBITMQ_USERNAME", "mover")
            .env("RABBITMQ_PASSWORD", "mover")
            .run()
            .expect(1);
    assertThat(result.stderr()).as(result::toString).contains("user_id 'guest'");
    assertEquals(1, messages.broker().ready("q"));
  }

  /** A queue with a message of each id. */
  private String queueWith(String... ids) {
    String queue = messages.queue("chosen", Map.of());
    for (String id : ids) {
      messages.publish(queue, new BasicProperties.Builder().messageId(id).build(), "body-" + id);
    }
    return queue;
  }

  @Test
  void singleMessagesAreChosenByTheirIds() {
    String queue = queueWith("a", "b", "ab", "c");
    String target = messages.queue("target", Map.of());
    Command.Result seen = messages.tool(queue, "--message-id", "b").run().expect(0);
    assertThat(seen.stdout()).as(seen::toString).contains("body-b").doesNotContain("body-ab");
    messages.tool(queue, "--move", target, "--message-id", "a,c").run().expect(0);
    assertEquals(List.of("body-a", "body-c"), messages.drain(target));
    assertEquals(List.of("body-b", "body-ab"), messages.drain(queue));
    Command.Result refused = messages.tool(queue, "--clear", "--message-id", "b").run().expect(3);
    assertThat(refused.stderr()).contains("--message-id");
  }

  @Test
  void anIdMayHaveCommasInIt() {
    String queue = queueWith("a,b", "c", "d, e", "f");
    String target = messages.queue("target", Map.of());
    messages
        .tool(queue, "--move", target, "--message-id", "a,b", "--message-id", "d, e")
        .run()
        .expect(0);
    assertEquals(List.of("body-a,b", "body-d, e"), messages.drain(target));
    assertEquals(List.of("body-c", "body-f"), messages.drain(queue));
  }
}
