package tests.tools.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import sandbox.EngineProcess;
import sandbox.RabbitNode;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.ExternalSystemsDouble;
import tests.support.Management;
import tests.support.RunningCommand;
import tests.support.Seed;
import tests.support.Servers;
import tests.support.TcpProxy;

/**
 * Nothing is lost and nothing is stuck: 500 tasks flow through the real worker, RabbitMQ and engine
 * while one of them is killed, stopped or cut off.
 */
@Tag("chaos")
@Tag("engine")
@Tag("rabbitmq")
class ChaosTest {

  private static final int INSTANCES = 250;
  private static final int TASKS = 2 * INSTANCES;
  private static final DateTimeFormatter ENGINE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private static EngineProcess engine;
  private static RabbitNode rabbit;
  private static EngineRest rest;

  private final Random random = Seed.random();
  private final List<RunningCommand> workers = new ArrayList<>();
  private ExternalSystemsDouble world;

  @BeforeAll
  static void startServers() throws IOException {
    engine = EngineProcess.start(Servers.folder("chaos-engine"), "--db", dbOption());
    rabbit = RabbitNode.start(Servers.folder("chaos-rabbit"));
    rest = new EngineRest(engine.baseUrl(), null);
    rest.deploy(Bpmn.any("flow", FLOW));
  }

  private static String dbOption() throws IOException {
    return Servers.folder("chaos-db").resolve("engine").toString();
  }

  @AfterAll
  static void stopServers() {
    engine.kill();
    rabbit.kill();
  }

  /** Every test has its own instances: late messages of another test are not counted. */
  private String businessKey;

  @BeforeEach
  void connectTheWorld(TestInfo test) {
    businessKey = test.getTestMethod().orElseThrow().getName();
    world = new ExternalSystemsDouble(rabbit.port(), "/", businessKey);
  }

  @AfterEach
  void stopWorkers() {
    for (RunningCommand worker : workers) {
      try (worker) {
        if (worker.isAlive()) {
          // Not killed: the engine would go on locking tasks for the dead worker's poll.
          worker.terminate();
          worker.awaitExit().expect(0);
        }
      }
    }
    world.close();
  }

  private RunningCommand startWorker() {
    return startWorker(rabbit.port());
  }

  private RunningCommand startWorker(int rabbitPort) {
    RunningCommand worker =
        Command.of("worker.java", "--http-port", "0", "--lang", "en")
            .env("CAMUNDA_BASE_URL", engine.baseUrl().toString())
            .env("CAMUNDA_HANDOFF_LOCK_DURATION", "6000")
            .env("RABBITMQ_HOST", "127.0.0.1")
            .env("RABBITMQ_PORT", Integer.toString(rabbitPort))
            .env("LOG_FILE", "")
            .start();
    workers.add(worker);
    return worker;
  }

  private void startInstances() {
    for (int i = 0; i < INSTANCES; i++) {
      rest.post("/process-definition/key/flow/start", Map.of("businessKey", businessKey));
    }
  }

  private long finished() {
    return rest.count(
        "/history/process-instance/count?finished=true&processInstanceBusinessKey=" + businessKey);
  }

  private void awaitProgress(int tasks) {
    Eventually.that(tasks + " tasks are on their way", () -> world.timesByTask().size() >= tasks);
  }

  /** The end of every test: whatever happened, every instance got through. */
  private void assertNothingIsLost() {
    Eventually.that(
        "every instance is completed",
        () -> finished() == INSTANCES,
        () ->
            "%d of %d; tasks %s; errors %s"
                .formatted(
                    finished(),
                    INSTANCES,
                    rest.get("/external-task?maxResults=3"),
                    workers.get(workers.size() - 1).stderr()));
    assertEquals(TASKS, world.timesByTask().size(), "tasks that were published");
    assertEquals(Map.of(), world.problems());
    assertEquals(0, rest.count("/incident/count"));
    Eventually.that("no answer waits", () -> messagesIn("camunda.responses.queue") == 0);
    assertEquals(0, messagesIn("errors.camunda_tasks.queue"));
  }

  private static long messagesIn(String queue) {
    Management management = new Management(rabbit.managementPort());
    return management.get("/api/queues/%2f/" + queue).path("messages").asLong(-1);
  }

