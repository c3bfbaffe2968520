package lib.systems.variables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.Set;
import lib.base.json.Json;

/** A member of a JSON object as a process variable: it keeps the type that it has in JSON. */
final class JsonVariable {

  private static final Set<String> MEMBERS = Set.of("value", "type", "valueInfo");

  private JsonVariable() {}

  /**
   * @param place where it stands, for the complaint
   * @throws VariableException if the engine has no type for it
   */
  static ObjectNode of(JsonNode value, Slice place) {
    return switch (value.getNodeType()) {
      case NULL -> TypedValue.ofNull();
      case STRING -> TypedValue.of(VariableType.STRING, value);
      case BOOLEAN -> TypedValue.of(VariableType.BOOLEAN, value);
      case NUMBER -> number(value, place);
      case OBJECT -> saysItsType(value) ? typed(value, place) : json(value);
      default -> json(value);
    };
  }

  private static ObjectNode number(JsonNode value, Slice place) {
    if (!value.isIntegralNumber()) {
      if (Double.isInfinite(value.doubleValue())) {
        throw place.wrong("variables.too_large", "Double");
      }
      return TypedValue.of(VariableType.DOUBLE, value);
    }
    BigInteger number = value.bigIntegerValue();
    if (!Numbers.fits(number, Long.SIZE)) {
      throw place.wrong("variables.too_large", "Long");
    }
    boolean small = Numbers.fits(number, Integer.SIZE);
    return TypedValue.of(small ? VariableType.INTEGER : VariableType.LONG, value);
  }

  private static ObjectNode json(JsonNode value) {
    return TypedValue.of(VariableType.JSON, Json.write(value));
  }

  /** Whether it is of the form {@code {"value": 1, "type": "Long"}}. */
  private static boolean saysItsType(JsonNode value) {
    return value.has("value")
        && value.path("type").isTextual()
        && value.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()));
  }

  /** As it is; only JSON that is not text yet becomes text, as the engine takes nothing else. */
  private static ObjectNode typed(JsonNode value, Slice place) {
    String name = value.path("type").asText();
    VariableType type =
        VariableType.of(name)
            .orElseThrow(
                () -> place.wrong("variables.unknown_json_type", name, VariableType.names()));
    ObjectNode variable = value.deepCopy();
    if (type == VariableType.JSON && variable.path("value").isContainerNode()) {
      variable.put("value", Json.write(variable.path("value")));
    }
    return variable;
  }
}
