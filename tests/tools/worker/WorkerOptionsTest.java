package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.BrokerAccess;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TestEnvironment;
import tests.support.Transcript;

/** What the worker does with each of its options and settings, through its command line. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class WorkerOptionsTest {

  private static final String QUEUE = "bitrix24.queue";
  private static final String RESPONSES = "camunda.responses.queue";
  private static final String ERRORS = "errors.camunda_tasks.queue";
  private static final String DATABASE_FAILURE =
      "{\"type\":\"ProcessEngineException\",\"message\":\"persistence layer\"}";

  private final TestEnvironment corner = new TestEnvironment();

  @AfterEach
  void clean() {
    corner.close();
  }

  private Command worker(String... arguments) {
    return corner.command("worker.java", arguments);
  }

  private Command once(String... arguments) {
    return worker("--once").with(arguments);
  }

  private List<String> start(int instances) {
    corner.engine().deploy(Bpmn.oneTask("one", "bitrix24"));
    return Stream.generate(() -> corner.engine().start("one")).limit(instances).toList();
  }

  private void answer(GetResponse task) throws IOException {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.set("original_message", Json.MAPPER.readTree(task.getBody()));
    answer.putObject("response_data").putObject("result").putObject("task").put("id", "1");
    answer.put("processing_status", "completed");
    corner.broker().send(RESPONSES, Json.write(answer));
  }

  /** An instance whose task is with the external system, and that system's answer in the queue. */
  private String answeredInstance() {
    corner.broker().with(c -> c.queueDeclare(RESPONSES, true, false, false, Map.of()));
    String instance = start(1).get(0);
    String id = corner.engine().taskOf(instance).path("id").asText();
    corner
        .engine()
        .post(
            "/external-task/" + id + "/lock",
            Map.of("workerId", "universal-worker", "lockDuration", 3_600_000));
    corner
        .broker()
        .send(
            RESPONSES,
            Json.write(
                Map.of(
                    "original_message",
                    Map.of("task_id", id, "activity_id", "task"),
                    "processing_status",
                    "completed")));
    return instance;
  }

  private static boolean isLocked(JsonNode task) {
    return !task.path("lockExpirationTime").isNull();
  }

  @Test
  void onceRoutesTheTasksAndAppliesTheAnswersThatAreThere() throws IOException {
    List<String> instances = start(60); // More than one fetch brings.
    String log = once().run().expect(0).stderr();
    assertThat(log).contains("Statistics: tasks fetched 60, sent 60, failed 0");
    List<GetResponse> messages = corner.broker().takeAll(QUEUE);
    assertEquals(60, messages.size());
    for (GetResponse message : messages) {
      answer(message);
    }
    log = once().run().expect(0).stderr();
    assertThat(log).contains("answers completed 60, already done 0, settled in all 60;");
    Set<String> states =
        instances.stream().map(corner.engine()::stateOf).collect(Collectors.toSet());
    assertEquals(Set.of("COMPLETED"), states);
    assertEquals(0, corner.broker().ready(RESPONSES));
  }

  @Test
  void onceServesTheOtherQueuesThoughSomebodyHasOneForItself() {
    try (BrokerAccess other = corner.anotherUser()) {
      other.with(c -> c.queueDeclare(QUEUE, true, true, false, Map.of()));
      corner.engine().deploy(Bpmn.oneTask("mail", "send_email"));
      corner.engine().start("mail");
      Command.Result result = once().run();
      assertThat(result.exitCode()).as(result::toString).isIn(0, 1);
      assertThat(result.stderr())
          .as(result::toString)
          .contains("another connection holds queue " + QUEUE + " exclusively", "RESOURCE_LOCKED")
          .doesNotContain("Give the user the rights");
      assertEquals(1, corner.broker().ready("python-services.queue"));
    }
  }

  @Test
  void onceEndsWithAWarningIfAnAnswerWentToTheErrorQueue() {
    answeredInstance();
    corner.broker().send(RESPONSES, "no answer at all");
    String log = once().run().expect(1).stderr();
    assertThat(log).contains("answers completed 1, already done 0, settled in all 2;");
    assertEquals(1, corner.broker().ready(ERRORS));
    assertEquals(0, corner.broker().ready(RESPONSES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a string too long", "a thousand levels", "the database fails"})
  void onceEndsWithAWarningWhyeverAnAnswerWentToTheErrorQueue(String why) {
    String instance = answeredInstance();
    String id = corner.engine().taskOf(instance).path("id").asText();
    GetResponse good = corner.broker().take(RESPONSES);
    try (FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl())) {
      if (why.equals("the database fails")) {
        proxy.always("POST .*/complete", FaultyProxy.status(500, DATABASE_FAILURE));
        corner.broker().send(RESPONSES, good.getBody());
      } else if (why.equals("a thousand levels")) {
        corner.broker().send(RESPONSES, "{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}");
      } else {
        Map<String, Object> variables = Map.of("story", "x".repeat(4001));
        corner
            .broker()
            .send(
                RESPONSES,
                Json.write(
                    Map.of("task_id", id, "response_type", "complete", "variables", variables)));
      }
      once().env("CAMUNDA_BASE_URL", proxy.baseUrl().toString()).run().expect(1);
    }
    assertEquals(1, corner.broker().ready(ERRORS));
    assertEquals(0, corner.broker().ready(RESPONSES));
  }

  @Test
  void onceLeavesTheAnswerOfASuspendedInstanceAndEndsWithAWarning() {
    String instance = answeredInstance();
    corner.engine().put("/process-instance/" + instance + "/suspended", Map.of("suspended", true));
    String log = once().run().expect(1).stderr();
    assertThat(log).contains("is suspended: its answer waits until it is activated");
    Eventually.that("given back", () -> corner.broker().ready(RESPONSES) == 1);
    corner.engine().put("/process-instance/" + instance + "/suspended", Map.of("suspended", false));
    String details = once("--verbose").run().expect(0).stderr();
    assertThat(details)
        .contains("Answer to task ", " of instance " + instance + " (complete): completed");
    assertEquals("COMPLETED", corner.engine().stateOf(instance));
  }

  @Test
  void onceEndsCriticallyIfTheEngineGoesAwayBeforeTheAnswersAreApplied() {
    answeredInstance();
    try (FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl())) {
      proxy.always("POST .*/complete", FaultyProxy.status(503, ""));
      once().env("CAMUNDA_BASE_URL", proxy.baseUrl().toString()).run().expect(2);
    }
    assertEquals(1, corner.broker().ready(RESPONSES));
    assertEquals(0, corner.broker().ready(ERRORS));
  }

  @ParameterizedTest
  @CsvSource({"--no-responses,", ",false"})
  void answersStayInTheQueueIfTheyAreNotWanted(String option, String setting) {
    String answered = answeredInstance();
    String another = corner.engine().start("one");
    Command command = option == null ? once() : once(option);
    if (setting != null) {
      command = command.env("WORKER_RESPONSE_HANDLER_ENABLED", setting);
    }
    command.run().expect(0);
    assertEquals(1, corner.broker().ready(RESPONSES));
    assertEquals("ACTIVE", corner.engine().stateOf(answered));
    assertTrue(isLocked(corner.engine().taskOf(another)));
    assertEquals(1, corner.broker().ready(QUEUE));
  }

  @Test
  void responsesOnlyTakesNoTask() {
    String answered = answeredInstance();
    String another = corner.engine().start("one");
    once("--responses-only").run().expect(0);
    assertEquals("COMPLETED", corner.engine().stateOf(answered));
    assertTrue(!isLocked(corner.engine().taskOf(another)));
    assertEquals(0, corner.broker().ready(QUEUE));
  }

  @Test
  void topicsSayWhichTasksAreTaken() {
    for (String topic : List.of("bitrix24", "1c_sync_data", "openproject", "of.nobody")) {
      corner.engine().deploy(Bpmn.oneTask("p_" + topic, topic));
      corner.engine().start("p_" + topic);
    }
    once("--topics", "1c_sync_data, openproject").run().expect(0);
    assertEquals(Set.of("1c_sync_data", "openproject"), lockedTopics());
    once().env("WORKER_TOPICS", "bitrix24").with("--topics=mapped").run().expect(0);
    assertEquals(Set.of("1c_sync_data", "openproject", "bitrix24"), lockedTopics());
    once().env("WORKER_TOPICS", "all").run().expect(0);
    assertEquals(Set.of("1c_sync_data", "openproject", "bitrix24", "of.nobody"), lockedTopics());
    assertEquals(1, corner.broker().ready("default.queue"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" , ", ",", " "})
  void aListWithoutATopicIsWrongUsage(String topics) {
    Command.Result option = once("--topics", topics).run().expect(3);
    assertThat(option.stderr()).as(option::toString).contains("--topics", "worker.topics");
    if (topics.contains(",")) {
      once().env("WORKER_TOPICS", topics).run().expect(3);
    }
  }

  private Set<String> lockedTopics() {
    Set<String> topics = new TreeSet<>();
    for (JsonNode task : corner.engine().get("/external-task?tenantIdIn=" + corner.name())) {
      if (isLocked(task)) {
        topics.add(task.path("topicName").asText());
      }
    }
    return topics;
  }

  @Test
  void tenantsSayWhoseTasksAreTaken() {
    // Any process of the engine could be met here, so the topic is one that nobody else has.
    String topic = "tenants." + corner.name();
    List<EngineRest> tenants = new ArrayList<>();
    for (String tenant : new String[] {corner.name(), corner.name() + "-b", null}) {
      EngineRest rest = new EngineRest(Servers.engine().baseUrl(), tenant);
      rest.deploy(Bpmn.oneTask(corner.name(), topic));
      rest.start(corner.name());
      tenants.add(rest);
    }
    try {
      Command command = once("--topics", topic);
      command.run().expect(0);
      assertEquals(List.of(corner.name()), lockedTenants(topic));
      command.env("CAMUNDA_TENANT_ID", corner.name() + "," + corner.name() + "-b").run().expect(0);
      assertEquals(List.of(corner.name(), corner.name() + "-b"), lockedTenants(topic));
      command.env("CAMUNDA_TENANT_ID", "").run().expect(0);
      assertEquals(List.of(corner.name(), corner.name() + "-b", "null"), lockedTenants(topic));
    } finally {
      tenants.get(1).clean();
      EngineRest none = tenants.get(2);
      for (JsonNode definition :
          none.get("/process-definition?withoutTenantId=true&key=" + corner.name())) {
        none.delete("/deployment/" + definition.path("deploymentId").asText() + "?cascade=true");
      }
    }
  }

  private List<String> lockedTenants(String topic) {
    List<String> tenants = new ArrayList<>();
    for (JsonNode task : corner.engine().get("/external-task?topicName=" + topic)) {
      if (isLocked(task)) {
        tenants.add(task.path("tenantId").asText());
      }
    }
    return tenants.stream().sorted().toList();
  }

  @Test
  void aUserAndAPasswordOpenASecuredEngine() {
    String pair = Servers.USER + ":" + Servers.PASSWORD;
    String header =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    EngineRest rest = new EngineRest(Servers.securedEngine().baseUrl(), null, header);
    rest.deploy(Bpmn.oneTask("one", "bitrix24"));
    String instance = rest.start("one");
    once()
        .env("CAMUNDA_BASE_URL", Servers.securedEngine().baseUrl().toString())
        .env("CAMUNDA_AUTH_ENABLED", "true")
        .env("CAMUNDA_AUTH_USERNAME", Servers.USER)
        .env("CAMUNDA_AUTH_PASSWORD", Servers.PASSWORD)
        .env("CAMUNDA_TENANT_ID", "") // Its user belongs to no tenant.
        .run()
        .expect(0);
    assertEquals(instance, corner.broker().take(QUEUE).getProps().getCorrelationId());
    assertTrue(isLocked(rest.taskOf(instance)));
  }

  @Test
  void aTokenGoesOutWithEveryRequest() {
    Set<String> headers = new ConcurrentSkipListSet<>();
    try (FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl())) {
      for (String request : List.of("GET .*/version", "POST .*/fetchAndLock")) {
        String reply = request.startsWith("GET") ? "{\"version\":\"7.24.0\"}" : "[]";
        proxy.always(
            request,
            (p, exchange, body) -> {
              headers.add(
                  exchange.getRequestURI().getPath()
                      + " "
                      + exchange.getRequestHeaders().get("Authorization"));
              FaultyProxy.status(200, reply).spoil(p, exchange, body);
            });
      }
      once()
          .env("CAMUNDA_BASE_URL", proxy.baseUrl().toString())
          .env("CAMUNDA_AUTH_ENABLED", "true")
          .env("CAMUNDA_AUTH_TOKEN", Transcript.secret("t0ken.of-this~test"))
          .run()
          .expect(0);
    }
    assertEquals(
        Set.of(
            "/engine-rest/version [Bearer t0ken.of-this~test]",
            "/engine-rest/external-task/fetchAndLock [Bearer t0ken.of-this~test]"),
        headers);
  }

  @Test
  void aStopEndsWithTheStatistics() {
    start(2);
    try (RunningCommand worker = worker().start()) {
      worker.awaitStderr("Connected to RabbitMQ");
      worker.await(() -> corner.broker().ready(QUEUE) == 2, "two messages");
      worker.terminate();
      List<String> log = worker.awaitExit().expect(0).stderrLines();
      String statistics = log.get(log.size() - 2);
      assertThat(statistics).contains(" Statistics: tasks fetched 2, sent 2, failed 0");
      assertThat(statistics).endsWith("; in hand 0 tasks, 0 answers");
      assertThat(log.get(log.size() - 1)).as(log::toString).endsWith(" Worker stopped.");
    }
    assertEquals(
        0,
        corner
            .engine()
            .count("/external-task/count?tenantIdIn=" + corner.name() + "&notLocked=true"));
  }
}
