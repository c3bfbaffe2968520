package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import lib.tools.worker.answers.AnswerOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TestEnvironment;

/**
 * What the worker does with answers: every row of the outcome table, with the real engine behind a
 * proxy that spoils single requests, and the real broker.
 */
@Tag("engine")
@Tag("rabbitmq")
class AnswerOutcomeTest {

  private static final String RESPONSES = "camunda.responses.queue";
  private static final String ERRORS = "errors.camunda_tasks.queue";
  private static final String QUEUE = "bitrix24.queue";

  private static TestEnvironment corner;
  private static FaultyProxy proxy;
  private static UniversalWorker worker;
  private final Map<AnswerOutcome, Long> before = new LinkedHashMap<>();

  @BeforeAll
  static void start() throws InterruptedException {
    corner = new TestEnvironment();
    proxy = new FaultyProxy(Servers.engine().baseUrl());
    corner.with("CAMUNDA_BASE_URL", proxy.baseUrl().toString());
    corner.with("CAMUNDA_HTTP_TIMEOUT", "2000");
    corner.engine().deploy(Bpmn.oneTask("one", "bitrix24"));
    corner.engine().deploy(Bpmn.any("loop", LOOP));
    corner.engine().deploy(Bpmn.any("failing", FAILING));
    corner.engine().deploy(Bpmn.any("errorCaught", CAUGHT));
    worker = corner.startWorker();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    worker.stop();
    proxy.close();
    corner.close();
  }

  @BeforeEach
  void note() {
    for (AnswerOutcome outcome : AnswerOutcome.values()) {
      before.put(outcome, worker.status().value(outcome));
    }
  }

  @AfterEach
  void nothingIsLeft() {
    proxy.heal();
    Eventually.that("an empty responses queue", () -> corner.broker().ready(RESPONSES) == 0);
    Eventually.that("every answer counted", () -> worker.answersInHand() == 0);
    assertEquals(0, corner.broker().takeAll(ERRORS).size(), "messages in the error queue");
    corner.broker().takeAll(QUEUE);
  }

  private long since(AnswerOutcome outcome) {
    return worker.status().value(outcome) - before.get(outcome);
  }

  /** Starts an instance and takes its task message, as the external system does. */
  private static ObjectNode taskMessage(String key) throws IOException {
    return taskMessage(key, Map.of());
  }

  private static ObjectNode taskMessage(String key, Map<String, ?> variables) throws IOException {
    return nextMessageOf(corner.engine().start(key, variables));
  }

  /** Skips messages of tasks that an earlier test has unlocked. */
  private static ObjectNode nextMessageOf(String instance) throws IOException {
    while (true) {
      JsonNode message = Json.MAPPER.readTree(corner.broker().take(QUEUE).getBody());
      if (instanceOf(message).equals(instance)) {
        return (ObjectNode) message;
      }
    }
  }

