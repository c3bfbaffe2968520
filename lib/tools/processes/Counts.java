package lib.tools.processes;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lib.systems.camunda.Pages;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;

/**
 * Counts rows by the engine's count queries, so that it costs the same however many there are.
 * Changes nothing.
 *
 * <p>Engines ignore parameters that they do not know, and a count cannot be checked afterwards. So
 * each parameter is tried once with a value that nothing has: what does not count to 0 is ignored.
 */
public final class Counts {

  private static final String NOTHING_HAS_THIS = "ucw-nothing-has-this-value";

  private final RestClient rest;
  private final Filters filters;
  private final TenantFilter tenants;
  private final Map<String, Boolean> honoured = new HashMap<>();

  public Counts(RestClient rest, Filters filters, TenantFilter tenants) {
    this.rest = rest;
    this.filters = filters;
    this.tenants = tenants;
  }

  /**
   * How many rows fit; empty if the engine cannot tell.
   *
   * @param more further parameters, encoded, without an ampersand in front; may be empty
   */
  public OptionalLong count(EngineList list, String more) {
    return count(list, filters, more);
  }

  /** The same with other filters. */
  OptionalLong count(EngineList list, Filters others, String more) {
    if (!list.isCountable(others) || !isTrusted(list, others)) {
      return OptionalLong.empty();
    }
    long sum = 0;
    for (Map<Filter, String> values : others.combinations(list.countable())) {
      RowQuery query = RowQuery.of(list, tenants, values);
      sum += Pages.count(rest, list.path(), query.parameters(more));
    }
    return OptionalLong.of(sum);
  }

  private boolean isTrusted(EngineList list, Filters given) {
    boolean trusted = true;
    for (Filter filter : given.given()) {
      trusted &= isHonoured(list, list.parameter(filter));
    }
    if (!tenants.isEverybody()) {
      String query = RowQuery.tenantQuery(list, tenants);
      trusted &=
          query.startsWith("&tenantIdIn=") ? isHonoured(list, "tenantIdIn") : !query.isEmpty();
    }
    return trusted;
  }

  private boolean isHonoured(EngineList list, String parameter) {
    return honoured.computeIfAbsent(
        list.path() + "?" + parameter,
        name -> Pages.count(rest, list.path(), parameter + "=" + NOTHING_HAS_THIS) == 0);
  }

  /** The parameters that the engine ignores, as far as they were needed. */
  public Set<String> ignored() {
    return honoured.entrySet().stream()
        .filter(entry -> !entry.getValue())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
