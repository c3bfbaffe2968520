package lib.tools.processes;

import java.util.OptionalLong;

/**
 * Whether the engine writes history and the user may read it. The engine does not say: it answers
 * with empty lists. But where history is written, it also has every running instance.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/history/">Camunda,
 *     history levels</a>
 */
public record HistoryCheck(Counts counts) {

  /** Whether instances run of which history knows nothing. */
  public boolean isMissing() {
    OptionalLong known = counts.count(EngineList.HISTORY, "unfinished=true");
    return known.isPresent()
        && known.getAsLong() == 0
        && counts.count(EngineList.INSTANCES, "").orElse(0) > 0;
  }
}
