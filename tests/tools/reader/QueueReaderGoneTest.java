package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static tests.support.AccountLandscape.ids;
import static tests.support.AccountLandscape.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.AccountLandscape;
import tests.support.Answering;
import tests.support.Command;
import tests.support.EngineUser;

/** queue_reader --gone: messages whose task does not exist any more, and no others. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class QueueReaderGoneTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final int EACH = 4;

  @TempDir private Path folder;
  private final AccountLandscape land = new AccountLandscape();
  private final List<JsonNode> kept = land.handedOver("bitrix_create_task", EACH);
  private final List<JsonNode> cancelled = land.handedOver("bitrix_create_task_gone", EACH);

  QueueReaderGoneTest() {
    for (int i = 0; i < EACH; i++) {
      land.publish(QUEUE, List.of(cancelled.get(i), kept.get(i)));
    }
    land.broker().send(QUEUE, "about no task");
    land.broker().send(QUEUE, stop(cancelled.get(0)));
    land.await(QUEUE, 2 * EACH + 2);
    land.cancel(cancelled);
  }

  /** What tells the system that a task was cancelled has to reach it. */
  private static String stop(JsonNode task) {
    return "{\"type\":\"task_cancelled\",\"topic\":\"bitrix_create_task_gone\",\"task_id\":\""
        + AccountLandscape.id(task)
        + "\"}";
  }

  @AfterEach
  void close() {
    land.close();
  }

  private Command tool(String... arguments) {
    return land.project().tool("queue_reader.java", arguments).in(folder);
  }

  private List<String> left() {
    return land.broker().takeAll(QUEUE).stream()
        .map(GetResponse::getProps)
        .map(properties -> String.valueOf(properties.getMessageId()))
        .toList();
  }

  private void assertOnlyTheGoneOnesAreAway() {
    assertThat(left()).hasSize(EACH + 2).startsWith(ids(kept).toArray(String[]::new));
  }

  @Test
  void theyAreShownAndRemoved() throws IOException {
    Command.Result shown = tool(QUEUE, "--gone", "--count", "100", "--json").run().expect(0);
    assertThat(shown.stdout()).as(shown::toString).contains(ids(cancelled));
    assertThat(shown.stdout()).doesNotContain(ids(kept));
    assertThat(tool(QUEUE, "--clear", "--gone", "--dry-run").run().expect(0).stdout())
        .contains("Would be removed: 4");
    assertThat(tool(QUEUE, "--clear", "--gone").run().expect(1).stdout())
        .contains("4 messages whose task does not exist any more");
    Command.Result removed = tool(QUEUE, "--clear", "--gone", "--force").run().expect(0);
    assertThat(removed.stdout()).as(removed::toString).contains("Messages removed: 4");
    tool(QUEUE, "--clear", "--gone", "--force").run().expect(1);
    assertOnlyTheGoneOnesAreAway();
  }

  @Test
  void theyAreSavedBeforeTheyAreRemoved() throws IOException {
    tool(QUEUE, "--clear", "--gone", "--output", "gone.json", "--force").run().expect(0);
    JsonNode saved = Json.MAPPER.readTree(Files.readString(folder.resolve("gone.json")));
    assertThat(saved.path("messages").findValuesAsText("message_id"))
        .containsExactlyElementsOf(ids(cancelled));
    assertOnlyTheGoneOnesAreAway();
  }

  /** For this user every task looks gone. */
  @Test
  void whatThisUserMayNotSeeIsNotTakenForGone() {
    Command clear = tool(QUEUE, "--clear", "--gone", "--force");
    for (Map.Entry<String, String> setting : new EngineUser().environment().entrySet()) {
      clear = clear.env(setting.getKey(), setting.getValue());
    }
    assertThat(clear.run().expect(2).stderr()).contains("READ_INSTANCE");
    assertThat(left()).hasSize(2 * EACH + 2);
  }

  /** To another engine every task looks gone; only what its own history knows is. */
  @Test
  void whatThisEngineHasNeverSeenIsNotTakenForGone() {
    int strangers = 3;
    for (int i = 0; i < strangers; i++) {
      String task = UUID.randomUUID().toString();
      ObjectNode body = message(cancelled.get(0)).put("task_id", task);
      land.send(QUEUE, body.put("process_instance_id", UUID.randomUUID().toString()));
      land.send(QUEUE, Answering.ticket(body));
    }
    ObjectNode unnamed = message(cancelled.get(0)).put("task_id", UUID.randomUUID().toString());
    unnamed.remove("process_instance_id");
    land.send(QUEUE, unnamed);
    int all = 2 * EACH + 2 + 2 * strangers + 1;
    land.await(QUEUE, all);
    Command.Result plan = tool(QUEUE, "--clear", "--gone", "--dry-run").run().expect(0);
    assertThat(plan.stdout()).contains("Would be removed: 4");
    assertThat(plan.stderr())
        .as(plan::toString)
        .contains("Left alone: 7 messages", "camunda.base_url");
    assertThat(
            tool(QUEUE, "--clear", "--gone", "--unknown-process", "--dry-run")
                .run()
                .expect(0)
                .stdout())
        .contains("Would be removed: 11");
    tool(QUEUE, "--unknown-process").run().expect(3);
    tool(QUEUE, "--clear", "--gone", "--force").run().expect(0);
    land.await(QUEUE, all - EACH);
    tool(QUEUE, "--clear", "--gone", "--unknown-process", "--force").run().expect(0);
    assertOnlyTheGoneOnesAreAway();
  }

  /** A task that was completed, in a process that goes on. */
  @Test
  void whatWasAnsweredInARunningProcessIsGone() {
    JsonNode answered = kept.get(0);
    land.engine()
        .post(
            "/external-task/" + AccountLandscape.id(answered) + "/complete",
            Map.of("workerId", AccountLandscape.OURS));
    assertThat(tool(QUEUE, "--clear", "--gone", "--dry-run").run().expect(0).stdout())
        .contains("Would be removed: 5");
  }

  @Test
  void withoutTheEngineNothingIsTakenForGone() {
    tool(QUEUE, "--clear", "--gone", "--force")
        .env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest")
        .run()
        .expect(2);
    assertThat(left()).hasSize(2 * EACH + 2);
  }
}
