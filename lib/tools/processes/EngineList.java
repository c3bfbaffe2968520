package lib.tools.processes;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.base.text.Coded;
import lib.systems.camunda.Rights.Things;

/**
 * The lists of the engine, with the parameters of their queries.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/">Camunda REST API</a>
 */
public enum EngineList implements Coded {
  DEFINITIONS(Things.DEFINITIONS, Map.of(Filter.KEY, "key")),
  INSTANCES(
      Things.INSTANCES,
      Map.of(Filter.KEY, "processDefinitionKey", Filter.BUSINESS_KEY, "businessKey")),
  /** Running instances, too, where history is written. */
  HISTORY(
      Things.HISTORY,
      Map.of(
          Filter.KEY, "processDefinitionKey", Filter.BUSINESS_KEY, "processInstanceBusinessKey")),
  EXTERNAL_TASKS(
      Things.EXTERNAL_TASKS,
      Map.of(
          Filter.KEY, "processDefinitionKey",
          Filter.TOPIC, "topicName",
          Filter.WORKER_ID, "workerId")),
  USER_TASKS(
      Things.USER_TASKS,
      Map.of(
          Filter.KEY, "processDefinitionKey", Filter.BUSINESS_KEY, "processInstanceBusinessKey")),
  INCIDENTS(Things.INCIDENTS, Map.of(Filter.KEY, "processDefinitionKeyIn"));

  private final Things things;
  private final Map<Filter, String> parameters;

  EngineList(Things things, Map<Filter, String> parameters) {
    this.things = things;
    this.parameters = parameters;
  }

  /** Below the REST root. */
  String path() {
    return things.path();
  }

  /** A field without duplicates. */
  String sortField() {
    return things.sortField();
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
  Things things() {
    return things;
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

  /** What belongs to this list, of one thing for each. */
  <T> T choose(T definitions, T instances, T history, T externalTasks, T userTasks, T incidents) {
    return switch (this) {
      case DEFINITIONS -> definitions;
      case INSTANCES -> instances;
      case HISTORY -> history;
      case EXTERNAL_TASKS -> externalTasks;
      case USER_TASKS -> userTasks;
      case INCIDENTS -> incidents;
    };
  }
}