  @Test
  @Timeout(240)
  void whenTheWorkerIsKilledAtRandomMoments() {
    startInstances();
    for (int kills = 0; kills < 4; kills++) {
      RunningCommand worker = startWorker();
      worker.awaitStderr("Connected to RabbitMQ");
      LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1500)).toNanos());
      worker.kill();
      worker.awaitExit();
    }
    startWorker();
    assertNothingIsLost();
  }

  @Test
  @Timeout(240)
  void whenRabbitMqIsStoppedAndStarted() throws IOException {
    startWorker();
    startInstances();
    awaitProgress(50);
    rabbit.stop();
    // The outage itself is what is tested: 20 s, as after a restart of the host.
    LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
    rabbit.restart();
    assertNothingIsLost();
  }

  @Test
  @Timeout(240)
  void whenRabbitMqIsKilled() throws IOException {
    startWorker();
    startInstances();
    awaitProgress(100);
    rabbit.kill();
    rabbit.restart();
    assertNothingIsLost();
  }

  @Test
  @Timeout(240)
  void whenTheEngineIsStoppedAndStarted() throws IOException {
    startWorker();
    startInstances();
    awaitProgress(50);
    engine.stop();
    engine.restart();
    assertNothingIsLost();
  }

  @Test
  @Timeout(240)
  void whenConnectionsAreCut() {
    try (TcpProxy network = new TcpProxy(rabbit.port())) {
      startWorker(network.port());
      startInstances();
      for (int cuts = 1; cuts <= 5; cuts++) {
        awaitProgress(60 * cuts);
        network.cut();
      }
      assertNothingIsLost();
    }
  }

  @Test
  @Timeout(240)
  void whenTheWorkerIsStoppedUnderLoad() {
    RunningCommand worker = startWorker();
    startInstances();
    awaitProgress(100);
    long started = System.nanoTime();
    worker.terminate();
    worker.awaitExit().expect(0);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    assertTrue(took.toSeconds() < 10, "stopped within " + took);
    for (JsonNode task : rest.get("/external-task")) {
      boolean isPublished = world.timesByTask().containsKey(task.path("id").asText());
      boolean isWaiting = messagesWaiting() > 0;
      assertTrue(!isLocked(task) || isPublished || isWaiting, "locked, not published: " + task);
    }
    startWorker();
    assertNothingIsLost();
  }

  private static long messagesWaiting() {
    return messagesIn("bitrix24.queue") + messagesIn("python-services.queue");
  }

  private static boolean isLocked(JsonNode task) {
    String end = task.path("lockExpirationTime").asText(null);
    return end != null && OffsetDateTime.parse(end, ENGINE_TIME).toInstant().isAfter(Instant.now());
  }

  @Test
  @Timeout(240)
  void andTwoWorkersShareTheWorkWithoutDoublingIt() {
    RunningCommand first = startWorker();
    RunningCommand second = startWorker();
    first.awaitStderr("Connected to RabbitMQ");
    second.awaitStderr("Connected to RabbitMQ");
    startInstances();
    assertNothingIsLost();
    assertEquals(0, world.duplicates(), "tasks that were published twice");
    for (RunningCommand worker : List.of(first, second)) {
      worker.terminate();
      String log = worker.awaitExit().expect(0).stderr();
      assertTrue(routed(log) > 0, "both did work: " + log);
    }
  }

  /** From the last statistics line: "Statistics: tasks fetched 1, sent 2, ...". */
  private static int routed(String log) {
    String line = log.substring(log.lastIndexOf("Statistics:"));
    return Integer.parseInt(line.replaceFirst("(?s).*?sent ([\\d,]+).*", "$1").replace(",", ""));
  }

  private static final String FLOW =
      """
      <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="one"/>
      <serviceTask id="one" camunda:type="external" camunda:topic="bitrix_create_task"/>
      <sequenceFlow id="b" sourceRef="one" targetRef="two"/>
      <serviceTask id="two" camunda:type="external" camunda:topic="send_email"/>
      <sequenceFlow id="c" sourceRef="two" targetRef="end"/><endEvent id="end"/>
      """;
}
