package tests.tools.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.answers.AnswerOutcome;
import lib.tools.worker.status.WorkerStatus.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sandbox.RabbitNode;
import tests.support.Bpmn;
import tests.support.BrokerAccess;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** What becomes of tasks that cannot be published or handed over at once. */
@Tag("engine")
@Tag("rabbitmq")
class TaskFailureTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final String ERRORS = "errors.camunda_tasks.queue";
  private static final DateTimeFormatter ENGINE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private final TestEnvironment corner = new TestEnvironment();
  private final FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl());
  private UniversalWorker worker;

  @AfterEach
  void stop() throws InterruptedException {
    if (worker != null) {
      worker.stop();
    }
    proxy.close();
    corner.close();
  }

  private void startWorker() throws InterruptedException {
    worker = corner.with("CAMUNDA_BASE_URL", proxy.baseUrl().toString()).startWorker();
  }

  private JsonNode task(String id) {
    return corner.engine().get("/external-task/" + id);
  }

  private String startTask() {
    return startTask("bitrix24");
  }

  private String startTask(String topic) {
    corner.engine().deploy(Bpmn.oneTask("one", topic));
    return corner.engine().taskOf(corner.engine().start("one")).path("id").asText();
  }

  private static Duration lockLeft(JsonNode task) {
    String end = task.path("lockExpirationTime").asText(null);
    return end == null
        ? Duration.ZERO
        : Duration.between(Instant.now(), OffsetDateTime.parse(end, ENGINE_TIME).toInstant());
  }

  private boolean isLockedForLong(String id) {
    return lockLeft(task(id)).toDays() > 300;
  }

  private void awaitLongLock(String id) {
    Eventually.that("locked for long", () -> isLockedForLong(id), () -> worker.status().errors());
  }

  private long count(Count count) {
    return worker.status().value(count);
  }

  /** The servers show what the worker has done before it has counted it. */
  private void awaitCount(int number, Count count) {
    Eventually.that(count + " " + number, () -> count(count) == number, () -> count(count));
  }

  private static JsonNode json(GetResponse message) {
    try {
      return Json.MAPPER.readTree(message.getBody());
    } catch (IOException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  /** Format A: exactly these fields in this order. */
  private void assertTaskError(GetResponse message, String taskId, String topic, String error) {
    JsonNode body = json(message);
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    assertEquals(List.of("task_id", "topic", "error", "timestamp", "type"), names);
    assertEquals(taskId, body.path("task_id").asText());
    assertEquals(topic, body.path("topic").asText());
    assertEquals(error, body.path("error").asText());
    Duration age =
        Duration.between(Instant.ofEpochMilli(body.path("timestamp").asLong()), Instant.now());
    assertTrue(!age.isNegative() && age.toMinutes() < 5, () -> "timestamp in ms: " + body);
    assertEquals("task_error", body.path("type").asText());
    assertEquals("errors.camunda_tasks", message.getEnvelope().getRoutingKey());
    assertEquals("camunda.external.tasks", message.getEnvelope().getExchange());
    assertEquals(2, message.getProps().getDeliveryMode());
    assertEquals("application/json", message.getProps().getContentType());
  }

  @Test
  void aTaskWhoseMessageComesBackFailsOnceForEveryRetryAndThenIsAnIncident() throws Exception {
    // As an installation of the predecessor's first version left it: without an alternate exchange.
    corner.broker().with(c -> c.exchangeDeclare("camunda.external.tasks", "topic", true));
    corner.with("WORKER_RETRY_DELAY", "0").with("WORKER_TOPICS", "all");
    String id = startTask("nobodys");
    String instance = task(id).path("processInstanceId").asText();
    startWorker();
    String reason = "message returned by the broker: 312 NO_ROUTE";
    for (int retries = 2; retries >= 0; retries--) {
      assertTaskError(corner.broker().take(ERRORS), id, "nobodys", reason);
    }
    Eventually.that("no retries left", () -> task(id).path("retries").asInt(-1) == 0);
    JsonNode failed = task(id);
    assertEquals("Task processing error: " + reason, failed.path("errorMessage").asText());
    List<Integer> noted = new ArrayList<>();
    corner
        .engine()
        .get(
            "/history/external-task-log?failureLog=true&sortBy=timestamp&sortOrder=asc"
                + "&externalTaskId="
                + id)
        .forEach(entry -> noted.add(entry.path("retries").asInt()));
    assertEquals(List.of(2, 1, 0), noted.stream().sorted((a, b) -> b - a).toList());
    JsonNode incidents = corner.engine().get("/incident?processInstanceId=" + instance);
    assertEquals(1, incidents.size(), incidents::toString);
    assertEquals("failedExternalTask", incidents.path(0).path("incidentType").asText());
    awaitCount(3, Count.FAILED);
    assertEquals(0, count(Count.ROUTED));
    assertEquals(0, corner.broker().takeAll(ERRORS).size());
  }

  @Test
  void aTaskWhoseProcessModelCannotBeReadGoesWithoutIt() throws Exception {
    String id = startTask();
    proxy.always(
        "GET .*/xml", FaultyProxy.status(200, "{\"id\":\"x\",\"bpmn20Xml\":\"<definitions\"}"));
    proxy.always("GET .*/resources.*", FaultyProxy.status(200, "[]"));
    startWorker();
    JsonNode message = json(corner.broker().take(QUEUE));
    assertEquals(id, message.path("task_id").asText());
    assertTrue(message.at("/metadata/activityInfo").isMissingNode(), message::toString);
    awaitLongLock(id);
    assertEquals(0, corner.broker().ready(ERRORS));
  }

  @Test
  void queuesThatSomebodyDeletesAreMadeAnewAndNoTaskIsChargedForThem() throws Exception {
    corner.with("WORKER_TOPICS", "all");
    String first = startTask();
    startWorker();
    awaitLongLock(first);
    corner.broker().takeAll(QUEUE);
    for (String queue : List.of(QUEUE, "default.queue", ERRORS)) {
      corner.broker().with(c -> c.queueDelete(queue));
    }
    String second = startTask("nobodys");
    assertEquals(second, json(corner.broker().take("default.queue")).path("task_id").asText());
    Eventually.that("made anew", () -> corner.broker().exists(QUEUE));
    String third = startTask();
    assertEquals(third, json(corner.broker().take(QUEUE)).path("task_id").asText());
    Eventually.that("made anew", () -> corner.broker().exists(ERRORS));
    assertEquals(0, count(Count.FAILED));
    assertTrue(
        worker.status().errors().stream().anyMatch(e -> e.kind().equals("rabbitmq.topology")));
  }

  @Test
  void aTaskIsNotTouchedWhileTheBrokerHasAnAlarmAndGoesOutAfterwards() throws Exception {
    try (RabbitNode own = RabbitNode.startWithoutManagement(Servers.folder("alarm"));
        BrokerAccess access = new BrokerAccess(own.port(), "/")) {
      corner.with("RABBITMQ_PORT", "" + own.port()).with("RABBITMQ_VIRTUAL_HOST", "/");
      corner.with("CAMUNDA_HANDOFF_LOCK_DURATION", "6000");
      String first = startTask();
      startWorker();
      awaitLongLock(first);
      own.raiseMemoryAlarm();
      // The broker tells a connection of the alarm when that publishes; it does not confirm then.
      String probe = corner.engine().taskOf(corner.engine().start("one")).path("id").asText();
      Eventually.that("given back", () -> count(Count.UNLOCKED) > 0);
      assertTrue(isFree(probe));
      String second = corner.engine().taskOf(corner.engine().start("one")).path("id").asText();
      long fetches = proxy.seen("POST .*/fetchAndLock");
      Eventually.that(
          "the loop goes round without fetching",
          () ->
              worker
                  .status()
                  .routing()
                  .lastError()
                  .equals(java.util.Optional.of("waits for RabbitMQ")));
      assertTrue(isFree(second));
      assertEquals(fetches, proxy.seen("POST .*/fetchAndLock"));
      own.clearMemoryAlarm();
      awaitLongLock(probe);
      awaitLongLock(second);
      Eventually.that("three messages or a duplicate", () -> access.ready(QUEUE) >= 3);
    }
  }

  private boolean isFree(String id) {
    return task(id).path("lockExpirationTime").isNull();
  }

  @Nested
  class TheHandOver {

    @Test
    void comesAfterTheConfirmOnly() throws Exception {
      String id = startTask();
      startWorker();
      corner.broker().take(QUEUE);
      awaitLongLock(id);
      assertEquals(1, proxy.seen("POST .*/" + id + "/extendLock"));
      awaitCount(1, Count.HANDED_OVER);
    }

    @Test
    void isTriedUntilTheEngineTakesItWithoutPublishingAgain() throws Exception {
      corner.with("CAMUNDA_HANDOFF_LOCK_DURATION", "3000");
      String id = startTask();
      proxy.always("POST .*/(extendLock|lock)", FaultyProxy.status(503, ""));
      startWorker();
      Eventually.that(
          "the short lock has ended and the task was fetched again",
          () -> count(Count.DUPLICATES_AVOIDED) > 0);
      proxy.heal();
      awaitLongLock(id);
      awaitCount(1, Count.ROUTED);
      assertEquals(1, corner.broker().ready(QUEUE));
    }

    @Test
    void isTriedAgainIfTheEngineRefusesItAlthoughTheShortLockIsValid() throws Exception {
      String id = startTask();
      proxy.next(
          1,
          "POST .*/extendLock",
          FaultyProxy.status(
              400, "{\"type\":\"BadUserRequestException\",\"message\":\"Cannot extend a lock\"}"));
      startWorker();
      awaitLongLock(id);
      assertEquals(2, proxy.seen("POST .*/" + id + "/extendLock"));
      assertEquals(0, proxy.seen("POST .*/" + id + "/lock"));
      assertEquals(1, corner.broker().ready(QUEUE));
      assertEquals(0, count(Count.FAILED));
    }

    @Test
    void isNotMissedIfTheTaskWasCompletedBefore() throws Exception {
      String id = startTask();
      String instance = task(id).path("processInstanceId").asText();
      proxy.always("POST .*/extendLock", FaultyProxy.status(503, ""));
      startWorker();
      corner.broker().take(QUEUE);
      corner
          .engine()
          .post("/external-task/" + id + "/complete", Map.of("workerId", "universal-worker"));
      proxy.heal();
      Eventually.that("settled", () -> count(Count.HANDED_OVER) == 1);
      assertEquals("COMPLETED", corner.engine().stateOf(instance));
      assertEquals(
          List.of(),
          worker.status().errors().stream()
              .filter(e -> !e.kind().equals("camunda.unavailable"))
              .toList());
    }

    @Test
    void isNotOvertakenByAnAnswerThatReportsAFailure() throws Exception {
      String id = startTask();
      proxy.always("POST .*/extendLock", FaultyProxy.status(503, ""));
      startWorker();
      corner.broker().take(QUEUE);
      ObjectNode answer = Json.MAPPER.createObjectNode();
      answer.put("task_id", id).put("response_type", "failure").put("worker_id", "x");
      answer.put("error_message", "no").put("retries", 1).put("retry_timeout", 3_600_000);
      corner.broker().send("camunda.responses.queue", Json.write(answer));
      Eventually.that(
          "it waits", () -> worker.status().value(AnswerOutcome.NOT_YET_HANDED_OVER) > 0);
      proxy.heal();
      Eventually.that("reported", () -> worker.status().value(AnswerOutcome.FAILURE_REPORTED) == 1);
      JsonNode task = task(id);
      assertEquals(1, task.path("retries").asInt());
      assertTrue(lockLeft(task).toHours() < 2, task::toString);
      // Only after the hand-over, so nothing locks it for long any more.
      awaitCount(1, Count.HANDED_OVER);
    }

    @Test
    void ofAReplicaLeavesTheTasksOfTheOtherAlone() throws Exception {
      corner.engine().deploy(Bpmn.oneTask("one", "bitrix24"));
      startWorker();
      UniversalWorker other = corner.startWorker();
      try {
        int tasks = 60;
        for (int i = 0; i < tasks; i++) {
          corner.engine().start("one");
        }
        Eventually.that(
            "all messages",
            () -> count(Count.HANDED_OVER) + other.status().value(Count.HANDED_OVER) == tasks);
        List<String> ids =
            corner.broker().takeAll(QUEUE).stream().map(m -> m.getProps().getMessageId()).toList();
        assertEquals(tasks, ids.size());
        assertEquals(tasks, ids.stream().distinct().count());
      } finally {
        other.stop();
      }
    }
  }
}
