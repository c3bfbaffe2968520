package lib.camunda;

//SOURCES ProcessDefinition.java
//SOURCES RestClient.java

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The request that starts an instance.
 *
 * @param path below the REST root, encoded
 * @param body what is sent as JSON
 */
public record StartRequest(String path, Map<String, Object> body) {

  /** All starts are POST requests. */
  public static final String METHOD = "POST";

  /**
   * A start of exactly this version, by its id: the engine has no path for a key with a version,
   * and between two requests somebody may deploy a newer one.
   *
   * @param variables by name, each {@code {value, type}}
   * @param businessKey may be null
   */
  public static StartRequest of(
      ProcessDefinition definition, Map<String, ?> variables, String businessKey) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!variables.isEmpty()) {
      body.put("variables", variables);
    }
    if (businessKey != null) {
      body.put("businessKey", businessKey);
    }
    return new StartRequest(
        "/process-definition/" + RestClient.encode(definition.id()) + "/start", body);
  }
}
