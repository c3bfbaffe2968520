package lib.tools.processes;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Counts of one kind of thing.
 *
 * @param list what is counted
 * @param counts by name, in the order in which they are told, the whole first; empty where the
 *     engine could not tell
 */
public record CountGroup(EngineList list, Map<String, OptionalLong> counts) {

  /** The count under this name; empty if it is unknown. */
  public OptionalLong count(String name) {
    return counts.getOrDefault(name, OptionalLong.empty());
  }
}
