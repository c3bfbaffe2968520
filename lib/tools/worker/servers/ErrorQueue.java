package lib.tools.worker.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lib.base.json.Json;
import lib.base.text.Reason;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.EngineId;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.ProjectMessage;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Receipt;
import lib.systems.rabbitmq.Topology;

/** Writes to {@code errors.camunda_tasks.queue}, confirmed and mandatory like everything else. */
public final class ErrorQueue {

  private static final int HEADER_LIMIT = 255;
  private static final int RAW_RESPONSE_LIMIT = 4096;

  /** How old a look at the queue may be before a message is sent to it. */
  private static final long FRESH_NANOS = 1_000_000_000;

  /** A receipt, and when it came. */
  private record Settled(Receipt receipt, long nanos) {}

  private final BrokerConnections broker;
  private final Publisher publisher;
  private final String exchange;
  private final String responsesQueue;
  private final Clock clock;

  public ErrorQueue(WorkerParts parts, BrokerConnections broker) {
    this.broker = broker;
    this.publisher = broker.errors();
    this.exchange = parts.settings().rabbit().tasksExchange();
    this.responsesQueue = parts.settings().rabbit().responsesQueue();
    this.clock = parts.clock();
  }

  /** A task that could not be published (format A). */
  public CompletableFuture<Receipt> taskError(LockedTask task, Reason error) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("task_id", task.id());
    body.put("topic", task.topic());
    body.put("error", error.english());
    body.put("timestamp", clock.millis());
    body.put("type", "task_error");
    return publish(bytes(body), ProjectMessage.ownJson().build());
  }

  /**
   * An answer that could not be applied (format B).
   *
   * @param message the answer as JSON, empty if it is none
   * @param raw its bytes, which stand in the message if the JSON cannot be written
   */
  public CompletableFuture<Receipt> answerError(
      Optional<JsonNode> message, byte[] raw, Optional<String> taskId, ErrorProblem problem) {
    String task = taskId.orElse(EngineId.UNKNOWN);
    String activityId =
        message
            .map(json -> json.path("original_message").path("activity_id").asText(null))
            .orElse(null);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.set("error_info", errorInfo(problem));
    putOriginal(body, message, raw);
    body.put("task_id", task);
    body.put("activity_id", activityId);
    body.put("error_timestamp", clock.millis());
    String response = problem.answer().map(CamundaException::rawResponse).orElse("");
    if (!response.isEmpty()) {
      body.put(
          "raw_response", response.substring(0, Math.min(RAW_RESPONSE_LIMIT, response.length())));
    }
    return publish(writable(body, raw), properties(problem, task, activityId));
  }

  private BasicProperties properties(ErrorProblem problem, String task, String activityId) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("error_type", problem.type().code());
    headers.put("task_id", shortened(task));
    headers.put("activity_id", shortened(activityId));
    headers.put("source", "response_processing");
    Date seconds = Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    return ProjectMessage.ownJson().headers(headers).timestamp(seconds).build();
  }

  /** The last resort of an answer that cannot be written as JSON: text can. */
  private static byte[] writable(ObjectNode body, byte[] raw) {
    try {
      return bytes(body);
    } catch (IllegalArgumentException e) {
      putOriginal(body, Optional.empty(), raw);
      return bytes(body);
    }
  }

  /** Headers have to fit into one frame; the body has the whole text. */
  private static String shortened(String text) {
    return text == null || text.length() <= HEADER_LIMIT ? text : text.substring(0, HEADER_LIMIT);
  }

  private ObjectNode errorInfo(ErrorProblem problem) {
    ObjectNode info = Json.MAPPER.createObjectNode();
    info.put("type", problem.type().code());
    info.put("message", problem.message());
    Optional<CamundaException> answer = problem.answer();
    info.put("camunda_error_type", answer.flatMap(CamundaException::engineType).orElse(null));
    info.put("camunda_error_message", answer.map(e -> e.reason().english()).orElse(null));
    info.put("http_status_code", answer.map(CamundaException::status).orElse(null));
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), clock.getZone());
    info.put(
        "timestamp",
        now.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME));
    info.put("source_queue", responsesQueue);
    return info;
  }

  private static void putOriginal(ObjectNode body, Optional<JsonNode> message, byte[] raw) {
    if (message.filter(ErrorQueue::isPlain).isPresent()) {
      body.set("original_message", message.get());
      return;
    }
    String text = new String(raw, StandardCharsets.UTF_8);
    body.putObject("original_message").put("raw_body", text);
    boolean isUtf8 = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), raw);
    if (!isUtf8) {
      body.put("raw_body_base64", Base64.getEncoder().encodeToString(raw));
    }
  }

  /** Whether it can be told from {@code raw_body} and from no answer at all. */
  private static boolean isPlain(JsonNode message) {
    boolean likeRaw = message.size() == 1 && message.path("raw_body").isTextual();
    return message.isContainerNode() && !likeRaw;
  }

  private static byte[] bytes(ObjectNode body) {
    return Json.write(body).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Confirmed does not mean arrived: without its queue the message goes through the alternate
   * exchange elsewhere. So there is a look at the queue before and after.
   */
  private CompletableFuture<Receipt> publish(byte[] bytes, BasicProperties properties) {
    broker.repairTopology(System.nanoTime() - FRESH_NANOS);
    return publisher
        .publish(new Outgoing(exchange, Topology.ERRORS_KEY, properties, bytes))
        .thenApply(receipt -> new Settled(receipt, System.nanoTime()))
        .thenApplyAsync(this::arrived);
  }

  /** One look is enough for all messages that were confirmed before it. */
  private Receipt arrived(Settled settled) {
    boolean elsewhere = settled.receipt().isConfirmed() && broker.repairTopology(settled.nanos());
    return elsewhere ? Receipt.lost(Reason.of("servers.why.no_error_queue")) : settled.receipt();
  }
}
