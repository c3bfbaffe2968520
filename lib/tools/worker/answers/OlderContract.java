package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.json.Json;
import lib.tools.worker.servers.ErrorType;
import lib.tools.worker.status.Shown;

/**
 * The older kind of answers: {@code task_id}, {@code response_type} (complete, failure,
 * bpmn_error), variables.
 */
final class OlderContract {

  /** About a hundred years: a lock that ends after the year 9999 makes lists unreadable. */
  private static final long LONGEST_TIMEOUT = Duration.ofDays(36_525).toMillis();

  private OlderContract() {}

  static Answer read(JsonNode message) throws MalformedAnswer {
    String taskId = AnswerReader.harmlessTaskId(AnswerReader.taskIdOf(message), "task_id");
    String type = message.path("response_type").asText("");
    var variables = VariableTyping.typedByOlderContract(object(message, "variables"));
    var local = VariableTyping.typedByOlderContract(object(message, "local_variables"));
    return switch (type) {
      case "complete" ->
          new Answer.Complete(taskId, variables, local, HiddenVariables.among(variables));
      case "failure" -> new Answer.Failed(taskId, failureFields(message), variables, local);
      case "bpmn_error" -> {
        variables.putAll(local); // The engine's bpmnError knows no local ones.
        yield new Answer.BpmnError(taskId, bpmnErrorFields(message), variables);
      }
      default ->
          throw new MalformedAnswer(
              ErrorType.UNSUPPORTED_RESPONSE_TYPE,
              "response_type is '"
                  + Shown.text(type)
                  + "'; known are complete, failure, bpmn_error");
    };
  }

  private static Map<String, Object> failureFields(JsonNode message) throws MalformedAnswer {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("errorMessage", "Task failed");
    put(fields, "errorMessage", message.get("error_message"));
    put(fields, "errorDetails", message.get("error_details"));
    putWhole(fields, "retries", message, "retries", Integer.MAX_VALUE);
    putWhole(fields, "retryTimeout", message, "retry_timeout", LONGEST_TIMEOUT);
    return fields;
  }

  private static Map<String, Object> bpmnErrorFields(JsonNode message) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("errorCode", message.path("error_code").asText("BUSINESS_ERROR"));
    fields.put("errorMessage", "Business error occurred");
    put(fields, "errorMessage", message.get("error_message"));
    return fields;
  }

  private static ObjectNode object(JsonNode message, String member) throws MalformedAnswer {
    return AnswerVariables.objectOrEmpty(message.path(member), member).deepCopy();
  }

  private static void put(Map<String, Object> fields, String name, JsonNode value) {
    if (value != null && !value.isNull()) {
      fields.put(name, value.isValueNode() ? value.asText() : Json.write(value));
    }
  }

  private static void putWhole(
      Map<String, Object> fields, String name, JsonNode message, String member, long most)
      throws MalformedAnswer {
    JsonNode value = message.get(member);
    if (value == null || value.isNull()) {
      return;
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < 0
        || value.asLong() > most) {
      throw new MalformedAnswer(
          ErrorType.PROCESSING_EXCEPTION,
          "%s is not a whole number from 0 to %d: %s"
              .formatted(member, most, Shown.text(value.toString())));
    }
    fields.put(name, value.asLong());
  }
}
