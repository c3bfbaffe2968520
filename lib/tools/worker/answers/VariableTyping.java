package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.json.Json;
import lib.systems.variables.VariableType;
import lib.tools.worker.servers.ErrorType;
import lib.tools.worker.status.Shown;

/**
 * Gives plain JSON values the engine's variable types. What no variable can be is refused by its
 * name: the engine would refuse all of them without saying which one it means, or keep another
 * value.
 *
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/variables/#supported-variable-values">
 *     Camunda, supported variable values</a>
 */
final class VariableTyping {

  private static final Set<String> MEMBERS = Set.of("value", "type", "valueInfo");

  private static final DateTimeFormatter ENGINE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT);

  private VariableTyping() {}

  /** Answers of external systems: whole numbers become Long, everything compound Json. */
  static ObjectNode typed(String name, JsonNode value) throws MalformedAnswer {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> variable(VariableType.NULL, JsonNodeFactory.instance.nullNode());
      case STRING -> variable(VariableType.STRING, value);
      case BOOLEAN -> variable(VariableType.BOOLEAN, value);
      case NUMBER ->
          checked(
              name,
              variable(value.isIntegralNumber() ? VariableType.LONG : VariableType.DOUBLE, value));
      default -> json(value);
    };
  }

  /**
   * The older contract: whole numbers become Integer where they fit, null becomes Json, and values
   * that say their type themselves ({@code {"value": 1, "type": "Long"}}) keep it.
   */
  static Map<String, ObjectNode> typedByOlderContract(JsonNode variables) throws MalformedAnswer {
    Map<String, ObjectNode> typed = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : variables.properties()) {
      typed.put(member.getKey(), olderContract(member.getKey(), member.getValue()));
    }
    return typed;
  }

  private static ObjectNode olderContract(String name, JsonNode value) throws MalformedAnswer {
    if (saysItsType(value)) {
      return ownType(name, value);
    } else if (value.isIntegralNumber() && value.canConvertToInt()) {
      return variable(VariableType.INTEGER, value);
    } else if (value.isNull()) {
      return json(value);
    }
    return typed(name, value);
  }

  private static boolean saysItsType(JsonNode value) {
    return value.isObject()
        && value.has("value")
        && value.path("type").isTextual()
        && value.properties().stream().allMatch(member -> MEMBERS.contains(member.getKey()));
  }

  private static ObjectNode ownType(String name, JsonNode value) throws MalformedAnswer {
    String said = value.path("type").asText();
    VariableType type =
        VariableType.of(said)
            .filter(known -> isTakenByTheEngine(said, known))
            .orElseThrow(
                () -> wrong("variable '%s' has the unknown type '%s'", name, Shown.text(said)));
    ObjectNode variable = variable(type, value.path("value"));
    if (value.has("valueInfo")) {
      variable.set("valueInfo", value.path("valueInfo"));
    }
    if (type == VariableType.JSON && value.path("value").isContainerNode()) {
      variable.put("value", Json.write(value.path("value")));
    }
    return checked(name, variable);
  }

  /** The engine takes the first letter in either case, the others as they are. */
  private static boolean isTakenByTheEngine(String said, VariableType type) {
    return said.substring(1).equals(type.engineName().substring(1));
  }

  /** Refuses what would become another value on its way, or nothing at all. */
  private static ObjectNode checked(String name, ObjectNode variable) throws MalformedAnswer {
    JsonNode value = variable.path("value");
    String type = variable.path("type").asText();
    if (value.isNumber() && !fits(value, type)) {
      throw wrong("variable '%s' is too large for %s: %s", name, type, Shown.text(value.asText()));
    }
    if (type.equals(VariableType.DATE.engineName()) && value.isTextual()) {
      engineTime(value.asText()).ifPresent(time -> variable.put("value", time));
    }
    return variable;
  }

  private static boolean fits(JsonNode number, String type) {
    return switch (type) {
      case "Double" -> Double.isFinite(number.doubleValue());
      case "Long" -> number.canConvertToLong();
      case "Integer" -> number.canConvertToInt();
      case "Short" -> number.canConvertToInt() && number.intValue() == (short) number.intValue();
      default -> true;
    };
  }

  /** An ISO 8601 time with its offset, as the engine reads it; empty if it is something else. */
  private static Optional<String> engineTime(String text) {
    try {
      return Optional.of(ENGINE_TIME.format(OffsetDateTime.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty(); // The engine's own format, or one that it has been taught.
    }
  }

  static ObjectNode string(String value) {
    return variable(VariableType.STRING, JsonNodeFactory.instance.textNode(value));
  }

  /** What is too long for the engine's tables, by name; empty if nothing is. */
  static Optional<String> tooLong(Map<String, ObjectNode> variables) {
    return variables.entrySet().stream()
        .flatMap(variable -> tooLong(variable.getKey(), variable.getValue()).stream())
        .findFirst();
  }

  private static Optional<String> tooLong(String name, ObjectNode variable) {
    if (name.length() > VariableType.LONGEST_NAME) {
      return Optional.of(
          "the name of variable '%s' has %d characters, the engine's tables hold %d"
              .formatted(Shown.text(name), name.length(), VariableType.LONGEST_NAME));
    }
    return Optional.of(variable)
        .filter(VariableType::isTooLong)
        .map(
            text ->
                "variable '%s' is a String of %d characters, the engine's tables hold %d"
                    .formatted(
                        Shown.text(name),
                        text.path("value").asText().length(),
                        VariableType.LONGEST_STRING));
  }

  private static MalformedAnswer wrong(String text, String name, Object... more) {
    Object[] all = new Object[more.length + 1];
    all[0] = Shown.text(name);
    System.arraycopy(more, 0, all, 1, more.length);
    return new MalformedAnswer(ErrorType.PROCESSING_EXCEPTION, text.formatted(all));
  }

  private static ObjectNode json(JsonNode value) {
    return variable(VariableType.JSON, JsonNodeFactory.instance.textNode(Json.write(value)));
  }

  private static ObjectNode variable(VariableType type, JsonNode value) {
    ObjectNode variable = Json.MAPPER.createObjectNode();
    variable.set("value", value);
    variable.put("type", type.engineName());
    return variable;
  }
}
