package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;

/** A worker in a corner of its own, and the external system that answers its tasks. */
public final class Answering implements AutoCloseable {

  public static final String RESPONSES = "camunda.responses.queue";
  public static final String ERRORS = "errors.camunda_tasks.queue";
  public static final String QUEUE = "bitrix24.queue";

  private final TestEnvironment corner = new TestEnvironment();
  private UniversalWorker worker;

  public TestEnvironment corner() {
    return corner;
  }

  /** Starts the worker; to be called before tasks are expected. */
  public Answering start() throws InterruptedException {
    worker = corner.startWorker();
    return this;
  }

  public UniversalWorker worker() {
    return worker;
  }

  /** Starts an instance and takes its task message, as the external system does. */
  public ObjectNode taskMessage(String key, Map<String, ?> variables) {
    return next(corner.engine().start(key, variables));
  }

  private ObjectNode next(String instance) {
    while (true) {
      JsonNode message = json(corner.broker().take(QUEUE).getBody());
      if (instanceOf(message).equals(instance)) {
        return (ObjectNode) message;
      }
    }
  }

  /** Takes the message of a task that is sent once more. */
  public ObjectNode again(JsonNode taskMessage) {
    return next(instanceOf(taskMessage));
  }

  public ObjectNode taskMessage(String key) {
    return taskMessage(key, Map.of());
  }

  /** A finished ticket, with the task message in it. */
  public static ObjectNode ticket(JsonNode taskMessage) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.set("original_message", taskMessage);
    answer.putObject("response_data").putObject("result").putObject("task").put("id", "77");
    answer.put("processing_status", "completed_by_tracker");
    return answer;
  }

  /** An answer of the older contract. */
  public static ObjectNode older(JsonNode taskMessage, String type) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("task_id", taskMessage.path("task_id").asText());
    answer.put("response_type", type);
    return answer;
  }

  /** An answer of the older contract: that it did not work, and when to try again. */
  public static ObjectNode failure(JsonNode taskMessage, int retries, int pauseMillis) {
    return older(taskMessage, "failure")
        .put("error_message", "not now")
        .put("retries", retries)
        .put("retry_timeout", pauseMillis);
  }

  public void send(JsonNode answer) {
    send(Json.write(answer));
  }

  public void send(String answer) {
    corner.broker().send(RESPONSES, answer);
  }

  public static String instanceOf(JsonNode taskMessage) {
    return taskMessage.path("process_instance_id").asText();
  }

  public void awaitCompleted(JsonNode taskMessage) {
    Eventually.that(
        "the instance is completed",
        () -> corner.engine().stateOf(instanceOf(taskMessage)).equals("COMPLETED"),
        () -> worker.status().errors());
  }

  /** Takes the next error message. */
  public JsonNode takeError() {
    return json(corner.broker().take(ERRORS).getBody());
  }

  /** The variable as history has it. */
  public JsonNode variable(JsonNode taskMessage, String name) {
    return corner.engine().historicVariable(instanceOf(taskMessage), name);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (worker != null) {
        worker.stop();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      corner.close();
    }
  }
}
