package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import lib.systems.camunda.InstanceDetails;
import lib.systems.camunda.InstanceDetails.By;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TenantFilter;

/**
 * Finds instances by their id or their business key, running or ended. Changes nothing; throws
 * {@code CamundaException} if the engine does not answer as expected.
 */
record InstanceSearch(InstanceDetails details, TenantFilter tenants) {

  /** What has this id; else what has it as its business key, the newest first. */
  List<Instance> find(String idOrKey) {
    List<Instance> byId = search(By.ID, "id", idOrKey);
    return byId.isEmpty() ? search(By.BUSINESS_KEY, "businessKey", idOrKey) : byId;
  }

  /** Those that an instance has called; running ones do not say by whom. */
  List<Instance> calledBy(String id) {
    Map<String, Instance> found = new LinkedHashMap<>();
    details
        .historic(By.CALLER, id)
        .forEach(row -> add(found, row, Instance::ofHistory, "superProcessInstanceId", id));
    details.running(By.CALLER, id).forEach(row -> add(found, row, Instance::running, "", id));
    return List.copyOf(found.values());
  }

  /** Whether the user may not see everything, so that nothing found means little. */
  boolean mayHide() {
    var rights = new Rights(details.rest());
    return rights.of(Rights.Things.INSTANCES) == Rights.Sight.PART
        || rights.of(Rights.Things.HISTORY) == Rights.Sight.PART;
  }

  private List<Instance> search(By by, String field, String value) {
    Map<String, Instance> found = new LinkedHashMap<>();
    details.historic(by, value).forEach(row -> add(found, row, Instance::ofHistory, field, value));
    details.running(by, value).forEach(row -> add(found, row, Instance::running, field, value));
    return List.copyOf(found.values());
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
