package tests.tools.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Messages;
import tests.support.RunningCommand;

/** queue_reader --redrive: error messages go back to where their kind belongs. */
@Tag("cli")
@Tag("rabbitmq")
@Tag("engine")
class RedriveTest {

  private static final String ERRORS = "errors.camunda_tasks.queue";
  private static final String RESPONSES = "camunda.responses.queue";
  private static final String FAILING =
      """
      <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="task"/>
      <serviceTask id="task" camunda:type="external" camunda:topic="bitrix_create_task"/>
      <sequenceFlow id="b" sourceRef="task" targetRef="check"/>
      <serviceTask id="check" camunda:expression="${repaired}"/>
      <sequenceFlow id="c" sourceRef="check" targetRef="end"/><endEvent id="end"/>
      """;

  private final Messages messages = new Messages();

  @AfterEach
  void close() {
    messages.close();
  }

  private void queues() {
    messages.queue(ERRORS, Map.of());
    messages.queue(RESPONSES, Map.of());
    messages.queue("bitrix24.queue", Map.of());
  }

  private void error(String json) {
    messages.confirmed(() -> messages.publish(ERRORS, new BasicProperties(), json));
  }

  private static ObjectNode taskMessage(String id) {
    ObjectNode task = Json.MAPPER.createObjectNode();
    task.put("task_id", id);
    task.put("topic", "bitrix_create_task");
    task.put("system", "bitrix24");
    task.put("process_instance_id", "instance-" + id);
    return task;
  }

  private static String formatA(String task) {
    return "{\"task_id\": \"%s\", \"topic\": \"t\", \"error\": \"e\", \"type\": \"task_error\"}"
        .formatted(task);
  }

  private static String formatB(String task, String type) {
    return """
    {"error_info": {"type": "%s", "message": "m"},
     "original_message": {"original_message": {"task_id": "%s"}, "processed_at": 1764000000.10},
     "task_id": "%s", "activity_id": "a"}\
    """
        .formatted(type, task, task);
  }

  private static String formatC(String task) {
    ObjectNode error = Json.MAPPER.createObjectNode();
    error.set("original_message", taskMessage(task).put("retry_count", 5));
    error.put("error_type", "RETRY_LIMIT_EXCEEDED");
    error.put("source_queue", "bitrix24.queue");
    return Json.write(error);
  }

  private static String formatD(String task) {
    ObjectNode error = Json.MAPPER.createObjectNode();
    error.set("original_message", taskMessage(task));
    error.put("error_type", "ASSIGNEE_ID_ERROR");
    error.put("system", "bitrix24");
    return Json.write(error);
  }

  private JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  @Test
  void aProcessThatFailedCompletesAfterItsRepairAndRedrive() throws IOException {
    messages.corner().engine().deploy(Bpmn.any("failing", FAILING));
    String instance = messages.corner().engine().start("failing");
    messages.corner().command("worker.java", "--once", "--no-responses").run().expect(0);
    JsonNode task = Json.MAPPER.readTree(messages.broker().take("bitrix24.queue").getBody());
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.set("original_message", task);
    answer.putObject("response_data").putObject("result").putObject("task").put("id", "77");
    answer.put("processing_status", "completed_by_tracker");
    messages.broker().send(RESPONSES, Json.write(answer));
    messages.corner().command("worker.java", "--once", "--responses-only").run().expect(1);
    assertEquals(1, messages.broker().ready(ERRORS));
    assertEquals("ACTIVE", messages.corner().engine().stateOf(instance));
    messages
        .corner()
        .engine()
        .put(
            "/process-instance/" + instance + "/variables/repaired",
            Map.of("value", true, "type", "Boolean"));
    Command.Result dry =
        messages
            .tool("--redrive", "--error-type", "camunda_internal_error", "--dry-run")
            .run()
            .expect(0);
    assertThat(dry.stdout()).as(dry::toString).contains("Destination: camunda.responses.queue");
    assertEquals(1, messages.broker().ready(ERRORS));
    messages.tool("--redrive", "--error-type", "camunda_internal_error").run().expect(0);
    assertEquals(0, messages.broker().ready(ERRORS));
    answerOnce();
    assertEquals("COMPLETED", messages.corner().engine().stateOf(instance));
    assertEquals(0, messages.broker().ready(ERRORS));
  }

  private void answerOnce() {
    messages.corner().command("worker.java", "--once", "--responses-only").run().expect(0);
  }

