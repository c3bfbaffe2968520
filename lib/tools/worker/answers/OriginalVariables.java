package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The variables of the task message on their way back, for {@code worker.return_original_variables}
 * . Each keeps its type, which stands in {@code process_variables}; what a message does not carry
 * is left alone.
 */
final class OriginalVariables {

  /** Types whose values the task message does not have, only where to get them. */
  private static final Set<String> NOT_CARRIED = Set.of("File", "Bytes");

  /** The engine refuses Java's own serialization over REST unless it is told otherwise. */
  private static final String SERIALIZED_JAVA = "application/x-java-serialized-object";

  private OriginalVariables() {}

  /**
   * @param original the task message
   * @return by name, each {@code {value, type}}
   */
  static Map<String, ObjectNode> of(JsonNode original) throws MalformedAnswer {
    JsonNode typed =
        AnswerVariables.objectOrEmpty(
            original.path("process_variables"), "original_message.process_variables");
    JsonNode plain =
        AnswerVariables.objectOrEmpty(original.path("variables"), "original_message.variables");
    Map<String, ObjectNode> variables = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : plain.properties()) {
      String name = member.getKey();
      if (!typed.has(name)) {
        variables.put(name, VariableTyping.typed(name, member.getValue()));
      } else if (typed.path(name) instanceof ObjectNode variable && isCarried(variable)) {
        ObjectNode copy = variable.deepCopy();
        copy.retain("value", "type", "valueInfo");
        variables.put(name, copy);
      }
    }
    return variables;
  }

  private static boolean isCarried(ObjectNode variable) {
    String type = variable.path("type").asText();
    String format = variable.path("valueInfo").path("serializationDataFormat").asText();
    return !NOT_CARRIED.contains(type)
        && !format.equals(SERIALIZED_JAVA)
        && (type.equals("Null") || !variable.path("value").isNull());
  }
}
