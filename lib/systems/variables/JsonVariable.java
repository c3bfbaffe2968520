package lib.systems.variables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.Set;
import lib.base.json.Json;

/** A member of a JSON object as a process variable: it keeps the type that it has in JSON. */
public final class JsonVariable {

  private static final Set<String> MEMBERS = Set.of("value", "type", "valueInfo");

  private JsonVariable() {}

  /**
   * The variable {@code {value, type}} of a value.
   *
   * @throws VariableException if the engine has no type for it
   */
  public static ObjectNode of(JsonNode value) {
    return of(value, Slice.of(""));
  }

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

  /**
   * As it is, but for what the engine does not take: JSON becomes text, a date gets the engine's
   * format, as in text of the form {@code name:Date=...}; {@code LONG} is spelt as the engine does,
   * which takes only the first letter in either case.
   */
  private static ObjectNode typed(JsonNode value, Slice place) {
    String name = value.path("type").asText();
    VariableType type =
        VariableType.of(name)
            .orElseThrow(
                () -> place.wrong("variables.unknown_json_type", name, VariableType.names()));
    ObjectNode variable = value.deepCopy();
    if (!name.substring(1).equals(type.engineName().substring(1))) {
      variable.put("type", type.engineName());
    }
    JsonNode content = value.path("value");
    if (type == VariableType.JSON && content.isContainerNode()) {
      variable.put("value", Json.write(content));
    } else if (type == VariableType.DATE && content.isTextual()) {
      variable.put("value", date(content.asText(), place));
    } else if (content.isNumber()) {
      checkSize(type, content, place);
    }
    return variable;
  }

  private static String date(String text, Slice place) {
    return EngineTime.of(text, ZoneId.systemDefault())
        .orElseThrow(() -> place.wrong("variables.no_date", shortened(text)));
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static void checkSize(VariableType type, JsonNode number, Slice place) {
    boolean fits =
        switch (type) {
          case SHORT -> isWhole(number, Short.SIZE);
          case INTEGER -> isWhole(number, Integer.SIZE);
          case LONG -> isWhole(number, Long.SIZE);
          case DOUBLE -> !Double.isInfinite(number.doubleValue());
          default -> true;
        };
    if (!fits) {
      throw place.wrong("variables.too_large", type.engineName());
    }
  }

  /** A fraction is left to the engine. */
  private static boolean isWhole(JsonNode number, int bits) {
    return !number.isIntegralNumber() || Numbers.fits(number.bigIntegerValue(), bits);
  }
}
