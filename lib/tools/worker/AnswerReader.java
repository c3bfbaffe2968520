package lib.tools.worker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.json.Json;
import lib.systems.camunda.RestClient;

/**
 * Reads the two kinds of answers: {@code original_message} / {@code response_data} / {@code
 * processing_status}, and the older {@code task_id} / {@code response_type} / {@code worker_id}.
 */
final class AnswerReader {

  private static final ObjectReader STRICT =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final AnswerVariables variables;

  AnswerReader(AnswerVariables variables) {
    this.variables = variables;
  }

  /** The body as JSON, whatever kind of JSON it is. */
  static JsonNode json(byte[] body) throws MalformedAnswer {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
      JsonNode node = STRICT.readTree(body);
      if (node.isMissingNode()) {
        throw new MalformedAnswer(ErrorType.JSON_PARSE_ERROR, "the body is empty");
      }
      return node;
    } catch (CharacterCodingException e) {
      throw new MalformedAnswer(ErrorType.JSON_PARSE_ERROR, "the body is not UTF-8 text");
    } catch (JacksonException e) {
      throw new MalformedAnswer(
          ErrorType.JSON_PARSE_ERROR, "the body is not JSON: " + Json.problem(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The task that an answer speaks of, null if it names none. For error messages. */
  static String taskIdOf(JsonNode message) {
    JsonNode id =
        message.has("original_message")
            ? message.path("original_message").path("task_id")
            : message.path("task_id");
    return id.isValueNode() && !id.isNull() ? id.asText() : null;
  }

  Answer read(JsonNode message) throws MalformedAnswer {
    if (!message.isObject()) {
      throw new MalformedAnswer(
          ErrorType.JSON_PARSE_ERROR,
          "the body is not a JSON object but " + message.getNodeType().name().toLowerCase());
    }
    return message.has("response_type") && !message.has("original_message")
        ? older(message)
        : current(message);
  }

  private Answer current(JsonNode message) throws MalformedAnswer {
    String taskId = harmlessTaskId(taskIdOf(message), "original_message.task_id");
    String status = message.path("processing_status").asText("");
    if (!status.equals("completed") && !status.equals("completed_by_tracker")) {
      throw new MalformedAnswer(
          ErrorType.UNSUPPORTED_STATUS,
          "processing_status is '" + status + "'; known are completed, completed_by_tracker");
    }
    return new Answer.Complete(taskId, variables.of(message), Map.of());
  }

  private static Answer older(JsonNode message) throws MalformedAnswer {
    String taskId = harmlessTaskId(taskIdOf(message), "task_id");
    String type = message.path("response_type").asText("");
    ObjectNode variables = object(message, "variables");
    ObjectNode local = object(message, "local_variables");
    Map<String, Object> fields = new LinkedHashMap<>();
    return switch (type) {
      case "complete" ->
          new Answer.Complete(
              taskId,
              VariableTyping.typedByOlderContract(variables),
              VariableTyping.typedByOlderContract(local));
      case "failure" -> {
        fields.put("errorMessage", "Task failed");
        put(fields, "errorMessage", message.get("error_message"));
        put(fields, "errorDetails", message.get("error_details"));
        putWhole(fields, "retries", message.get("retries"));
        putWhole(fields, "retryTimeout", message.get("retry_timeout"));
        putVariables(fields, "variables", variables);
        putVariables(fields, "localVariables", local);
        yield new Answer.Failed(taskId, fields);
      }
      case "bpmn_error" -> {
        fields.put("errorCode", message.path("error_code").asText("BUSINESS_ERROR"));
        fields.put("errorMessage", "Business error occurred");
        put(fields, "errorMessage", message.get("error_message"));
        // The engine's bpmnError knows no local variables: all go to the process.
        variables.setAll(local);
        putVariables(fields, "variables", variables);
        yield new Answer.BpmnError(taskId, fields);
      }
      default ->
          throw new MalformedAnswer(
              ErrorType.UNSUPPORTED_RESPONSE_TYPE,
              "response_type is '" + type + "'; known are complete, failure, bpmn_error");
    };
  }

  private static String harmlessTaskId(String taskId, String member) throws MalformedAnswer {
    if (taskId == null || taskId.isBlank()) {
      throw new MalformedAnswer(ErrorType.MISSING_TASK_ID, "there is no " + member);
    }
    if (!RestClient.isHarmlessId(taskId)) {
      throw new MalformedAnswer(
          ErrorType.MISSING_TASK_ID, member + " cannot be the id of a task: '" + taskId + "'");
    }
    return taskId;
  }

  private static ObjectNode object(JsonNode message, String member) throws MalformedAnswer {
    return AnswerVariables.objectOrEmpty(message.path(member), member).deepCopy();
  }

  private static void put(Map<String, Object> fields, String name, JsonNode value) {
    if (value != null && !value.isNull()) {
      fields.put(name, value.isValueNode() ? value.asText() : Json.write(value));
    }
  }

  private static void putWhole(Map<String, Object> fields, String name, JsonNode value)
      throws MalformedAnswer {
    if (value == null || value.isNull()) {
      return;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw new MalformedAnswer(
          ErrorType.PROCESSING_EXCEPTION, name + " is not a whole number from 0 on: " + value);
    }
    fields.put(name, value.asLong());
  }

  private static void putVariables(Map<String, Object> fields, String name, ObjectNode variables) {
    if (!variables.isEmpty()) {
      fields.put(name, VariableTyping.typedByOlderContract(variables));
    }
  }
}
