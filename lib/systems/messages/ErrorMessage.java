package lib.systems.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import lib.base.json.Json;
import lib.systems.rabbitmq.ProjectMessage;

/** What a message in the error queue tells, by its format. */
public sealed interface ErrorMessage {

  /** An id as engines make them; nothing that would change the path of a request. */
  Pattern TASK_ID = Pattern.compile("(?!.*[.][.])[A-Za-z0-9_][A-Za-z0-9._:-]{0,254}");

  /** The letter of the format, {@code -} for none. */
  String format();

  /** The task that it is about; {@code -} if it does not tell. */
  String taskId();

  /** Its type of error; {@code -} if it does not tell. */
  String errorType();

  /** Format A: a task that the worker could not publish. */
  record TaskError(String taskId) implements ErrorMessage {
    @Override
    public String format() {
      return "A";
    }

    @Override
    public String errorType() {
      return "task_error";
    }
  }

  /**
   * Format B: an answer that the worker could not apply.
   *
   * @param answer as it was received
   */
  record AnswerError(String taskId, String errorType, byte[] answer) implements ErrorMessage {
    @Override
    public String format() {
      return "B";
    }
  }

  /**
   * Formats C and D: a task that a system gave up.
   *
   * @param task its message, without the count of attempts
   * @param sourceQueue where it was; C only
   * @param system whose it is; D only
   */
  record SystemError(
      String format,
      String taskId,
      String errorType,
      ObjectNode task,
      Optional<String> sourceQueue,
      Optional<String> system)
      implements ErrorMessage {}

  /** Anything else. */
  record Unknown() implements ErrorMessage {
    @Override
    public String format() {
      return "-";
    }

    @Override
    public String taskId() {
      return "-";
    }

    @Override
    public String errorType() {
      return "-";
    }
  }

  /** Tells the formats apart by the fields that only they have. */
  static ErrorMessage of(QueueMessage message) {
    JsonNode json = message.text().flatMap(MessageJson::parse).orElse(Json.MAPPER.nullNode());
    JsonNode original = json.path("original_message");
    if (json.path("error_info").isObject() && !original.isMissingNode()) {
      String type = json.path("error_info").path("type").asText("-");
      String taskId = json.path("task_id").asText("-");
      return answer(json, original)
          .<ErrorMessage>map(answer -> new AnswerError(taskId, type, answer))
          .orElseGet(Unknown::new);
    } else if (json.path("error_type").isTextual()
        && original instanceof ObjectNode task
        && !original.path("type").asText().equals(ProjectMessage.CANCELLATION_BODY)) {
      return systemError(json, task);
    } else if (json.path("type").asText().equals("task_error")
        && TASK_ID.matcher(json.path("task_id").asText("")).matches()) {
      return new TaskError(json.path("task_id").asText());
    }
    return new Unknown();
  }

  /** The answer as it was received; empty if it is not there. */
  private static Optional<byte[]> answer(JsonNode json, JsonNode original) {
    if (json.path("raw_body_base64").isTextual()) {
      try {
        return Optional.of(Base64.getDecoder().decode(json.path("raw_body_base64").textValue()));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
    if (original.isNull()) {
      return Optional.empty(); // nobody knows it
    }
    boolean raw = original.size() == 1 && original.path("raw_body").isTextual();
    String text = raw ? original.path("raw_body").textValue() : Json.write(original);
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With the count of attempts the system would give up at once again. */
  private static ErrorMessage systemError(JsonNode json, ObjectNode original) {
    ObjectNode task = original.deepCopy();
    task.remove("retry_count");
    Optional<String> sourceQueue = text(json, "source_queue");
    return new SystemError(
        sourceQueue.isPresent() ? "C" : "D",
        task.path("task_id").asText("-"),
        json.path("error_type").asText(),
        task,
        sourceQueue,
        text(json, "system"));
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).asText(null)).filter(value -> !value.isEmpty());
  }
}
