package lib.tools.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import lib.base.json.Json;

/**
 * Gives plain JSON values the engine's variable types.
 *
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/variables/#supported-variable-values">
 *     Camunda, supported variable values</a>
 */
final class VariableTyping {

  private static final Set<String> TYPES =
      Set.of(
          "Boolean", "Bytes", "Date", "Double", "File", "Integer", "Json", "Long", "Null", "Object",
          "Short", "String", "Xml");

  private VariableTyping() {}

  /** Answers of external systems: whole numbers become Long, everything compound Json. */
  static ObjectNode typed(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> variable("Null", JsonNodeFactory.instance.nullNode());
      case STRING -> variable("String", value);
      case BOOLEAN -> variable("Boolean", value);
      case NUMBER -> variable(value.isIntegralNumber() ? "Long" : "Double", value);
      default -> variable("Json", JsonNodeFactory.instance.textNode(Json.write(value)));
    };
  }

  /**
   * The older contract: whole numbers become Integer where they fit, null becomes Json, and values
   * that say their type themselves ({@code {"value": 1, "type": "Long"}}) keep it.
   */
  static Map<String, ObjectNode> typedByOlderContract(JsonNode variables) {
    Map<String, ObjectNode> typed = new LinkedHashMap<>();
    variables.properties().forEach(e -> typed.put(e.getKey(), olderContract(e.getValue())));
    return typed;
  }

  private static ObjectNode olderContract(JsonNode value) {
    if (saysItsType(value)) {
      return (ObjectNode) value;
    } else if (value.isIntegralNumber() && value.canConvertToInt()) {
      return variable("Integer", value);
    } else if (value.isNull()) {
      return variable("Json", JsonNodeFactory.instance.textNode("null"));
    }
    return typed(value);
  }

  private static boolean saysItsType(JsonNode value) {
    return value.isObject()
        && value.has("value")
        && TYPES.contains(value.path("type").asText())
        && value.size() == (value.has("valueInfo") ? 3 : 2);
  }

  private static ObjectNode variable(String type, JsonNode value) {
    ObjectNode variable = Json.MAPPER.createObjectNode();
    variable.set("value", value);
    variable.put("type", type);
    return variable;
  }
}
