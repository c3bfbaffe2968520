package lib.tools.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import lib.base.json.Json;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Publisher.Outgoing;
import lib.systems.rabbitmq.Receipt;
import lib.systems.rabbitmq.Topology;

/** Writes to {@code errors.camunda_tasks.queue}, confirmed and mandatory like everything else. */
final class ErrorQueue {

  private static final int PERSISTENT = 2;
  private static final int HEADER_LIMIT = 255;
  private static final int RAW_RESPONSE_LIMIT = 4096;

  /**
   * Why an answer could not be applied.
   *
   * @param message for people; where the engine said something, its words are in it
   * @param httpStatus 0 if there was no answer of the engine
   * @param rawResponse the engine's answer, empty if there was none
   */
  record Problem(
      ErrorType type,
      String message,
      String camundaErrorType,
      String camundaErrorMessage,
      int httpStatus,
      String rawResponse) {

    static Problem of(ErrorType type, String message) {
      return new Problem(type, message, null, null, 0, "");
    }
  }

  private final Publisher publisher;
  private final String exchange;
  private final String responsesQueue;
  private final Clock clock;

  ErrorQueue(Publisher publisher, String exchange, String responsesQueue, Clock clock) {
    this.publisher = publisher;
    this.exchange = exchange;
    this.responsesQueue = responsesQueue;
    this.clock = clock;
  }

  /** A task that could not be published (format A). */
  CompletableFuture<Receipt> taskError(LockedTask task, String error) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("task_id", task.id());
    body.put("topic", task.topic());
    body.put("error", error);
    body.put("timestamp", clock.millis());
    body.put("type", "task_error");
    return publish(body, properties().build());
  }

  /**
   * An answer that could not be applied (format B).
   *
   * @param message the answer as JSON, null if it is none
   * @param raw its bytes
   */
  CompletableFuture<Receipt> answerError(
      JsonNode message, byte[] raw, String taskId, Problem problem) {
    String activityId =
        message == null ? null : message.path("original_message").path("activity_id").asText(null);
    String task = taskId == null ? "unknown" : taskId;
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("error_info", errorInfo(problem));
    putOriginal(body, message, raw);
    body.put("task_id", task);
    body.put("activity_id", activityId);
    body.put("error_timestamp", clock.millis());
    if (!problem.rawResponse().isEmpty()) {
      String response = problem.rawResponse();
      body.put(
          "raw_response", response.substring(0, Math.min(RAW_RESPONSE_LIMIT, response.length())));
    }
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("error_type", problem.type().wireName());
    headers.put("task_id", shortened(task));
    headers.put("activity_id", shortened(activityId));
    headers.put("source", "response_processing");
    Date seconds = Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    return publish(body, properties().headers(headers).timestamp(seconds).build());
  }

  /** Headers have to fit into one frame; the body has the whole text. */
  private static String shortened(String text) {
    return text == null || text.length() <= HEADER_LIMIT ? text : text.substring(0, HEADER_LIMIT);
  }

  private ObjectNode errorInfo(Problem problem) {
    ObjectNode info = Json.MAPPER.createObjectNode();
    info.put("type", problem.type().wireName());
    info.put("message", problem.message());
    info.put("camunda_error_type", problem.camundaErrorType());
    info.put("camunda_error_message", problem.camundaErrorMessage());
    info.put("http_status_code", problem.httpStatus() == 0 ? null : problem.httpStatus());
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
    info.put(
        "timestamp",
        now.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
    info.put("source_queue", responsesQueue);
    return info;
  }

  private static void putOriginal(ObjectNode body, JsonNode message, byte[] raw) {
    if (message != null) {
      body.set("original_message", message);
      return;
    }
    String text = new String(raw, StandardCharsets.UTF_8);
    body.putObject("original_message").put("raw_body", text);
    boolean isUtf8 = java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw);
    if (!isUtf8) {
      body.put("raw_body_base64", Base64.getEncoder().encodeToString(raw));
    }
  }

  private CompletableFuture<Receipt> publish(ObjectNode body, BasicProperties properties) {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    return publisher.publish(new Outgoing(exchange, Topology.ERRORS_KEY, properties, bytes));
  }

  private static BasicProperties.Builder properties() {
    return new BasicProperties.Builder()
        .deliveryMode(PERSISTENT)
        .contentType("application/json")
        .contentEncoding("utf-8")
        .appId("universal-camunda-worker");
  }
}
