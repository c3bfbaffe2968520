package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.status.WorkerStatus.Count;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TestEnvironment;

/**
 * A request for the long lock that reaches the engine after a failure was reported does not lock
 * the task: it comes again when its back-off is over. Each test holds the request back at another
 * point of its way.
 */
@Tag("engine")
@Tag("rabbitmq")
class HandOverFenceTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final DateTimeFormatter ENGINE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private final TestEnvironment corner = new TestEnvironment();
  private final FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl());
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch carriedOut = new CountDownLatch(1);
  private final List<UniversalWorker> workers = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    gate.countDown();
    for (UniversalWorker worker : workers) {
      worker.stop();
    }
    proxy.close();
    corner.close();
  }

  private UniversalWorker startBehindTheProxy() throws InterruptedException {
    return start(proxy.baseUrl().toString());
  }

  private UniversalWorker start(String engine) throws InterruptedException {
    UniversalWorker worker = corner.with("CAMUNDA_BASE_URL", engine).startWorker();
    workers.add(worker);
    return worker;
  }

  private String startTask() {
    corner.engine().deploy(Bpmn.oneTask("one", "bitrix24"));
    return corner.engine().taskOf(corner.engine().start("one")).path("id").asText();
  }

  /** Keeps the next request for the long lock on its way until the gate opens. */
  private void holdBackTheNextRequest() {
    proxy.next(
        1,
        "POST .*/extendLock",
        (proxied, exchange, body) -> {
          try {
            FaultyProxy.held(gate).spoil(proxied, exchange, body);
          } finally {
            carriedOut.countDown();
          }
        });
  }

  private void awaitRequest() {
    Eventually.that("it asks for the long lock", () -> proxy.seen("POST .*/extendLock") > 0);
  }

  private JsonNode task(String id) {
    return corner.engine().get("/external-task/" + id);
  }

  private Duration lockLeft(String id) {
    String end = task(id).path("lockExpirationTime").asText(null);
    return end == null
        ? Duration.ZERO
        : Duration.between(Instant.now(), OffsetDateTime.parse(end, ENGINE_TIME).toInstant());
  }

  private void awaitLongLock(String id) {
    Eventually.that("locked for long", () -> lockLeft(id).toDays() > 300);
  }

  /** The system behind the queue says that it cannot do the task, and when to try again. */
  private void reportFailure(String id) {
    Map<String, Object> answer =
        Map.of(
            "task_id",
            id,
            "response_type",
            "failure",
            "retries",
            1,
            "retry_timeout",
            Duration.ofHours(1).toMillis());
    corner.broker().send("camunda.responses.queue", Json.write(answer));
    Eventually.that("the failure is reported", () -> task(id).path("retries").asInt() == 1);
  }

  private void letTheRequestThrough() throws InterruptedException {
    gate.countDown();
    carriedOut.await();
  }

  private void assertComesAgainAfterTheBackOff(String id) {
    assertThat(lockLeft(id)).isBetween(Duration.ofMinutes(50), Duration.ofMinutes(61));
  }

  @Test
  void ofAWorkerThatWasFrozenBeforeItAsked() throws Exception {
    corner.with("CAMUNDA_HANDOFF_LOCK_DURATION", "3000");
    String id = startTask();
    holdBackTheNextRequest();
    UniversalWorker frozen = startBehindTheProxy();
    awaitRequest();
    proxy.always("POST .*/fetchAndLock", FaultyProxy.silence());
    start(Servers.engine().baseUrl().toString());
    awaitLongLock(id);
    reportFailure(id);
    letTheRequestThrough();
    Eventually.that(
        "the late one has noticed", () -> frozen.status().value(Count.HANDED_OVER) == 1);
    assertComesAgainAfterTheBackOff(id);
    assertEquals(2, corner.broker().ready(QUEUE));
  }

  @Test
  void ofAWorkerThatHasGivenItUpAndAskedAgain() throws Exception {
    corner.with("CAMUNDA_HTTP_TIMEOUT", "2000").with("CAMUNDA_HANDOFF_LOCK_DURATION", "8000");
    String id = startTask();
    holdBackTheNextRequest();
    startBehindTheProxy();
    awaitRequest();
    awaitLongLock(id);
    reportFailure(id);
    letTheRequestThrough();
    assertComesAgainAfterTheBackOff(id);
    assertEquals(1, corner.broker().ready(QUEUE));
  }

  @Test
  void ofAWorkerThatHasDiedSince() throws Exception {
    corner.with("CAMUNDA_HANDOFF_LOCK_DURATION", "3000");
    String id = startTask();
    holdBackTheNextRequest();
    UniversalWorker dead = startBehindTheProxy();
    awaitRequest();
    proxy.always(".*", FaultyProxy.hangUp());
    dead.stop();
    start(Servers.engine().baseUrl().toString());
    awaitLongLock(id);
    reportFailure(id);
    letTheRequestThrough();
    assertComesAgainAfterTheBackOff(id);
  }

  @Test
  void whenTheAnswerIsThereBeforeTheLongLock() throws Exception {
    corner.with("CAMUNDA_HANDOFF_LOCK_DURATION", "3000");
    String id = startTask();
    holdBackTheNextRequest();
    startBehindTheProxy();
    awaitRequest();
    proxy.always("POST .*/fetchAndLock", FaultyProxy.silence());
    reportFailure(id);
    letTheRequestThrough();
    assertComesAgainAfterTheBackOff(id);
  }

  @Test
  void andATaskThatHasFailedBeforeIsSentAgainRatherThanTakenForSent() throws Exception {
    corner.with("CAMUNDA_HANDOFF_LOCK_DURATION", "3000");
    String id = startTask();
    corner.engine().put("/external-task/" + id + "/retries", Map.of("retries", 3));
    holdBackTheNextRequest();
    startBehindTheProxy();
    awaitRequest();
    // Its lock ends; whoever fetches it then cannot know whether it was answered meanwhile.
    Eventually.that("sent again", () -> corner.broker().ready(QUEUE) == 2);
    awaitLongLock(id);
    letTheRequestThrough();
    Eventually.that("nothing waits", () -> workers.get(0).status().value(Count.HANDED_OVER) == 2);
  }
}
