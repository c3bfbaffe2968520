package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lib.systems.camunda.LockOwner;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;

/**
 * One query of a list, and the same condition for this side: engines ignore parameters that they do
 * not know.
 *
 * @param values that the rows have to have
 * @param instanceIds of the process instances that the rows have to belong to; empty for any
 */
record RowQuery(
    EngineList list, TenantFilter tenants, Map<Filter, String> values, List<String> instanceIds) {

  static RowQuery of(EngineList list, TenantFilter tenants, Map<Filter, String> values) {
    return new RowQuery(list, tenants, values, List.of());
  }

  /**
   * The query's parameters with others, all encoded.
   *
   * @param more the others; may be empty, as may be the whole
   */
  String parameters(String more) {
    String own = parameters();
    return own.isEmpty() || more.isEmpty() ? own + more : own + "&" + more;
  }

  /** The query's own parameters, encoded; may be empty. */
  String parameters() {
    String query =
        values.entrySet().stream()
            .filter(e -> list.countable().contains(e.getKey()))
            .map(e -> "&" + list.parameter(e.getKey()) + "=" + RestClient.encode(e.getValue()))
            .collect(Collectors.joining());
    return (query + instances() + tenantQuery(list, tenants)).replaceFirst("^&", "");
  }

  /** The two lists without a parameter for "of no tenant" are checked on this side only. */
  static String tenantQuery(EngineList list, TenantFilter tenants) {
    boolean unknown = list == EngineList.EXTERNAL_TASKS || list == EngineList.INCIDENTS;
    return unknown && tenants.isNobody() ? "" : tenants.query();
  }

  private String instances() {
    if (instanceIds.isEmpty()) {
      return "";
    }
    String name = instanceIds.size() == 1 ? "processInstanceId" : "processInstanceIdIn";
    String ids = instanceIds.stream().map(RestClient::encode).collect(Collectors.joining(","));
    return "&" + name + "=" + ids;
  }

  /** Whether a row is meant. */
  boolean accepts(JsonNode row, DefinitionKeys keys) {
    return tenants.accepts(row)
        && (instanceIds.isEmpty() || instanceIds.contains(row.path("processInstanceId").asText()))
        && values.entrySet().stream().allMatch(e -> has(row, e.getKey(), e.getValue(), keys));
  }

  private boolean has(JsonNode row, Filter filter, String value, DefinitionKeys keys) {
    return switch (filter) {
      case KEY ->
          list == EngineList.DEFINITIONS
              ? row.path("key").asText().equals(value)
              : keys.of(row).filter(value::equals).isPresent();
      case BUSINESS_KEY -> row.path("businessKey").asText().equals(value);
      case TOPIC -> row.path("topicName").asText().equals(value);
      case WORKER_ID -> LockOwner.isNamedBy(row.path("workerId").asText(), value);
    };
  }
}
