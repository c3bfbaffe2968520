package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.TaskCondition;

/**
 * Counts external tasks row by row, for filters that no count query knows. Reads all rows, a page
 * at a time. The conditions are by this machine's clock.
 */
final class TaskTally {

  private static final List<TaskCondition> ORDER =
      List.of(
          TaskCondition.FREE,
          TaskCondition.IN_PROGRESS,
          TaskCondition.BACK_OFF,
          TaskCondition.LOCK_EXPIRED,
          TaskCondition.OUT_OF_RETRIES,
          TaskCondition.SUSPENDED);

  private final ExternalTasks tasks;
  private final Instant now = Instant.now();
  private final Map<String, OptionalLong> conditions = new LinkedHashMap<>();
  private final SortedMap<String, Long> byTopic = new TreeMap<>();

  TaskTally(Rows rows, ExternalTasks tasks) {
    this.tasks = tasks;
    conditions.put("total", OptionalLong.of(0));
    ORDER.forEach(condition -> conditions.put(TaskCounts.name(condition), OptionalLong.of(0)));
    rows.of(EngineList.EXTERNAL_TASKS).forEach(this::add);
  }

  CountGroup counts() {
    return new CountGroup(EngineList.EXTERNAL_TASKS, conditions);
  }

  SortedMap<String, Long> byTopic() {
    return byTopic;
  }

  private void add(JsonNode row) {
    increase("total");
    byTopic.merge(row.path("topicName").asText(), 1L, Long::sum);
    try {
      increase(TaskCounts.name(tasks.state(row).conditionAt(now)));
    } catch (CamundaException e) {
      increase(TaskCounts.name(TaskCondition.IN_PROGRESS)); // What most are.
    }
  }

  private void increase(String name) {
    conditions.compute(name, (key, count) -> OptionalLong.of(count.getAsLong() + 1));
  }
}
