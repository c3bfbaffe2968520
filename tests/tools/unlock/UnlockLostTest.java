package tests.tools.unlock;

import static org.assertj.core.api.Assertions.assertThat;
import static tests.support.AccountLandscape.ids;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.status.WorkerStatus.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.AccountLandscape;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.ProjectBroker;

/** unlock_task --lost: what was lost behind RabbitMQ is sent again, and nothing else. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class UnlockLostTest {

  private static final int PURGED = 500;

  private final AccountLandscape land = new AccountLandscape();

  @AfterEach
  void close() {
    land.close();
  }

  private Command tool(String... arguments) {
    return land.project().tool("unlock_task.java", arguments);
  }

  /** The ids of what lies in the queue, taken out of it. */
  private Set<String> sent() {
    Set<String> sent = new TreeSet<>();
    land.broker()
        .takeAll("bitrix24.queue")
        .forEach(message -> sent.add(message.getProps().getMessageId()));
    return sent;
  }

  @Test
  void exactlyThePurgedTasksAreSentAgain() throws InterruptedException {
    List<JsonNode> purged = land.handedOver("bitrix_create_task", PURGED);
    land.publish("bitrix24.queue", purged);
    land.await("bitrix24.queue", PURGED);
    List<JsonNode> kept = land.handedOver("op_create_task", 20);
    land.publish("openproject.queue", kept);
    land.await("openproject.queue", 20);
    land.create("bitrix_create_task_foreign", 5);
    land.lock("bitrix_create_task_foreign", "stranger", 5, AccountLandscape.HOUR);
    land.broker().with(channel -> channel.queuePurge("bitrix24.queue"));

    Command.Result plan = tool("--lost", "--dry-run").run().expect(0);
    assertThat(plan.stdout())
        .as(plan::toString)
        .contains("Lost tasks found: 500", "Why lost: handed over", "To be unlocked: 500 tasks");
    assertThat(land.broker().ready("bitrix24.queue")).isZero();
    assertThat(tool("--lost").run().expect(1).stderr()).contains("there is nobody to ask");
    tool("--lost", "--force").run().expect(0);

    UniversalWorker worker = land.project().corner().startWorker();
    try {
      // On a slow machine a short lock may end before the hand-over: then there are copies.
      Eventually.that(
          "all are sent",
          () ->
              land.broker().ready("bitrix24.queue") >= PURGED
                  && worker.status().value(Count.HANDED_OVER) >= PURGED,
          () -> land.broker().ready("bitrix24.queue"));
    } finally {
      worker.stop();
    }
    assertThat(sent()).isEqualTo(new TreeSet<>(ids(purged)));
    assertThat(land.broker().ready("openproject.queue")).isEqualTo(20);
  }

  @Test
  void onlyTheLostOnesOfASelection() {
    List<JsonNode> one = land.handedOver("bitrix_create_task", 2);
    List<JsonNode> other = land.handedOver("op_create_task", 2);
    tool("--lost", "--topic", "op_create_task", "--force").run().expect(0);
    assertThat(holders(other)).containsOnly("null");
    assertThat(holders(one)).containsOnly(AccountLandscape.OURS);
  }

  private List<String> holders(List<JsonNode> tasks) {
    List<String> holders = new ArrayList<>();
    ids(tasks)
        .forEach(
            id -> holders.add(land.engine().get("/external-task/" + id).path("workerId").asText()));
    return holders;
  }

  @Test
  void nothingIsUnlockedInAVirtualHostWithoutTheQueues() throws IOException {
    List<JsonNode> tasks = land.handedOver("bitrix_create_task", 3);
    land.publish("bitrix24.queue", tasks);
    land.awaitSent();
    try (ProjectBroker empty = new ProjectBroker()) {
      String elsewhere = empty.corner().name();
      Command.Result wrong =
          tool("--lost", "--force", "--json")
              .env("RABBITMQ_VIRTUAL_HOST", elsewhere)
              .run()
              .expect(1);
      assertThat(Json.MAPPER.readTree(wrong.stdout()).path("unknown").asInt()).isEqualTo(3);
      Command.Result plan =
          tool("--lost", "--dry-run").env("RABBITMQ_VIRTUAL_HOST", elsewhere).run().expect(1);
      assertThat(plan.stdout())
          .as(plan::toString)
          .contains("3 tasks may be lost, but nobody can tell for certain")
          .contains("queue bitrix24.queue does not exist in virtual host " + elsewhere);
      Command.Result quiet =
          tool("--lost", "--force", "--quiet")
              .env("RABBITMQ_VIRTUAL_HOST", elsewhere)
              .run()
              .expect(1);
      assertThat(quiet.stdout()).as(quiet::toString).isEmpty();
      assertThat(quiet.stderr())
          .as(quiet::toString)
          .contains("3 tasks may be lost", "There is nothing to unlock.");
    }
    assertThat(holders(tasks)).containsOnly(AccountLandscape.OURS);
  }

  /** The worker makes the queue anew, and then it is certain that the message went with the old. */
  @Test
  void whatWentWithADeletedQueueIsSentAgainAfterTheWorkerHasMadeItAnew()
      throws InterruptedException {
    List<JsonNode> tasks = land.handedOver("bitrix_create_task", 3);
    land.publish("bitrix24.queue", tasks);
    land.awaitSent();
    land.broker().with(channel -> channel.queueDelete("bitrix24.queue"));
    tool("--lost", "--force").run().expect(1);
    assertThat(holders(tasks)).containsOnly(AccountLandscape.OURS);
    UniversalWorker worker = land.project().corner().startWorker();
    try {
      tool("--lost", "--force").run().expect(0);
      Eventually.that(
          "all are sent again",
          () -> land.broker().ready("bitrix24.queue") >= 3,
          () -> land.broker().ready("bitrix24.queue"));
    } finally {
      worker.stop();
    }
    assertThat(sent()).isEqualTo(new TreeSet<>(ids(tasks)));
  }

  /** The queues are all there, but they are another broker's: nothing in them is of this engine. */
  @Test
  void aBrokerWithoutOneMessageOfThisEngineIsASuspect() throws IOException {
    List<JsonNode> tasks = land.handedOver("bitrix_create_task", 3);
    land.publish("bitrix24.queue", tasks);
    land.awaitSent();
    try (ProjectBroker other = new ProjectBroker()) {
      other.declare();
      for (String lang : List.of("en", "ru")) {
        Command.Result plan =
            tool("--lost", "--dry-run", "--lang", lang)
                .env("RABBITMQ_VIRTUAL_HOST", other.corner().name())
                .run()
                .expect(0);
        assertThat(plan.stdout()).as(plan::toString).contains("rabbitmq.virtual_host");
      }
    }
    land.handedOver("op_create_task", 1);
    assertThat(tool("--lost", "--dry-run").run().expect(0).stdout())
        .contains("Lost tasks found: 1")
        .doesNotContain("rabbitmq.virtual_host");
  }

  @Test
  void nothingIsUnlockedOnSuspicion() throws IOException {
    List<JsonNode> tasks = land.handedOver("bitrix_create_task", 3);
    Command.Result blind =
        tool("--lost", "--force", "--json")
            .env("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1")
            .run()
            .expect(1);
    assertThat(Json.MAPPER.readTree(blind.stdout()).path("unknown").asInt()).isEqualTo(3);
    tool("--lost", "--force").env("RABBITMQ_PORT", "1").run().expect(2);
    tool("--lost", "--force")
        .env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest")
        .run()
        .expect(2);
    land.broker().send("1c.queue", "perhaps one of them");
    land.awaitSent();
    land.project().as(".*", ".*", "^(?!1c).*", "management");
    Command.Result unread = tool("--lost", "--force", "--json").run().expect(1);
    assertThat(Json.MAPPER.readTree(unread.stdout()).path("unknown").asInt()).isEqualTo(3);
    assertThat(holders(tasks)).containsOnly(AccountLandscape.OURS);
    tool("--lost", "--failed", "--retries", "1").run().expect(3);
    tool("--topic", "bitrix_create_task", "--read").run().expect(3);
  }
}