  @Test
  void aTaskThatWasNotSentGetsAttemptsAgain() throws IOException {
    queues();
    messages.corner().engine().deploy(Bpmn.oneTask("one", "bitrix_create_task"));
    String instance = messages.corner().engine().start("one");
    String id = messages.corner().engine().taskOf(instance).path("id").asText();
    messages.corner().engine().put("/external-task/" + id + "/retries", Map.of("retries", 0));
    String incidents = "/incident/count?processInstanceId=" + instance;
    assertEquals(1, messages.corner().engine().count(incidents));
    error(formatA(id));
    error(formatA("11111111-2222-3333-4444-555555555555"));
    JsonNode result = json(messages.tool("--redrive", "--json").run().expect(0));
    assertEquals(1, result.path("retries_set").asInt(), result::toString);
    assertEquals(1, result.path("task_gone").asInt());
    assertEquals(3, messages.corner().engine().taskOf(instance).path("retries").asInt());
    assertEquals(0, messages.corner().engine().count(incidents));
    assertEquals(0, messages.broker().ready(ERRORS));
  }

  @Test
  void answersAndTasksGoBackToTheirQueues() throws IOException {
    queues();
    error(formatB("b1", "timeout_error"));
    error("no JSON at all");
    error(formatC("c1"));
    error(formatD("d1"));
    error(
        "{\"error_info\": {\"type\": \"json_parse_error\"}, \"task_id\": \"unknown\","
            + " \"original_message\": {\"raw_body\": \"x\"}, \"raw_body_base64\": \"/w==\"}");
    JsonNode result = json(messages.tool("--redrive", "--json").run().expect(1));
    assertEquals(4, result.path("sent").asInt(), result::toString);
    assertEquals(1, result.path("not_recognised").asInt());
    assertEquals(List.of("no JSON at all"), messages.drain(ERRORS));
    List<GetResponse> answers = messages.broker().takeAll(RESPONSES);
    assertEquals(
        "{\"original_message\":{\"task_id\":\"b1\"},\"processed_at\":1764000000.10}",
        Messages.text(answers.get(0)));
    assertEquals((byte) 0xff, answers.get(1).getBody()[0]);
    List<GetResponse> tasks = messages.broker().takeAll("bitrix24.queue");
    assertEquals(Json.write(taskMessage("c1")), Messages.text(tasks.get(0)));
    assertEquals("c1", tasks.get(0).getProps().getMessageId());
    assertEquals("bitrix24", tasks.get(0).getProps().getHeaders().get("target_system").toString());
    assertEquals(Json.write(taskMessage("d1")), Messages.text(tasks.get(1)));
  }

  @Test
  void whatOnlyLooksLikeAnErrorStaysAndHindersNothing() throws IOException {
    queues();
    String head = "{\"error_info\": {\"type\": \"t\"}, \"task_id\": \"x\", \"original_message\": ";
    List<String> wrong =
        List.of(
            head + "{\"raw_body\": \"x\"}, \"raw_body_base64\": \"%%%\"}",
            head + "null}",
            formatA(""),
            formatA(" "),
            formatA(".."),
            formatA("a/b"));
    wrong.forEach(this::error);
    error(formatB("b1", "timeout_error"));
    JsonNode result = json(messages.tool("--redrive", "--json").run().expect(1));
    assertEquals(1, result.path("sent").asInt(), result::toString);
    assertEquals(wrong.size(), result.path("not_recognised").asInt(), result::toString);
    assertEquals(wrong, messages.drain(ERRORS));
    assertEquals(1, messages.broker().ready(RESPONSES));
  }

  /** As the worker has them: what no answer can be, and what only looks like something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"{\\\"processing_status\\\": \\\"completed\\\"}\"",
        "\"текст \\u0416\"",
        "5",
        "1.10",
        " true ",
        "null",
        "[1,{\"a\":2}]",
        "{\"raw_body\":  \"x\"}",
        "no JSON",
        "{\"a\":\"[[[[\"}"
      })
  void anAnswerThatCannotBeAppliedComesBackAsItWas(String answer) throws IOException {
    queues();
    comesBack(answer);
  }

  @Test
  void manyBracketsInAnAnswerDoNotHideIt() throws IOException {
    queues();
    comesBack("{\"a\":\"" + "[".repeat(2000) + "\"}");
    comesBack("{\"a\":\"" + "\\\"{".repeat(2000) + "\"}");
    comesBack("[".repeat(800) + "]".repeat(800));
    comesBack("[".repeat(5000) + "]".repeat(5000));
  }

  private void comesBack(String answer) throws IOException {
    messages.confirmed(() -> messages.publish(RESPONSES, new BasicProperties(), answer));
    messages.corner().command("worker.java", "--once", "--responses-only").run().expect(1);
    assertEquals(1, messages.broker().ready(ERRORS));
    JsonNode result = json(messages.tool("--redrive", "--json").run().expect(0));
    assertEquals(1, result.path("sent").asInt(), result::toString);
    assertEquals(List.of(answer), messages.drain(RESPONSES));
  }

  /** Error messages of before the worker kept such answers as text. */
  @ParameterizedTest
  @ValueSource(strings = {"\"text\"", "5", "false"})
  void anAnswerThatIsOneValueGoesBack(String answer) throws IOException {
    queues();
    error("{\"error_info\": {\"type\": \"t\"}, \"original_message\": " + answer + "}");
    messages.tool("--redrive").run().expect(0);
    assertEquals(List.of(answer), messages.drain(RESPONSES));
  }

