package lib.tools.processes;

import java.util.List;
import java.util.SortedMap;

/**
 * How many there are of what. A group or map to which a filter cannot be applied is missing.
 *
 * @param groups counts of whole lists
 * @param instancesByKey running instances by the key of their process, those that have any
 * @param tasksByTopic external tasks by topic, those that have any
 * @param topicsLeftOut topics that were not counted because there are too many
 * @param backOffComplete whether all locked tasks were looked at for failures; if not, there may be
 *     more of those and less of the others
 */
public record Statistics(
    List<CountGroup> groups,
    SortedMap<String, Long> instancesByKey,
    SortedMap<String, Long> tasksByTopic,
    int topicsLeftOut,
    boolean backOffComplete) {

  /** The lists in which nothing was found. */
  List<EngineList> emptyLists() {
    return groups.stream()
        .filter(group -> group.count("total").orElse(1) == 0)
        .map(CountGroup::list)
        .toList();
  }

  /** Whether nothing at all was found. */
  public boolean isEmpty() {
    return groups.stream().allMatch(group -> group.count("total").orElse(1) == 0);
  }
}
