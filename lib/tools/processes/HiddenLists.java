package lib.tools.processes;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lib.systems.camunda.Rights;

/**
 * The lists of which nothing was seen although there may be something: the engine leaves out what
 * the user may not read. Changes nothing.
 */
final class HiddenLists {

  private final Rights rights;
  private final Filters filters;
  private final Map<EngineList, Boolean> empty = new EnumMap<>(EngineList.class);

  HiddenLists(Rights rights, Filters filters) {
    this.rights = rights;
    this.filters = filters;
  }

  /** Nothing of a list was seen. Whether that means little. */
  boolean add(EngineList list) {
    return empty.computeIfAbsent(list, this::mayHide);
  }

  private boolean mayHide(EngineList list) {
    Set<String> keys = filters.of(Filter.KEY);
    return keys.isEmpty()
        ? rights.of(list.things()) == Rights.Sight.PART
        : keys.stream().anyMatch(key -> rights.of(list.things(), key) == Rights.Sight.PART);
  }

  /** Those that may hide something. */
  Set<EngineList> all() {
    Set<EngineList> hidden = new TreeSet<>(empty.keySet());
    hidden.removeIf(list -> !empty.get(list));
    return hidden;
  }
}
