package lib.systems.variables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import lib.base.json.Json;

/** Makes the {@code {value, type}} objects of requests. */
final class TypedValue {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TypedValue() {}

  static ObjectNode of(VariableType type, JsonNode value) {
    ObjectNode variable = Json.MAPPER.createObjectNode();
    variable.set("value", value);
    variable.put("type", type.engineName());
    return variable;
  }

  static ObjectNode of(VariableType type, String text) {
    return of(type, NODES.textNode(text));
  }

  static ObjectNode of(boolean value) {
    return of(VariableType.BOOLEAN, NODES.booleanNode(value));
  }

  static ObjectNode of(double value) {
    return of(VariableType.DOUBLE, NODES.numberNode(value));
  }

  static ObjectNode of(VariableType type, BigInteger value) {
    return of(type, NODES.numberNode(value.longValueExact()));
  }

  static ObjectNode ofNull() {
    return of(VariableType.NULL, NODES.nullNode());
  }
}