  private static ObjectNode answer(JsonNode original) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("timestamp", 1);
    answer.put("original_queue", QUEUE);
    answer.set("original_message", original);
    answer.putObject("response_data").putObject("result").putObject("task").put("id", "77");
    answer.put("processing_status", "completed_by_tracker");
    answer.put("processed_at", 1.5);
    return answer;
  }

  private static ObjectNode older(JsonNode original, String type) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("task_id", original.path("task_id").asText());
    answer.put("response_type", type);
    answer.put("worker_id", "universal-worker");
    return answer;
  }

  private static void send(JsonNode answer) {
    corner.broker().send(RESPONSES, Json.write(answer));
  }

  private static String instanceOf(JsonNode taskMessage) {
    return taskMessage.path("process_instance_id").asText();
  }

  private static void awaitCompleted(JsonNode taskMessage) {
    Eventually.that(
        "the instance is completed",
        () -> corner.engine().stateOf(instanceOf(taskMessage)).equals("COMPLETED"),
        () -> worker.status().errors());
  }

  private static JsonNode takeError() throws IOException {
    return Json.MAPPER.readTree(corner.broker().take(ERRORS).getBody());
  }

  @Nested
  class AnAnswerIsAcknowledged {

    @Test
    void whenItsTaskIsCompleted() throws Exception {
      JsonNode task = taskMessage("one");
      send(answer(task));
      awaitCompleted(task);
      Eventually.that("counted", () -> since(AnswerOutcome.COMPLETED) == 1);
    }

    @Test
    void whenItCameThroughTheResponsesExchange() throws Exception {
      JsonNode task = taskMessage("one");
      byte[] body = Json.write(answer(task)).getBytes(StandardCharsets.UTF_8);
      var none = new BasicProperties.Builder().build();
      corner.broker().publish("camunda.task.responses", RESPONSES, none, body);
      awaitCompleted(task);
    }

    @Test
    void whenTheStatusIsTheShortOne() throws Exception {
      JsonNode task = taskMessage("one");
      send(answer(task).put("processing_status", "completed"));
      awaitCompleted(task);
    }

    /** As .NET, 1C and Oracle write a UUID. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whenItWritesTheTasksIdInCapitalLetters(boolean oldContract) throws Exception {
      ObjectNode task = taskMessage("one");
      JsonNode original = task.deepCopy();
      task.put("task_id", task.path("task_id").asText().toUpperCase(Locale.ROOT));
      send(oldContract ? older(task, "complete") : answer(task));
      awaitCompleted(original);
    }

    @Test
    void whenTheEngineSaysThatTheTaskDoesNotExist() throws Exception {
      JsonNode task = taskMessage("one");
      send(answer(task));
      awaitCompleted(task);
      send(answer(task));
      Eventually.that("counted apart", () -> since(AnswerOutcome.ALREADY_DONE) == 1);
    }

    @Test
    void whenTheFirstAnswerOfTheEngineWasLost() throws Exception {
      JsonNode task = taskMessage("one");
      proxy.next(1, "POST .*/complete", FaultyProxy.loseAnswer());
      send(answer(task));
      awaitCompleted(task);
      Eventually.that("counted as done before", () -> since(AnswerOutcome.ALREADY_DONE) == 1);
    }
  }

  @Nested
  class AnAnswerIsKept {

    static Stream<Arguments> misconfigurations() {
      return Stream.of(
          Arguments.of("404 of a proxy", FaultyProxy.status(404, "<h1>Not Found</h1>")),
          Arguments.of("404 without a body", FaultyProxy.status(404, "")),
          Arguments.of(
              "404 of another path of the engine",
              FaultyProxy.status(
                  404, "{\"type\":\"NotFoundException\",\"message\":\"HTTP 404 Not Found\"}")),
          Arguments.of("401", FaultyProxy.status(401, "")),
          Arguments.of("403", FaultyProxy.status(403, "{\"type\":\"a\",\"message\":\"no\"}")),
          Arguments.of("a login page", FaultyProxy.status(200, "<html>please log in</html>")),
          Arguments.of("a redirect", FaultyProxy.status(302, "")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misconfigurations")
    void whileSettingsAreWrong(String name, FaultyProxy.Fault fault) throws Exception {
      JsonNode task = taskMessage("one");
      proxy.next(3, "POST .*/complete", fault);
      send(answer(task));
      awaitCompleted(task);
      assertEquals(3, since(AnswerOutcome.MISCONFIGURED));
    }

    static Stream<Arguments> outages() {
      return Stream.of(
          Arguments.of("no answer", FaultyProxy.silence()),
          Arguments.of("connection closed", FaultyProxy.hangUp()),
          Arguments.of("429", FaultyProxy.status(429, "")),
          Arguments.of("502", FaultyProxy.status(502, "<html>Bad Gateway</html>")),
          Arguments.of("503", FaultyProxy.status(503, "")),
          Arguments.of("504", FaultyProxy.status(504, "")),
          Arguments.of("500 of a proxy", FaultyProxy.status(500, "<html>oops</html>")),
          Arguments.of(
              "the engine has too many requests",
              FaultyProxy.status(
                  500,
                  "{\"type\":\"InvalidRequestException\",\"message\":\"At the moment the server has"
                      + " to handle too many requests at the same time.\"}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outages")
    void whileTheEngineIsAway(String name, FaultyProxy.Fault fault) throws Exception {
      JsonNode task = taskMessage("one");
      proxy.next(2, "POST .*/complete", fault);
      send(answer(task));
      awaitCompleted(task);
      assertEquals(2, since(AnswerOutcome.ENGINE_UNAVAILABLE));
    }

    @Test
    void whileTheEnginesDatabaseIsAway() throws Exception {
      JsonNode task = taskMessage("one");
      String broken = "{\"type\":\"ProcessEngineException\",\"message\":\"persistence layer\"}";
      proxy.next(2, "POST .*/complete", FaultyProxy.status(500, broken));
      proxy.next(2, "GET .*/external-task/[^/]+", FaultyProxy.status(500, broken));
      send(answer(task));
      awaitCompleted(task);
      assertEquals(2, since(AnswerOutcome.ENGINE_UNAVAILABLE));
    }

    @Test
    void andTriedAtOnceFiveTimesWhenAnotherTransactionWasFaster() throws Exception {
      JsonNode task = taskMessage("one");
      String code1 = "{\"type\":\"OptimisticLockingException\",\"message\":\"x\",\"code\":1}";
      proxy.next(6, "POST .*/complete", FaultyProxy.status(500, code1));
      send(answer(task));
      awaitCompleted(task);
      assertEquals(1, since(AnswerOutcome.CONCURRENT_UPDATE));
    }
  }

  @Nested
  class AnotherHolder {

    @Test
    void getsTheTaskCompletedOnItsBehalf() throws Exception {
      JsonNode task = taskMessage("one");
      String id = task.path("task_id").asText();
      awaitLongLock(id);
      corner.engine().post("/external-task/" + id + "/unlock", Map.of());
      lockAs(id, "somebody-else", 600_000);
      send(answer(task));
      awaitCompleted(task);
    }

    @Test
    void isReplacedIfItsLockHasEnded() throws Exception {
      JsonNode task = taskMessage("one");
      String id = task.path("task_id").asText();
      awaitLongLock(id);
      corner.engine().post("/external-task/" + id + "/unlock", Map.of());
      lockAs(id, "somebody-else", 1);
      send(answer(task));
      awaitCompleted(task);
      corner.broker().takeAll(QUEUE);
    }

    private void lockAs(String id, String holder, long millis) {
      Map<String, Object> lock = Map.of("workerId", holder, "lockDuration", millis);
      // The worker under test may have fetched the task again at once.
      Eventually.that(
          "locked by " + holder,
          () -> {
            try {
              corner.engine().post("/external-task/" + id + "/lock", lock);
              return true;
            } catch (AssertionError e) {
              corner.engine().post("/external-task/" + id + "/unlock", Map.of());
              return false;
            }
          });
      corner.broker().takeAll(QUEUE);
    }
  }

  private static void awaitLongLock(String taskId) {
    Eventually.that(
        "handed over",
        () ->
            LocalDateTime.parse(
                    corner
                        .engine()
                        .get("/external-task/" + taskId)
                        .path("lockExpirationTime")
                        .asText()
                        .substring(0, 19))
                .isAfter(LocalDateTime.now().plusDays(300)));
  }

  @Nested
  class TheErrorQueueGets {

    @Test
    void anAnswerWhoseProcessFailsFurtherOn() throws Exception {
      ObjectNode task = taskMessage("failing");
      JsonNode sent = answer(task);
      send(sent);
      GetResponse message = corner.broker().take(ERRORS);
      JsonNode error = Json.MAPPER.readTree(message.getBody());
      JsonNode info = error.path("error_info");
      assertEquals("camunda_internal_error", info.path("type").asText());
      assertEquals("ProcessEngineException", info.path("camunda_error_type").asText());
      assertThat(info.path("camunda_error_message").asText()).contains("nobodyKnowsThis");
      assertEquals(500, info.path("http_status_code").asInt());
      assertEquals(RESPONSES, info.path("source_queue").asText());
      assertTrue(
          info.path("timestamp").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"));
      assertEquals(Json.write(sent), Json.write(error.path("original_message")));
      assertEquals(task.path("task_id"), error.path("task_id"));
      assertEquals("task", error.path("activity_id").asText());
      assertThat(error.path("raw_response").asText()).contains("nobodyKnowsThis");
      Map<String, Object> headers = message.getProps().getHeaders();
      assertEquals("camunda_internal_error", headers.get("error_type").toString());
      assertEquals(task.path("task_id").asText(), headers.get("task_id").toString());
      assertEquals("task", headers.get("activity_id").toString());
      assertEquals("response_processing", headers.get("source").toString());
      assertEquals(2, message.getProps().getDeliveryMode());
      assertEquals("errors.camunda_tasks", message.getEnvelope().getRoutingKey());
      assertEquals("ACTIVE", corner.engine().stateOf(instanceOf(task)));
    }

    @Test
    void anAnswerThatTheEngineRefuses() throws Exception {
      JsonNode task = taskMessage("one");
      ObjectNode answer = older(task, "complete");
      answer.putObject("variables").putObject("v").put("value", "no date").put("type", "Date");
      send(answer);
      JsonNode info = takeError().path("error_info");
      assertEquals("unexpected_http_status", info.path("type").asText());
      assertEquals(400, info.path("http_status_code").asInt());
      assertEquals("ACTIVE", corner.engine().stateOf(instanceOf(task)));
    }

    static Stream<Arguments> garbage() {
      String task = "{\"task_id\":\"4711\"}";
      return Stream.of(
          Arguments.of("json_parse_error", "not JSON at all"),
          Arguments.of("json_parse_error", ""),
          Arguments.of("json_parse_error", "{\"a\": 1} and more"),
          Arguments.of("json_parse_error", "{\"a\":"),
          Arguments.of("json_parse_error", "[1, 2, 3]"),
          Arguments.of("json_parse_error", "\"text\""),
          Arguments.of("json_parse_error", "null"),
          Arguments.of("json_parse_error", "[".repeat(5000)),
          Arguments.of("missing_task_id", "{}"),
          Arguments.of("missing_task_id", "{\"original_message\": null}"),
          Arguments.of("missing_task_id", "{\"original_message\": []}"),
          Arguments.of("missing_task_id", "{\"original_message\": {\"task_id\": null}}"),
          Arguments.of("missing_task_id", "{\"original_message\": {\"task_id\": {}}}"),
          Arguments.of("missing_task_id", "{\"original_message\": {\"task_id\": \"../x\"}}"),
          Arguments.of("missing_task_id", "{\"response_type\": \"complete\"}"),
          Arguments.of("unsupported_status", "{\"original_message\": " + task + "}"),
          Arguments.of(
              "unsupported_status",
              "{\"original_message\": " + task + ", \"processing_status\": \"success\"}"),
          Arguments.of(
              "unsupported_status",
              "{\"original_message\": " + task + ", \"processing_status\": {}}"),
          Arguments.of(
              "unsupported_response_type", "{\"task_id\": \"1\", \"response_type\": \"huh\"}"),
          Arguments.of(
              "processing_exception",
              "{\"original_message\": "
                  + task
                  + ", \"processing_status\": \"completed\", \"response_data\": \"text\"}"),
          Arguments.of(
              "processing_exception",
              "{\"original_message\": "
                  + task
                  + ", \"processing_status\": \"completed\","
                  + " \"response_data\": {\"result\": {\"task\": [1]}}}"),
          Arguments.of(
              "processing_exception",
              "{\"task_id\": \"1\", \"response_type\": \"failure\", \"retries\": \"many\"}"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("garbage")
    void garbageWithTheRightType(String type, String body) throws Exception {
      corner.broker().send(RESPONSES, body);
      JsonNode error = takeError();
      assertEquals(type, error.path("error_info").path("type").asText());
      assertEquals(RESPONSES, error.path("error_info").path("source_queue").asText());
      JsonNode original = error.path("original_message");
      assertTrue(
          Json.write(original).equals(Json.write(parsedOrNull(body)))
              || original.path("raw_body").asText("?").equals(body),
          original.toString());
      Eventually.that("counted", () -> since(AnswerOutcome.MALFORMED) == 1);
    }

    private JsonNode parsedOrNull(String body) {
      try {
        return Json.MAPPER.readTree(body);
      } catch (IOException e) {
        return null;
      }
    }

    /** The process has a variable for it. */
    @Test
    void anErrorsMessageThatIsTooLongForTheEnginesTables() throws Exception {
      ObjectNode answer = older(taskMessage("errorCaught"), "bpmn_error");
      send(answer.put("error_message", "я".repeat(5000)));
      JsonNode info = takeError().path("error_info");
      assertEquals("processing_exception", info.path("type").asText());
      assertEquals(
          "variable 'error_message' is a String of 5000 characters, the engine's tables hold 4000",
          info.path("message").asText());
    }

    @Test
    void bytesThatAreNoTextWithoutLosingOne() throws Exception {
      byte[] body = new byte[256];
      for (int i = 0; i < body.length; i++) {
        body[i] = (byte) i;
      }
      corner.broker().send(RESPONSES, body);
      JsonNode error = takeError();
      assertEquals("json_parse_error", error.path("error_info").path("type").asText());
      assertEquals("unknown", error.path("task_id").asText());
      assertArrayEquals(body, Base64.getDecoder().decode(error.path("raw_body_base64").asText()));
    }

    @Test
    void fiveMegabytesOfGarbageWhole() throws Exception {
      String body = "x".repeat(5 * 1024 * 1024);
      corner.broker().send(RESPONSES, body);
      assertEquals(body, takeError().path("original_message").path("raw_body").asText());
    }
  }

  @Test
  void anAnswerOfFiveMegabytesIsApplied() throws Exception {
    JsonNode task = taskMessage("one");
    ObjectNode answer = answer(task);
    ((ObjectNode) answer.path("response_data").path("result").path("task"))
        .put("description", "ю".repeat(2_500_000));
    send(answer);
    awaitCompleted(task);
  }

  @Test
  void membersThatAreNullAreNoMistake() throws Exception {
    JsonNode task = taskMessage("one");
    ObjectNode answer = answer(task);
    answer.putNull("response_data");
    send(answer);
    awaitCompleted(task);
  }

  @Test
  void anErrorQueueThatSomebodyDeletedIsMadeAnewForItsNextMessage() throws Exception {
    corner.broker().with(c -> c.queueDelete(ERRORS));
    corner.broker().send(RESPONSES, "garbage");
    Eventually.that(
        "made anew, with the message",
        () -> corner.broker().exists(ERRORS) && corner.broker().ready(ERRORS) > 0);
    assertEquals("garbage", takeError().path("original_message").path("raw_body").asText());
    Eventually.that("counted", () -> since(AnswerOutcome.MALFORMED) == 1);
  }

  @Nested
  class TheOlderContract {

    @Test
    void completesWithVariablesAndLocalVariables() throws Exception {
      JsonNode task = taskMessage("one");
      ObjectNode answer = older(task, "complete");
      answer.putObject("variables").put("n", 5).put("s", "да").putNull("z");
      answer.putObject("local_variables").put("here", true);
      send(answer);
      awaitCompleted(task);
      String instance = instanceOf(task);
      assertEquals(
          "Integer", corner.engine().historicVariable(instance, "n").path("type").asText());
      assertEquals("да", corner.engine().historicVariable(instance, "s").path("value").asText());
      assertEquals("Json", corner.engine().historicVariable(instance, "z").path("type").asText());
      JsonNode local = corner.engine().historicVariable(instance, "here");
      assertFalse(local.path("activityInstanceId").asText().equals(instance));
    }

    @Test
    void reportsAFailureThatTheEngineRetries() throws Exception {
      JsonNode task = taskMessage("one");
      ObjectNode answer = older(task, "failure");
      answer.put("error_message", "нет связи").put("retries", 2).put("retry_timeout", 1);
      send(answer);
      // Free again after a millisecond: the worker routes it a second time.
      JsonNode again = nextMessageOf(instanceOf(task));
      assertEquals(task.path("task_id"), again.path("task_id"));
      assertEquals(2, again.path("retries").asInt());
      Eventually.that("counted", () -> since(AnswerOutcome.FAILURE_REPORTED) == 1);
      send(answer(again));
      awaitCompleted(task);
    }

    @Test
    void raisesABpmnErrorThatTheProcessCatches() throws Exception {
      JsonNode task = taskMessage("errorCaught");
      ObjectNode answer = older(task, "bpmn_error");
      answer.put("error_code", "NO_MONEY").put("error_message", "пусто");
      answer.putObject("variables").put("why", "пусто");
      send(answer);
      awaitCompleted(task);
      String instance = instanceOf(task);
      assertEquals(
          "пусто", corner.engine().historicVariable(instance, "why").path("value").asText());
      Eventually.that("counted", () -> since(AnswerOutcome.BPMN_ERROR_REPORTED) == 1);
    }
  }

  @Nested
  class VariablesOfTheProcess {

    @ParameterizedTest
    @ValueSource(strings = {"1", "true", "\"Y\"", "\" да \"", "\"yes\"", "1.0"})
    void areNotSetWithoutAnExpectedAnswerAndAlwaysWithOne(String flag) throws Exception {
      ObjectNode task = taskMessage("one");
      ObjectNode answer = answer(task);
      ObjectNode ticket = (ObjectNode) answer.path("response_data").path("result").path("task");
      ticket.set("ufResultExpected", Json.MAPPER.readTree(flag));
      ticket.put("ufResultAnswer_text", " да ");
      send(answer);
      awaitCompleted(task);
      JsonNode set = corner.engine().historicVariable(instanceOf(task), "task");
      assertEquals(flag.equals("1.0") ? "" : "ok", set.path("value").asText());
    }

    @Test
    void areSetAnewInEveryRoundOfALoop() throws Exception {
      JsonNode first = taskMessage("loop");
      send(withVerdict(first, "НЕТ"));
      JsonNode second = nextMessageOf(instanceOf(first));
      assertEquals("no", second.path("variables").path("task").asText());
      send(withVerdict(second, "ДА"));
      awaitCompleted(first);
      JsonNode verdict = corner.engine().historicVariable(instanceOf(first), "task");
      assertEquals("ok", verdict.path("value").asText());
    }

    private JsonNode withVerdict(JsonNode task, String verdict) {
      ObjectNode answer = answer(task);
      ((ObjectNode) answer.path("response_data").path("result").path("task"))
          .put("UF_RESULT_EXPECTED", "1")
          .put("ufResultAnswer_text", verdict);
      return answer;
    }

    @Test
    void areNotOverwrittenWithTheOnesThatWereSentOut() throws Exception {
      JsonNode task = taskMessage("one", Map.of("stock", Map.of("value", 1, "type", "Integer")));
      corner
          .engine()
          .post(
              "/process-instance/" + instanceOf(task) + "/variables",
              Map.of("modifications", Map.of("stock", Map.of("value", 2, "type", "Integer"))));
      send(answer(task));
      awaitCompleted(task);
      JsonNode stock = corner.engine().historicVariable(instanceOf(task), "stock");
      assertEquals(2, stock.path("value").asInt());
      assertEquals("Integer", stock.path("type").asText());
    }

    @Test
    void takeTheTicketAndItsQuestionnaires() throws Exception {
      JsonNode task = taskMessage("one");
      ObjectNode answer = answer(task);
      answer.set("response_data", Json.MAPPER.readTree(TICKET));
      send(answer);
      awaitCompleted(task);
      Map<String, String> expected = new LinkedHashMap<>();
      expected.put("bitrix_task_id", "String:501");
      expected.put("bitrix_task_title", "String:Заявка");
      expected.put("bitrix_task_status", "String:5");
      expected.put("task_Q1_agree", "Boolean:true");
      expected.put("task_Q1_silent", "Boolean:false");
      expected.put("task_Q1_many", "Long:42");
      expected.put("task_Q1_few", "String:мало");
      expected.put("task_Q1_nothing", "Null:null");
      expected.put("task_Q1_day", "String:2026-01-02");
      Map<String, String> found = new LinkedHashMap<>();
      for (String name : expected.keySet()) {
        JsonNode variable = corner.engine().historicVariable(instanceOf(task), name);
        found.put(name, variable.path("type").asText() + ":" + variable.path("value").asText());
      }
      assertEquals(expected, found);
      long all =
          corner
              .engine()
              .count("/history/variable-instance/count?processInstanceId=" + instanceOf(task));
      assertEquals(expected.size(), all);
    }
  }

  private static final String TICKET =
      """
      {"result": {
        "task": {"ID": "501", "id": "999", "title": "Заявка", "status": 5, "ufResultExpected": "0"},
        "questionnaires": {"taskId": 1, "total": 1, "items": [
          {"CODE": "Q1", "questions": [
            {"CODE": "agree", "TYPE": "boolean", "answer": "да"},
            {"CODE": "silent", "TYPE": "boolean", "answer": null},
            {"CODE": "many", "TYPE": "integer", "answer": " 42 "},
            {"CODE": "few", "TYPE": "integer", "answer": "мало"},
            {"CODE": "nothing", "TYPE": "string", "answer": null},
            {"CODE": "day", "TYPE": "date", "answer": "2026-01-02"},
            {"TYPE": "string", "answer": "no code"}
          ]},
          {"questions": [{"CODE": "x", "TYPE": "string", "answer": "no code"}]}
        ]}
      }}
      """;

  private static final String LOOP =
      """
      <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="task"/>
      <serviceTask id="task" camunda:type="external" camunda:topic="bitrix24"/>
      <sequenceFlow id="b" sourceRef="task" targetRef="decide"/>
      <exclusiveGateway id="decide" default="again"/>
      <sequenceFlow id="again" sourceRef="decide" targetRef="task"/>
      <sequenceFlow id="done" sourceRef="decide" targetRef="end">
        <conditionExpression xsi:type="tFormalExpression">${task == 'ok'}</conditionExpression>
      </sequenceFlow>
      <endEvent id="end"/>
      """;

  private static final String FAILING =
      """
      <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="task"/>
      <serviceTask id="task" camunda:type="external" camunda:topic="bitrix24"/>
      <sequenceFlow id="b" sourceRef="task" targetRef="broken"/>
      <serviceTask id="broken" camunda:expression="${nobodyKnowsThis.atAll()}"/>
      <sequenceFlow id="c" sourceRef="broken" targetRef="end"/><endEvent id="end"/>
      """;

  private static final String CAUGHT =
      """
      <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="task"/>
      <serviceTask id="task" camunda:type="external" camunda:topic="bitrix24"/>
      <sequenceFlow id="b" sourceRef="task" targetRef="stuck"/>
      <userTask id="stuck"/>
      <boundaryEvent id="caught" attachedToRef="task"><errorEventDefinition id="any" camunda:errorMessageVariable="why"/></boundaryEvent>
      <sequenceFlow id="c" sourceRef="caught" targetRef="end"/><endEvent id="end"/>
      """;
}
