package lib.tools.processes;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.systems.camunda.Rights;

/**
 * The lists of the engine: where each is, how it is sorted so that pages do not overlap, and the
 * parameters of its queries.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/">Camunda REST API</a>
 */
public enum EngineList {
  DEFINITIONS("/process-definition", "id", Map.of(Filter.KEY, "key")),
  INSTANCES(
      "/process-instance",
      "instanceId",
      Map.of(Filter.KEY, "processDefinitionKey", Filter.BUSINESS_KEY, "businessKey")),
  /** Running instances, too, where history is written. */
  HISTORY(
      "/history/process-instance",
      "instanceId",
      Map.of(
          Filter.KEY, "processDefinitionKey", Filter.BUSINESS_KEY, "processInstanceBusinessKey")),
  EXTERNAL_TASKS(
      "/external-task",
      "id",
      Map.of(
          Filter.KEY, "processDefinitionKey",
          Filter.TOPIC, "topicName",
          Filter.WORKER_ID, "workerId")),
  USER_TASKS(
      "/task",
      "id",
      Map.of(
          Filter.KEY, "processDefinitionKey", Filter.BUSINESS_KEY, "processInstanceBusinessKey")),
  INCIDENTS("/incident", "incidentId", Map.of(Filter.KEY, "processDefinitionKeyIn"));

  private final String path;
  private final String sortField;
  private final Map<Filter, String> parameters;

  EngineList(String path, String sortField, Map<Filter, String> parameters) {
    this.path = path;
    this.sortField = sortField;
    this.parameters = parameters;
  }

  /** Below the REST root. */
  String path() {
    return path;
  }

  /** A field without duplicates. */
  String sortField() {
    return sortField;
  }

  /** The field that puts the newest first for a reader; empty if its queries have none. */
  Optional<String> timeField() {
    return switch (this) {
      case HISTORY -> Optional.of("startTime");
      case USER_TASKS -> Optional.of("created");
      case INCIDENTS -> Optional.of("incidentTimestamp");
      case DEFINITIONS, INSTANCES, EXTERNAL_TASKS -> Optional.empty();
    };
  }

  /** The query's parameter for a filter, of those that {@link #countable} has. */
  String parameter(Filter filter) {
    return parameters.get(filter);
  }

  /** The filters for which the list's own query has a parameter. */
  Set<Filter> countable() {
    return parameters.keySet();
  }

  /** Whether its count query can apply all these filters. */
  boolean isCountable(Filters filters) {
    return parameters.keySet().containsAll(filters.given());
  }

  /**
   * Whether its count query counts all that {@link Rows} finds: no query knows what the instances
   * with a business key have called.
   */
  boolean isWholeCountable(Filters filters) {
    return isCountable(filters) && (this == HISTORY || !filters.has(Filter.BUSINESS_KEY));
  }

  /** The filters that can be applied to its rows, be it in two steps. */
  public Set<Filter> filters() {
    Set<Filter> filters = EnumSet.copyOf(parameters.keySet());
    if (isOfInstances()) {
      filters.add(Filter.BUSINESS_KEY);
    }
    return filters;
  }

  /** Whether its rows have a {@code processInstanceId}, whose instance has the business key. */
  boolean isOfInstances() {
    return this == EXTERNAL_TASKS || this == USER_TASKS || this == INCIDENTS;
  }

  /** What it consists of, where rights are concerned. */
  Rights.Things things() {
    return switch (this) {
      case DEFINITIONS -> Rights.Things.DEFINITIONS;
      case INSTANCES -> Rights.Things.INSTANCES;
      case HISTORY -> Rights.Things.HISTORY;
      case EXTERNAL_TASKS -> Rights.Things.EXTERNAL_TASKS;
      case USER_TASKS -> Rights.Things.USER_TASKS;
      case INCIDENTS -> Rights.Things.INCIDENTS;
    };
  }

  /** Its name in the keys of texts. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its field in JSON. These names stay; the first version of the tools had four of them. */
  public String jsonName() {
    return switch (this) {
      case DEFINITIONS -> "process_definitions";
      case INSTANCES -> "process_instances";
      case HISTORY -> "historic_process_instances";
      case EXTERNAL_TASKS -> "external_tasks";
      case USER_TASKS -> "user_tasks";
      case INCIDENTS -> "incidents";
    };
  }
}