  @Test
  void manyLargeAnswersFitIntoTheMemory() {
    queues();
    int count = 8000;
    ObjectNode large = Json.MAPPER.createObjectNode();
    large.putObject("error_info").put("type", "timeout_error");
    large.putObject("original_message").put("data", "x".repeat(16 * 1024));
    messages.confirmed(
        () -> {
          for (int i = 0; i < count; i++) {
            large.put("task_id", "b" + i);
            messages.publish(ERRORS, new BasicProperties(), Json.write(large));
          }
        });
    messages.tool("--redrive").run().expect(0);
    assertEquals(0, messages.broker().ready(ERRORS));
    assertEquals(count, messages.broker().ready(RESPONSES));
  }

  @Test
  void onlyWhatIsChosenIsRedriven() {
    queues();
    for (int i = 1; i <= 6; i++) {
      error(formatB("b" + i, i % 2 == 0 ? "timeout_error" : "camunda_internal_error"));
    }
    messages.tool("--redrive", "--task-id", "b3,b9").run().expect(0);
    messages.tool("--redrive", "--error-type", "TIMEOUT_ERROR", "--limit", "2").run().expect(0);
    messages.tool("--redrive", "--error-type", "none_such").run().expect(1);
    List<String> sent = messages.drain(RESPONSES);
    assertEquals(3, sent.size());
    assertTrue(sent.get(0).contains("b3") && sent.get(1).contains("b2"), sent::toString);
    List<String> left = messages.drain(ERRORS);
    assertEquals(3, left.size());
    assertTrue(left.get(0).contains("b1") && left.get(2).contains("b6"), left::toString);
  }

  @Test
  void aMessageWhoseQueueIsMissingStays() {
    messages.queue(ERRORS, Map.of());
    messages.queue(RESPONSES, Map.of());
    error(formatC("c1"));
    error(formatB("b1", "timeout_error"));
    Command.Result result = messages.tool("--redrive").run().expect(1);
    assertThat(result.stdout()).as(result::toString).contains("NO_ROUTE");
    assertEquals(1, messages.broker().ready(RESPONSES));
    assertEquals(1, messages.broker().ready(ERRORS));
  }

  @Test
  void anEngineThatIsDownIsOneSentence() {
    queues();
    error(formatA("a1"));
    Command.Result result =
        messages.tool("--redrive").env("CAMUNDA_BASE_URL", "http://127.0.0.1:1").run().expect(2);
    assertThat(result.stderr()).as(result::toString).contains("127.0.0.1:1");
    assertEquals(1, messages.broker().ready(ERRORS));
  }

  @Test
  void aRedriveThatIsKilledLosesNothing() {
    queues();
    int count = 5000;
    messages.confirmed(
        () -> {
          for (int i = 0; i < count; i++) {
            messages.publish(ERRORS, new BasicProperties(), formatB("b" + i, "timeout_error"));
          }
        });
    Random random = new Random(3);
    for (int i = 0; i < 3; i++) {
      long before = messages.broker().ready(RESPONSES);
      try (RunningCommand redrive = messages.tool("--redrive").start()) {
        redrive.await(
            () -> messages.broker().ready(RESPONSES) > before || !redrive.isAlive(), "it");
        LockSupport.parkNanos(random.nextInt(50_000_000));
        redrive.kill();
      }
      Eventually.that(
          "all there",
          () -> messages.broker().ready(ERRORS) + messages.broker().ready(RESPONSES) >= count);
    }
    Eventually.that(
        "all redriven",
        () -> {
          messages.tool("--redrive").run();
          return messages.broker().ready(ERRORS) == 0;
        });
    List<GetResponse> all = messages.broker().takeAll(RESPONSES);
    TreeSet<String> bodies = new TreeSet<>();
    TreeSet<String> ids = new TreeSet<>();
    for (GetResponse message : all) {
      bodies.add(Messages.text(message));
      ids.add(message.getProps().getMessageId());
    }
    assertEquals(count, bodies.size());
    assertEquals(count, ids.size(), "the same message has the same id");
    assertFalse(all.size() > count + 1500);
  }
}
