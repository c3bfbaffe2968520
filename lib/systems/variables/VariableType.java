package lib.systems.variables;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The engine's types of process variables.
 *
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/variables/#supported-variable-values">
 *     Camunda, supported variable values</a>
 */
public enum VariableType {
  BOOLEAN,
  BYTES,
  DATE,
  DOUBLE,
  FILE,
  INTEGER,
  JSON,
  LONG,
  NULL,
  OBJECT,
  SHORT,
  STRING,
  XML;

  /** The longest String that the engine's tables hold (Oracle's: half of it). */
  public static final int LONGEST_STRING = 4000;

  /** The longest name of a variable that they hold. */
  public static final int LONGEST_NAME = 255;

  /**
   * Whether it is a String that the engine's tables do not hold, unless somebody has enlarged them.
   *
   * @param variable {@code {value, type}}
   */
  public static boolean isTooLong(ObjectNode variable) {
    return variable.path("type").asText().equalsIgnoreCase(STRING.engineName())
        && variable.path("value").asText().length() > LONGEST_STRING;
  }

  /** The type of a name such as {@code Long} in any case, as the engine takes it. */
  public static Optional<VariableType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The name in requests, e.g. {@code Long}. */
  public String engineName() {
    return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  /** All names, for messages. */
  static String names() {
    return Arrays.stream(values()).map(VariableType::engineName).collect(Collectors.joining(", "));
  }
}
