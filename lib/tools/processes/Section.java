package lib.tools.processes;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tool shows, in this order. */
public enum Section {
  DEFINITIONS,
  INSTANCES,
  EXTERNAL_TASKS,
  USER_TASKS,
  INCIDENTS,
  STATISTICS;

  /** The option that chooses it. */
  public String option() {
    return this == STATISTICS
        ? "--stats"
        : "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The list that it shows, empty for the statistics. */
  Optional<EngineList> list() {
    return switch (this) {
      case DEFINITIONS -> Optional.of(EngineList.DEFINITIONS);
      case INSTANCES -> Optional.of(EngineList.INSTANCES);
      case EXTERNAL_TASKS -> Optional.of(EngineList.EXTERNAL_TASKS);
      case USER_TASKS -> Optional.of(EngineList.USER_TASKS);
      case INCIDENTS -> Optional.of(EngineList.INCIDENTS);
      case STATISTICS -> Optional.empty();
    };
  }

  /** Whether all these filters can be applied to it, or to a part of the statistics. */
  boolean accepts(Filters filters) {
    return list()
        .map(list -> list.filters().containsAll(filters.given()))
        .orElseGet(
            () -> Stream.of(EngineList.values()).anyMatch(list -> list.isCountable(filters)));
  }
}
