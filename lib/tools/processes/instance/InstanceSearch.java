package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TenantFilter;

/**
 * Finds instances by their id or their business key, running or ended. Changes nothing; throws
 * {@code CamundaException} if the engine does not answer as expected.
 */
record InstanceSearch(RestClient rest, TenantFilter tenants) {

  /** More than anybody chooses from. */
  private static final int MOST = 100;

  /** What has this id; else what has it as its business key, the newest first. */
  List<Instance> find(String idOrKey) {
    List<Instance> byId = search("processInstanceIds", "processInstanceIds", "id", idOrKey);
    return byId.isEmpty()
        ? search("businessKey", "processInstanceBusinessKey", "businessKey", idOrKey)
        : byId;
  }

  /** Those that an instance has called. */
  List<Instance> calledBy(String id) {
    Map<String, Instance> found = new LinkedHashMap<>();
    String value = RestClient.encode(id);
    history("superProcessInstanceId=" + value)
        .forEach(row -> add(found, row, Instance::ofHistory, "superProcessInstanceId", id));
    rest.list("/process-instance?maxResults=" + MOST + "&superProcessInstance=" + value)
        .forEach(row -> add(found, row, Instance::running, "", id));
    return List.copyOf(found.values());
  }

  /** Whether the user may not see everything, so that nothing found means little. */
  boolean mayHide() {
    var rights = new Rights(rest);
    return rights.of(Rights.Things.INSTANCES) == Rights.Sight.PART
        || rights.of(Rights.Things.HISTORY) == Rights.Sight.PART;
  }

  /** Whether history knows instances at all; where it is written it has the running ones, too. */
  boolean hasHistory() {
    return !rest.list("/history/process-instance?maxResults=1").isEmpty();
  }

  private List<Instance> search(String running, String history, String field, String value) {
    Map<String, Instance> found = new LinkedHashMap<>();
    String encoded = RestClient.encode(value);
    history(history + "=" + encoded)
        .forEach(row -> add(found, row, Instance::ofHistory, field, value));
    rest.list("/process-instance?maxResults=" + MOST + "&" + running + "=" + encoded)
        .forEach(row -> add(found, row, Instance::running, field, value));
    return List.copyOf(found.values());
  }

  private JsonNode history(String query) {
    return rest.list(
        "/history/process-instance?sortBy=startTime&sortOrder=desc&maxResults="
            + MOST
            + "&"
            + query);
  }

  /** Engines ignore parameters that they do not know. */
  private void add(
      Map<String, Instance> found,
      JsonNode row,
      Function<JsonNode, Instance> reader,
      String field,
      String value) {
    boolean meant = field.isEmpty() || value.equals(row.path(field).asText());
    if (meant && tenants.accepts(row)) {
      found.putIfAbsent(row.path("id").asText(), reader.apply(row));
    }
  }
}
