package lib.systems.camunda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The request that starts an instance.
 *
 * @param path below the REST root, encoded
 * @param variables by name, each {@code {value, type}}
 */
public record StartRequest(
    String path, Map<String, ObjectNode> variables, Optional<String> businessKey) {

  /** All starts are POST requests. */
  public static final String METHOD = "POST";

  /**
   * A start of exactly this version, by its id: the engine has no path for a key with a version,
   * and between two requests somebody may deploy a newer one.
   */
  public static StartRequest of(
      ProcessDefinition definition,
      Map<String, ObjectNode> variables,
      Optional<String> businessKey) {
    String path = "/process-definition/" + RestClient.encode(definition.id()) + "/start";
    return new StartRequest(path, variables, businessKey);
  }

  /** How many characters of a business key the engine's tables hold. */
  public static final int LONGEST_BUSINESS_KEY = 255;

  /** What is sent as JSON. */
  public Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!variables.isEmpty()) {
      body.put("variables", variables);
    }
    businessKey.ifPresent(key -> body.put("businessKey", key));
    return body;
  }
}
