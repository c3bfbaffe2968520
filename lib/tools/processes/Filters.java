package lib.tools.processes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rows are meant: those that fit every filter; of the values of one filter any.
 *
 * @param values of the filters that were given
 */
public record Filters(Map<Filter, Set<String>> values) {

  /** Whether all rows are meant. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The filters that were given. */
  public Set<Filter> given() {
    return values.keySet();
  }

  /** Whether this filter was given. */
  public boolean has(Filter filter) {
    return values.containsKey(filter);
  }

  /** The values of a filter, none if it was not given. */
  public Set<String> of(Filter filter) {
    return values.getOrDefault(filter, Set.of());
  }

  /** The same with one value in the place of a filter's values. */
  public Filters with(Filter filter, String value) {
    Map<Filter, Set<String>> changed = new EnumMap<>(Filter.class);
    changed.putAll(values);
    changed.put(filter, Set.of(value));
    return new Filters(changed);
  }

  /** The same without a filter. */
  Filters without(Filter filter) {
    Map<Filter, Set<String>> changed = new EnumMap<>(Filter.class);
    changed.putAll(values);
    changed.remove(filter);
    return new Filters(changed);
  }

  /**
   * Each way to take one value of each of these filters. The engine's queries take one value each;
   * as all values are compared exactly, no row fits two of the combinations.
   *
   * @return at least one, which is empty if none of the filters was given
   */
  List<Map<Filter, String>> combinations(Collection<Filter> applicable) {
    List<Map<Filter, String>> combinations = List.of(Map.of());
    for (Map.Entry<Filter, Set<String>> filter : values.entrySet()) {
      if (applicable.contains(filter.getKey())) {
        combinations = extended(combinations, filter.getKey(), filter.getValue());
      }
    }
    return combinations;
  }

  private static List<Map<Filter, String>> extended(
      List<Map<Filter, String>> combinations, Filter filter, Set<String> values) {
    List<Map<Filter, String>> extended = new ArrayList<>();
    for (Map<Filter, String> combination : combinations) {
      for (String value : values) {
        Map<Filter, String> longer = new EnumMap<>(Filter.class);
        longer.putAll(combination);
        longer.put(filter, value);
        extended.add(longer);
      }
    }
    return extended;
  }
}
