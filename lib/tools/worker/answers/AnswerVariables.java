package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lib.base.json.Json;
import lib.tools.worker.servers.ErrorType;

/** The process variables that follow from a finished ticket and its questionnaires. */
final class AnswerVariables {

  private static final Set<String> TRUE_WORDS = Set.of("1", "y", "yes", "true", "да");
  private static final List<String> TICKET_FIELDS = List.of("id", "title", "status");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final boolean returnOriginalVariables;

  /**
   * @param returnOriginalVariables whether the variables of the task message are sent back, as the
   *     predecessor did; they overwrite newer values
   */
  AnswerVariables(boolean returnOriginalVariables) {
    this.returnOriginalVariables = returnOriginalVariables;
  }

  /**
   * @param message the whole answer
   * @return by name, each {@code {value, type}}
   */
  Map<String, ObjectNode> of(JsonNode message) throws MalformedAnswer {
    JsonNode original = message.path("original_message");
    String activityId = original.path("activity_id").asText("");
    JsonNode data = objectOrEmpty(message.path("response_data"), "response_data");
    JsonNode result = objectOrEmpty(data.path("result"), "response_data.result");
    JsonNode task = objectOrEmpty(result.path("task"), "response_data.result.task");
    Map<String, ObjectNode> variables = new LinkedHashMap<>();
    if (returnOriginalVariables) {
      variables.putAll(OriginalVariables.of(original));
    }
    for (String field : TICKET_FIELDS) {
      putTicketField(variables, task, field);
    }
    if (isAnswerExpected(task) && !activityId.isEmpty()) {
      // Always, also if a variable of this name exists: in a loop it is the previous answer.
      variables.put(activityId, VariableTyping.typed(activityId, JSON.textNode(okOrNo(task))));
    }
    putQuestionnaires(variables, activityId, result.path("questionnaires"));
    return variables;
  }

  /**
   * The object itself; an empty one for null, a missing member or an empty list, which is how PHP
   * writes an empty object.
   */
  static ObjectNode objectOrEmpty(JsonNode node, String name) throws MalformedAnswer {
    if (node instanceof ObjectNode object) {
      return object;
    }
    if (node.isNull() || node.isMissingNode() || (node.isArray() && node.isEmpty())) {
      return Json.MAPPER.createObjectNode();
    }
    throw new MalformedAnswer(
        ErrorType.PROCESSING_EXCEPTION,
        name + " is not an object but " + node.getNodeType().name().toLowerCase(Locale.ROOT));
  }

  private static void putTicketField(Map<String, ObjectNode> variables, JsonNode task, String field)
      throws MalformedAnswer {
    JsonNode upper = task.path(field.toUpperCase(Locale.ROOT));
    JsonNode value = isTruthy(upper) ? upper : task.path(field);
    if (isTruthy(value)) {
      String name = "bitrix_task_" + field;
      variables.put(name, VariableTyping.typed(name, JSON.textNode(text(value))));
    }
  }

  private static boolean isAnswerExpected(JsonNode task) {
    JsonNode flag = task.path("ufResultExpected");
    return isYes(isTruthy(flag) ? flag : task.path("UF_RESULT_EXPECTED"));
  }

  private static String okOrNo(JsonNode task) {
    String answer = text(task.path("ufResultAnswer_text")).strip();
    return answer.equalsIgnoreCase("ДА") ? "ok" : "no";
  }

  private static void putQuestionnaires(
      Map<String, ObjectNode> variables, String activityId, JsonNode questionnaires)
      throws MalformedAnswer {
    JsonNode items = objectOrEmpty(questionnaires, "response_data.result.questionnaires");
    for (JsonNode item : list(items.path("items"), "questionnaires.items")) {
      for (JsonNode question : list(item.path("questions"), "questionnaires.items.questions")) {
        String questionnaire = text(item.path("CODE"));
        String code = text(question.path("CODE"));
        if (!questionnaire.isEmpty() && !code.isEmpty()) {
          String name = activityId + "_" + questionnaire + "_" + code;
          variables.put(name, VariableTyping.typed(name, answer(question)));
        }
      }
    }
  }

  private static JsonNode answer(JsonNode question) {
    JsonNode answer = question.path("answer");
    String type = text(question.path("TYPE")).strip().toLowerCase(Locale.ROOT);
    if (type.equals("boolean")) {
      return JSON.booleanNode(isYes(answer));
    } else if (answer.isNull() || answer.isMissingNode()) {
      return JSON.nullNode();
    } else if (type.equals("integer")) {
      return integerOrText(text(answer).strip());
    }
    return JSON.textNode(text(answer));
  }

  private static JsonNode integerOrText(String text) {
    if (!text.matches("[+-]?\\d{1,19}")) {
      return JSON.textNode(text);
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() < Long.SIZE
        ? JSON.numberNode(number.longValue())
        : JSON.textNode(text);
  }

  private static Iterable<JsonNode> list(JsonNode node, String name) throws MalformedAnswer {
    if (node.isNull() || node.isMissingNode()) {
      return List.of();
    }
    if (!node.isContainerNode()) {
      throw new MalformedAnswer(
          ErrorType.PROCESSING_EXCEPTION,
          name + " is not a list but " + node.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    return node; // PHP writes a list with gaps as an object; its members are meant alike.
  }

  /** As Python sees it: neither null, nor empty, nor false, nor zero. */
  private static boolean isTruthy(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> !value.asText().isEmpty();
      case BOOLEAN -> value.asBoolean();
      case NUMBER -> value.decimalValue().signum() != 0;
      case OBJECT, ARRAY -> !value.isEmpty();
      default -> false;
    };
  }

  private static boolean isYes(JsonNode value) {
    return TRUE_WORDS.contains(text(value).strip().toLowerCase(Locale.ROOT));
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? (value.isNull() ? "" : value.asText()) : textOfContainer(value);
  }

  private static String textOfContainer(JsonNode value) {
    return value.isMissingNode() ? "" : Json.write(value);
  }
}
