package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.answers.AnswerOutcome;
import lib.tools.worker.status.WorkerStatus.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Answering;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TestEnvironment;

/**
 * A worker that is slow, frozen or cut off between the confirm and the hand-over, while others of
 * the same name go on: its long lock comes when the short one has ended. It must not lock away a
 * task that has to come again.
 */
@Tag("engine")
@Tag("rabbitmq")
class LateHandOverTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final String RESPONSES = "camunda.responses.queue";
  private static final String EXTEND = "POST .*/extendLock";
  private static final int TASKS = 12;

  private final TestEnvironment corner = new TestEnvironment();
  private final FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl());
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<UniversalWorker> workers = new ArrayList<>();

  LateHandOverTest() {
    corner
        .with("CAMUNDA_HANDOFF_LOCK_DURATION", "2000")
        .with("CAMUNDA_ASYNC_RESPONSE_TIMEOUT", "1000")
        .with("CAMUNDA_HTTP_TIMEOUT", "60000")
        .with("WORKER_PUBLISH_CONCURRENCY", "32");
    corner.engine().deploy(Bpmn.oneTask("one", "bitrix24"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    gate.countDown();
    for (UniversalWorker worker : workers) {
      worker.stop();
    }
    proxy.close();
    corner.close();
  }

  private UniversalWorker start(String engineUrl) throws InterruptedException {
    UniversalWorker worker = corner.with("CAMUNDA_BASE_URL", engineUrl).startWorker();
    workers.add(worker);
    return worker;
  }

  /** Its tasks are published, and its long locks on their way for as long as the gate is shut. */
  private UniversalWorker startSlowWorker() throws InterruptedException {
    proxy.always(EXTEND, FaultyProxy.held(gate));
    UniversalWorker slow = start(proxy.baseUrl().toString());
    Eventually.that("long locks on their way", () -> proxy.seen(EXTEND) >= TASKS);
    return slow;
  }

  private List<String> startInstances() {
    return IntStream.range(0, TASKS).mapToObj(i -> corner.engine().start("one")).toList();
  }

  /** As a system does it that fails at first. */
  private void answerAll(int pauseMillis) {
    for (GetResponse message : corner.broker().takeAll(QUEUE)) {
      corner.broker().send(RESPONSES, Json.write(answer(message, pauseMillis)));
    }
  }

  private static ObjectNode answer(GetResponse message, int pauseMillis) {
    try {
      JsonNode task = Json.MAPPER.readTree(message.getBody());
      return task.path("retries").isInt()
          ? Answering.older(task, "complete")
          : Answering.failure(task, 1, pauseMillis);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void answerUntil(String description, int pauseMillis, BooleanSupplier condition) {
    Eventually.that(
        description,
        () -> {
          answerAll(pauseMillis);
          return condition.getAsBoolean();
        });
  }

  private long failures() {
    return workers.stream()
        .mapToLong(worker -> worker.status().value(AnswerOutcome.FAILURE_REPORTED))
        .sum();
  }

  private boolean isCompleted(String instance) {
    return corner.engine().stateOf(instance).equals("COMPLETED");
  }

  @ParameterizedTest
  @CsvSource({"300, 1", "300, 12", "4000, 1", "4000, 6", "4000, 12"})
  void locksNoTaskAwayThatHasFailedMeanwhile(int pauseMillis, int failures) throws Exception {
    List<String> instances = startInstances();
    startSlowWorker();
    start(Servers.engine().baseUrl().toString());
    answerUntil(failures + " failures", pauseMillis, () -> failures() >= failures);
    gate.countDown();
    for (String instance : instances) {
      answerUntil("completed", pauseMillis, () -> isCompleted(instance));
    }
  }

  @Test
  void isRefusedIfTheFailureCameWhenNobodyHadTheTask() throws Exception {
    startInstances();
    UniversalWorker slow = startSlowWorker();
    // Who asks for no topic of the tasks' fetches none, but handles all answers.
    corner.with("WORKER_TOPICS", "send_email");
    start(Servers.engine().baseUrl().toString());
    proxy.always("POST .*/fetchAndLock", FaultyProxy.status(503, ""));
    answerUntil("all failures", 3_600_000, () -> failures() == TASKS);
    JsonNode paused = tasks();
    paused.forEach(
        task -> assertEquals("universal-worker/failure", task.path("workerId").asText()));
    gate.countDown();
    Eventually.that("nothing on its way", () -> slow.status().value(Count.HANDED_OVER) == TASKS);
    assertEquals(paused, tasks());
    assertThat(corner.broker().ready(QUEUE)).isZero();
  }

  private JsonNode tasks() {
    return corner
        .engine()
        .get("/external-task?sortBy=id&sortOrder=asc&tenantIdIn=" + corner.name());
  }
}
