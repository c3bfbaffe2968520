package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.ProcessDefinitions;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TenantFilter;

/**
 * Counts everything. The number of requests depends on the number of filter values and topics (of
 * these at most {@link #TOPICS}), never on how much the engine holds. Changes nothing; throws
 * {@code CamundaException} if the engine does not answer as expected.
 */
public final class StatisticsReader {

  /** Each costs a request. */
  static final int TOPICS = 100;

  /** Up to so many incidents those that were passed up are told from their causes. */
  static final int INCIDENTS = 2000;

  private final RestClient rest;
  private final Filters filters;
  private final TenantFilter tenants;
  private final Counts counts;
  private final Rows rows;
  private final SortedMap<String, Long> instancesByKey = new TreeMap<>();
  private final SortedMap<String, Long> tasksByTopic = new TreeMap<>();
  private int topicsLeftOut;

  public StatisticsReader(
      RestClient rest, Filters filters, TenantFilter tenants, Counts counts, Rows rows) {
    this.rest = rest;
    this.filters = filters;
    this.tenants = tenants;
    this.counts = counts;
    this.rows = rows;
  }

  /**
   * Counts all to which the filters can be applied.
   *
   * @param historyMissing whether history is no source
   */
  public Statistics read(boolean historyMissing) {
    List<CountGroup> groups = new ArrayList<>();
    var tasks = new TaskCounts(counts, rows, new TaskLists(rest));
    if (EngineList.DEFINITIONS.isCountable(filters)) {
      groups.add(definitions());
    }
    if (EngineList.INSTANCES.isCountable(filters)) {
      groups.add(instances(historyMissing));
      countByKey();
    }
    if (EngineList.EXTERNAL_TASKS.isCountable(filters)) {
      groups.add(tasks.read());
      countByTopic();
    }
    if (EngineList.USER_TASKS.isCountable(filters)) {
      groups.add(userTasks());
    }
    if (EngineList.INCIDENTS.isCountable(filters)) {
      groups.add(incidents());
    }
    return new Statistics(groups, instancesByKey, tasksByTopic, topicsLeftOut, tasks.isComplete());
  }

  private CountGroup definitions() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("total", "");
    queries.put("latest_versions", "latestVersion=true");
    queries.put("suspended", "suspended=true");
    return new CountGroup(EngineList.DEFINITIONS, counted(EngineList.DEFINITIONS, queries));
  }

  private CountGroup instances(boolean historyMissing) {
    Map<String, String> running = new LinkedHashMap<>();
    running.put("total", "");
    running.put("active", "active=true");
    running.put("suspended", "suspended=true");
    running.put("with_incidents", "withIncident=true");
    Map<String, OptionalLong> counted = counted(EngineList.INSTANCES, running);
    Map<String, String> ended = new LinkedHashMap<>();
    ended.put("completed", "completed=true");
    ended.put("externally_terminated", "externallyTerminated=true");
    ended.put("internally_terminated", "internallyTerminated=true");
    if (historyMissing) {
      ended.keySet().forEach(name -> counted.put(name, OptionalLong.empty()));
    } else {
      counted.putAll(counted(EngineList.HISTORY, ended));
    }
    return new CountGroup(EngineList.INSTANCES, counted);
  }

  private CountGroup userTasks() {
    Map<String, String> queries = new LinkedHashMap<>();
    queries.put("total", "");
    queries.put("assigned", "assigned=true");
    queries.put("unassigned", "unassigned=true");
    queries.put("suspended", "suspended=true");
    return new CountGroup(EngineList.USER_TASKS, counted(EngineList.USER_TASKS, queries));
  }

  private CountGroup incidents() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("total", "");
    types.put("failed_external_task", "failedExternalTask");
    types.put("failed_job", "failedJob");
    Map<String, OptionalLong> counted = new LinkedHashMap<>();
    OptionalLong all = counts.count(EngineList.INCIDENTS, "");
    if (all.isPresent() && all.getAsLong() <= INCIDENTS) {
      List<JsonNode> rows =
          this.rows.first(EngineList.INCIDENTS, "", "incidentTimestamp", INCIDENTS).toList();
      types.forEach((name, type) -> counted.put(name, OptionalLong.of(causes(rows, type))));
    } else {
      types.forEach((name, type) -> counted.put(name, ofType(type)));
    }
    return new CountGroup(EngineList.INCIDENTS, counted);
  }

  private OptionalLong ofType(String type) {
    String query = type.isEmpty() ? "" : "incidentType=" + type;
    return counts.count(EngineList.INCIDENTS, query);
  }

  /** What came up in a called process stands in the list once more for each that called it. */
  private static long causes(List<JsonNode> rows, String type) {
    return rows.stream()
        .filter(row -> type.isEmpty() || type.equals(row.path("incidentType").asText()))
        .map(row -> Incidents.causeOf(row).orElse(row.path("id").asText()))
        .distinct()
        .count();
  }

  private Map<String, OptionalLong> counted(EngineList list, Map<String, String> queries) {
    Map<String, OptionalLong> counted = new LinkedHashMap<>();
    queries.forEach((name, query) -> counted.put(name, counts.count(list, query)));
    return counted;
  }

  /** The request takes no filters, so they are applied here. */
  private void countByKey() {
    if (filters.has(Filter.BUSINESS_KEY)) {
      return;
    }
    instancesByKey.putAll(new ProcessDefinitions(rest, tenants).instancesByKey());
    if (filters.has(Filter.KEY)) {
      instancesByKey.keySet().retainAll(filters.of(Filter.KEY));
    }
  }

  private void countByTopic() {
    List<String> topics =
        filters.has(Filter.TOPIC)
            ? List.copyOf(filters.of(Filter.TOPIC))
            : List.copyOf(new TaskLists(rest).topics());
    topicsLeftOut = Math.max(0, topics.size() - TOPICS);
    for (String topic : topics.subList(0, topics.size() - topicsLeftOut)) {
      OptionalLong count =
          counts.count(EngineList.EXTERNAL_TASKS, filters.with(Filter.TOPIC, topic), "");
      if (count.orElse(0) > 0) {
        tasksByTopic.put(topic, count.getAsLong());
      }
    }
  }
}
