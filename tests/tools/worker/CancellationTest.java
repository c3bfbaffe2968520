package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.status.CancelledOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import sandbox.EngineProcess;
import tests.support.Answering;
import tests.support.Bpmn;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.ProjectBroker;
import tests.support.Servers;
import tests.support.TcpProxy;
import tests.support.TestEnvironment;

/** Systems are told of tasks that were cancelled after they were handed over, and of no others. */
@Tag("engine")
@Tag("rabbitmq")
class CancellationTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final String TOPIC = "bitrix_create_task";
  private static final String CANCELLED = "camunda.external-task.cancelled";

  /** Two tasks at a time, and somebody who catches the error of either. */
  private static final String TOGETHER =
      Bpmn.any(
          "together",
          """
          <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="both"/>
          <subProcess id="both">
            <startEvent id="begin"/><sequenceFlow id="f2" sourceRef="begin" targetRef="one"/>
            <sequenceFlow id="f3" sourceRef="begin" targetRef="two"/>%s%s
          </subProcess>
          <boundaryEvent id="caught" attachedToRef="both"><errorEventDefinition/></boundaryEvent>
          <sequenceFlow id="f4" sourceRef="caught" targetRef="end"/><endEvent id="end"/>
          """
              .formatted(Bpmn.serviceTask("one", TOPIC, ""), Bpmn.serviceTask("two", TOPIC, "")));

  private static final String HISTORY = "(GET|POST) .*/history/.*";

  private final ProjectBroker project = new ProjectBroker();
  private final TestEnvironment corner = project.corner();
  private final List<UniversalWorker> workers = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  CancellationTest() {
    corner.with("WORKER_CANCELLATION_INTERVAL", "1");
    corner.engine().deploy(Bpmn.oneTask("one", TOPIC));
    corner.engine().deploy(TOGETHER);
  }

  @AfterEach
  void close() throws InterruptedException {
    for (UniversalWorker worker : workers) {
      worker.stop();
    }
    project.close();
  }

  private UniversalWorker startWorker() throws InterruptedException {
    UniversalWorker worker = corner.startWorker();
    workers.add(worker);
    return worker;
  }

  /** The messages of the tasks of an instance, when the system has taken them. */
  private List<JsonNode> handedOver(String key, int tasks) {
    String instance = corner.engine().start(key);
    List<JsonNode> messages = new ArrayList<>();
    while (messages.size() < tasks) {
      JsonNode message = json(takeNext());
      if (message.path("process_instance_id").asText().equals(instance)) {
        messages.add(message);
      }
    }
    String locked = "/external-task?processInstanceId=" + instance + "&locked=true";
    Eventually.that("handed over", () -> corner.engine().get(locked).size() == tasks);
    return messages;
  }

  private JsonNode handedOver() {
    return handedOver("one", 1).get(0);
  }

  private GetResponse take(String queue) {
    return corner.broker().take(queue);
  }

  private static JsonNode json(GetResponse message) {
    try {
      return Json.MAPPER.readTree(message.getBody());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void cancel(JsonNode task) {
    corner.engine().delete("/process-instance/" + Answering.instanceOf(task));
  }

  private static String id(JsonNode message) {
    return message.path("task_id").asText();
  }

  private static boolean isCancellation(GetResponse message) {
    return CANCELLED.equals(message.getProps().getType());
  }

  /** Cancels one more task, and waits until its system is told: what came until then is all. */
  private List<String> toldUntilNow() {
    JsonNode last = handedOver();
    cancel(last);
    while (!told.contains(id(last))) {
      takeNext();
    }
    List<String> before = new ArrayList<>(told);
    before.remove(id(last));
    told.clear();
    return before;
  }

  /** A cancellation may come before, between or after the messages of tasks. */
  private GetResponse takeNext() {
    GetResponse message = take(QUEUE);
    if (isCancellation(message)) {
      told.add(id(json(message)));
    }
    return message;
  }

  private static long count(UniversalWorker worker, CancelledOutcome outcome) {
    return worker.status().value(outcome);
  }

  private static void awaitTold(long tasks, UniversalWorker... all) {
    Eventually.that(
        "told of " + tasks,
        () -> Stream.of(all).mapToLong(w -> count(w, CancelledOutcome.TOLD)).sum() == tasks);
  }

  @Test
  void theSystemIsTold() throws InterruptedException {
    UniversalWorker worker = startWorker();
    JsonNode task = handedOver();
    cancel(task);
    GetResponse message = take(QUEUE);
    BasicProperties properties = message.getProps();
    assertThat(message.getEnvelope().getRoutingKey()).isEqualTo("bitrix24." + TOPIC + ".cancelled");
    assertThat(properties.getType()).isEqualTo(CANCELLED);
    assertThat(properties.getMessageId()).isEqualTo(id(task) + ".cancelled");
    assertThat(properties.getCorrelationId()).isEqualTo(Answering.instanceOf(task));
    assertThat(properties.getDeliveryMode()).isEqualTo(2);
    assertThat(properties.getHeaders()).hasSize(4);
    assertThat(properties.getHeaders().get("task_id")).hasToString(id(task));
    JsonNode body = json(message);
    assertThat(body.path("type").asText()).isEqualTo("task_cancelled");
    for (String same :
        List.of(
            "task_id",
            "topic",
            "system",
            "process_instance_id",
            "process_definition_key",
            "activity_id",
            "activity_instance_id",
            "worker_id",
            "tenant_id")) {
      assertThat(body.get(same)).as(same).isEqualTo(task.get(same));
    }
    assertThat(body.path("cancelled_time").asText()).startsWith("20");
    assertThat(body.path("timestamp").isLong()).isTrue();
    assertThat(toldUntilNow()).isEmpty();
    awaitTold(2, worker);
    assertThat(worker.status().counts().get("cancelled")).containsEntry("told", 2L);
  }

  @Test
  void nobodyIsToldOfTasksThatWentTheirWay() throws InterruptedException {
    UniversalWorker worker = startWorker();
    JsonNode answered = handedOver();
    answer(Answering.ticket(answered));
    JsonNode byHand = handedOver();
    corner
        .engine()
        .post("/external-task/" + id(byHand) + "/complete", Map.of("workerId", "universal-worker"));
    JsonNode given = handedOver();
    answer(Answering.older(given, "failure"));
    Eventually.that("failed", () -> corner.engine().get(path(given)).path("retries").isInt());
    JsonNode unlocked = handedOver();
    corner.engine().post(path(unlocked) + "/unlock", Map.of());
    Eventually.that("answered", () -> isGone(answered));
    assertThat(toldUntilNow()).isEmpty();
    assertThat(count(worker, CancelledOutcome.UNCLEAR)).isZero();
  }

  private static String path(JsonNode task) {
    return "/external-task/" + id(task);
  }

  private void answer(JsonNode answer) {
    corner.broker().send("camunda.responses.queue", Json.write(answer));
  }

  private boolean isGone(JsonNode task) {
    return corner.engine().count("/external-task/count?externalTaskId=" + id(task)) == 0;
  }

  @Test
  void nobodyIsToldOfATaskThatNobodyHas() throws InterruptedException {
    startWorker();
    JsonNode failed = handedOver();
    corner.engine().put(path(failed) + "/retries", Map.of("retries", 0));
    cancel(failed);
    corner.engine().deploy(Bpmn.oneTask("foreign", "nobody_asks_for"));
    String instance = corner.engine().start("foreign");
    Map<String, Object> topic = Map.of("topicName", "nobody_asks_for", "lockDuration", 100_000);
    Map<String, Object> fetch =
        Map.of("workerId", "stranger", "maxTasks", 1, "topics", List.of(topic));
    assertThat(corner.engine().post("/external-task/fetchAndLock", fetch)).hasSize(1);
    corner.engine().delete("/process-instance/" + instance);
    assertThat(toldUntilNow()).isEmpty();
    assertThat(corner.broker().ready("default.queue")).isZero();
  }

  @Test
  void theOthersAreToldWhenOneSystemReportsAnError() throws InterruptedException {
    UniversalWorker worker = startWorker();
    List<JsonNode> tasks = handedOver("together", 2);
    answer(Answering.older(tasks.get(0), "bpmn_error").put("error_code", "NO_MONEY"));
    Eventually.that("the error is caught", () -> isGone(tasks.get(0)));
    assertThat(toldUntilNow()).containsExactly(id(tasks.get(1)));
    assertThat(count(worker, CancelledOutcome.UNCLEAR)).isZero();
  }

  /** By another worker, or by a step of the process: then it can be either task's. */
  @Test
  void nobodyIsToldWhenSomebodyElseReportsAnError() throws InterruptedException {
    UniversalWorker worker = startWorker();
    List<JsonNode> tasks = handedOver("together", 2);
    corner
        .engine()
        .post(
            path(tasks.get(0)) + "/bpmnError",
            Map.of("workerId", "universal-worker", "errorCode", "NO_MONEY"));
    assertThat(toldUntilNow()).isEmpty();
    Eventually.that("both are unclear", () -> count(worker, CancelledOutcome.UNCLEAR) == 2);
  }

  @Test
  void aWorkerThatIsStartedAnewTellsOfWhatWasHandedOverBefore() throws InterruptedException {
    UniversalWorker first = startWorker();
    JsonNode task = handedOver();
    first.stop();
    cancel(task);
    startWorker();
    assertThat(toldUntilNow()).containsExactly(id(task));
  }

  @Test
  void ofSeveralWorkersOneTellsAndAnotherTakesItsPlace() throws InterruptedException {
    List<UniversalWorker> both = List.of(startWorker(), startWorker());
    List<JsonNode> tasks = Stream.generate(this::handedOver).limit(5).toList();
    tasks.forEach(this::cancel);
    assertThat(toldUntilNow())
        .containsExactlyInAnyOrderElementsOf(tasks.stream().map(CancellationTest::id).toList());
    awaitTold(6, both.toArray(UniversalWorker[]::new));
    assertThat(both).extracting(w -> count(w, CancelledOutcome.TOLD)).contains(0L, 6L);
    UniversalWorker teller =
        both.stream().filter(w -> count(w, CancelledOutcome.TOLD) > 0).findFirst().orElseThrow();
    JsonNode later = handedOver();
    teller.stop();
    cancel(later);
    assertThat(toldUntilNow()).contains(id(later));
  }

  @Test
  void aSystemWithoutABindingForItIsNotToldAndNobodyElseEither() throws InterruptedException {
    corner.with("ROUTING_BITRIX24_BINDINGS", "bitrix24." + TOPIC);
    UniversalWorker worker = startWorker();
    cancel(handedOver());
    Eventually.that("counted", () -> count(worker, CancelledOutcome.NOT_TAKEN) == 1);
    assertThat(corner.broker().ready("default.queue")).isZero();
    assertThat(corner.broker().ready(QUEUE)).isZero();
    assertThat(worker.status().errors()).isEmpty();
  }

  @Test
  void whatIsCancelledWhileTheBrokerIsAwayIsToldAfterwards() throws InterruptedException {
    try (TcpProxy toBroker = new TcpProxy(Servers.rabbit().port())) {
      corner.with("RABBITMQ_PORT", Integer.toString(toBroker.port()));
      UniversalWorker worker = startWorker();
      JsonNode task = handedOver();
      toBroker.down();
      cancel(task);
      Eventually.that("noticed", () -> !worker.status().errors().isEmpty());
      toBroker.heal();
      assertThat(toldUntilNow()).containsOnly(id(task));
    }
  }

  @Test
  void whatIsCancelledWhileTheHistoryDoesNotAnswerIsToldAfterwards() throws InterruptedException {
    try (FaultyProxy toEngine = new FaultyProxy(Servers.engine().baseUrl())) {
      corner.with("CAMUNDA_BASE_URL", toEngine.baseUrl().toString());
      startWorker();
      JsonNode task = handedOver();
      toEngine.always(HISTORY, FaultyProxy.status(503, ""));
      cancel(task);
      long asked = toEngine.seen(HISTORY);
      Eventually.that("asked in vain", () -> toEngine.seen(HISTORY) > asked + 1);
      toEngine.heal();
      assertThat(toldUntilNow()).containsOnly(id(task));
    }
  }

  /** By which queue they agree cannot be said: then each tells, with the same message_id. */
  @Test
  void workersThatMayNotAgreeAllTellAndSaySo() throws InterruptedException {
    project.as("^(?!.*cancel).*", ".*", ".*", "");
    UniversalWorker one = startWorker();
    UniversalWorker two = startWorker();
    JsonNode task = handedOver();
    cancel(task);
    awaitTold(2, one, two);
    assertThat(toldUntilNow()).containsOnly(id(task));
    for (UniversalWorker worker : workers) {
      assertThat(worker.status().errors())
          .anyMatch(error -> error.text().contains("may not declare the queue"));
    }
  }

  @Test
  void withoutTheLogOfTasksNothingIsGuessed() throws InterruptedException, IOException {
    try (EngineProcess engine =
        EngineProcess.start(Servers.folder("no-log"), "--history", "audit")) {
      EngineRest rest = new EngineRest(engine.baseUrl(), corner.name());
      rest.deploy(Bpmn.oneTask("one", TOPIC));
      String instance = rest.start("one");
      corner.with("CAMUNDA_BASE_URL", engine.baseUrl().toString());
      UniversalWorker worker = startWorker();
      assertThat(take(QUEUE)).isNotNull();
      Eventually.that("said", () -> isSaid(worker), () -> worker.status().errors());
      rest.delete("/process-instance/" + instance);
      assertThat(corner.broker().ready(QUEUE)).isZero();
      assertThat(worker.status().counts().get("cancelled").values()).containsOnly(0L);
    }
  }

  private static boolean isSaid(UniversalWorker worker) {
    return worker.status().errors().stream()
        .anyMatch(
            error ->
                error.kind().equals("cancellations") && error.text().contains("history level"));
  }
}
