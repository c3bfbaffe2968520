package lib.tools.processes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * The statistics as JSON. The names of the fields stay. Of a list to which a filter cannot be
 * applied there are no counts; a count that the engine could not tell is null.
 */
record StatisticsDocument(
    @JsonInclude(Include.NON_ABSENT) Optional<Map<String, OptionalLong>> processDefinitions,
    @JsonInclude(Include.NON_ABSENT) Optional<Map<String, OptionalLong>> processInstances,
    @JsonInclude(Include.NON_ABSENT) Optional<Map<String, OptionalLong>> externalTasks,
    @JsonInclude(Include.NON_ABSENT) Optional<Map<String, OptionalLong>> userTasks,
    @JsonInclude(Include.NON_ABSENT) Optional<Map<String, OptionalLong>> incidents,
    SortedMap<String, Long> externalTasksByTopic,
    int topicsNotCounted,
    SortedMap<String, Long> processInstancesByKey,
    boolean backOffComplete) {

  static StatisticsDocument of(Statistics statistics) {
    return new StatisticsDocument(
        counts(statistics, EngineList.DEFINITIONS),
        counts(statistics, EngineList.INSTANCES),
        counts(statistics, EngineList.EXTERNAL_TASKS),
        counts(statistics, EngineList.USER_TASKS),
        counts(statistics, EngineList.INCIDENTS),
        statistics.tasksByTopic(),
        statistics.topicsLeftOut(),
        statistics.instancesByKey(),
        statistics.backOffComplete());
  }

  private static Optional<Map<String, OptionalLong>> counts(
      Statistics statistics, EngineList list) {
    return statistics.groups().stream()
        .filter(group -> group.list() == list)
        .map(CountGroup::counts)
        .findFirst();
  }
}
