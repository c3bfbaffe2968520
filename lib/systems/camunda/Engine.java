package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.json.Json;
import lib.base.text.Reason;

/**
 * What the worker reads of the engine besides its tasks. Nothing here changes the engine; every
 * method throws {@link CamundaException} if it is not answered as expected.
 */
public final class Engine {

  private static final String VARIABLES = "/variable-instance?deserializeValues=false";

  /** Types whose values are not in the list, but at an address of their own. */
  private static final Set<String> BINARY = Set.of("Bytes", "File");

  /** Engines can be configured to refuse unlimited queries. */
  private static final int PAGE = 1000;

  private static final List<Map<String, String>> STABLE_ORDER =
      List.of(
          Map.of("sortBy", "activityInstanceId", "sortOrder", "asc"),
          Map.of("sortBy", "variableName", "sortOrder", "asc"));

  private final RestClient rest;

  public Engine(RestClient rest) {
    this.rest = rest;
  }

  /**
   * The engine's version, e.g. {@code 7.24.0}. Needs valid credentials, so it is the right request
   * to find out whether the engine can be used ({@code GET /engine} answers anybody).
   *
   * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/version/">Get REST API
   *     version</a>
   */
  public String version() {
    return version(rest.settings().httpTimeout());
  }

  /** The same within a time limit of its own. */
  public String version(Duration timeout) {
    JsonNode answer = rest.send("GET", "/version", null, timeout);
    return Json.text(answer, "version")
        .filter(version -> !version.isBlank())
        .orElseThrow(
            () -> rest.unexpected("GET", "/version", answer, Reason.of("camunda.why.no_version")));
  }

  /** Everything that the engine says of itself, as it says it. */
  public JsonNode about() {
    return rest.get("/version");
  }

  /**
   * The BPMN document of a definition.
   *
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/process-definition/get-xml/">Get
   *     BPMN 2.0 XML</a>
   */
  public String definitionXml(String definitionId) {
    return rest.get("/process-definition/" + RestClient.encode(definitionId) + "/xml")
        .path("bpmn20Xml")
        .asText("");
  }

  /**
   * The same document as it was deployed, byte by byte: {@link #definitionXml} has it as text that
   * the engine has decoded, always as UTF-8, whatever the document says of itself.
   *
   * @return empty if the engine does not show the deployment's resource
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/deployment/get-resource-binary/">
   *     Get Deployment Resource (Binary)</a>
   */
  public Optional<byte[]> definitionDocument(String definitionId) {
    JsonNode definition = rest.get("/process-definition/" + RestClient.encode(definitionId));
    String resources =
        "/deployment/" + RestClient.encode(definition.path("deploymentId").asText()) + "/resources";
    for (JsonNode resource : rest.get(resources)) {
      if (resource.path("name").equals(definition.path("resource"))) {
        String id = RestClient.encode(resource.path("id").asText());
        return Optional.of(rest.bytes(resources + "/" + id + "/data"));
      }
    }
    return Optional.empty();
  }

  /**
   * The process-level variables of many instances in one request a thousand rows: those of the
   * instance's own scope, without local ones of activities.
   *
   * @return by instance id: name to {@code {type, value, valueInfo}}, files and bytes with the
   *     {@code url} of their content; an entry for every given id
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/variable-instance/post-query/">
   *     Get Variable Instances (POST)</a>
   */
  public Map<String, ObjectNode> processVariables(Collection<String> instanceIds) {
    Map<String, ObjectNode> found = new LinkedHashMap<>();
    instanceIds.forEach(id -> found.put(id, Json.MAPPER.createObjectNode()));
    if (found.isEmpty()) {
      return found;
    }
    Map<String, Object> query =
        Map.of("processInstanceIdIn", found.keySet(), "sorting", STABLE_ORDER);
    JsonNode rows;
    int first = 0;
    do {
      rows = rest.list(VARIABLES + "&firstResult=" + first + "&maxResults=" + PAGE, query);
      for (JsonNode row : rows) {
        String instance = row.path("processInstanceId").asText();
        if (found.containsKey(instance) && instance.equals(row.path("executionId").asText())) {
          found.get(instance).set(row.path("name").asText(), typed(row));
        }
      }
      first += PAGE;
    } while (rows.size() == PAGE);
    return found;
  }

  private ObjectNode typed(JsonNode row) {
    ObjectNode variable = Json.MAPPER.createObjectNode();
    variable.set("type", row.get("type"));
    variable.set("value", row.get("value"));
    JsonNode info = row.get("valueInfo");
    variable.set("valueInfo", info == null ? Json.MAPPER.createObjectNode() : info);
    if (BINARY.contains(row.path("type").asText())) {
      String id = RestClient.encode(row.path("id").asText());
      variable.put("url", rest.settings().baseUrl() + "/variable-instance/" + id + "/data");
    }
    return variable;
  }
}
