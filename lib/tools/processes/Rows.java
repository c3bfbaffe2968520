package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import lib.systems.camunda.Pages;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TenantFilter;

/**
 * Reads the rows of the engine's lists that fit the filters, page by page. Changes nothing; throws
 * {@code CamundaException} while reading if the engine does not answer as expected.
 */
public final class Rows {

  /** Ids that fit into a URL whatever stands before the engine: some 2,000 characters. */
  private static final int IDS = 50;

  private final RestClient rest;
  private final Filters filters;
  private final TenantFilter tenants;
  private final DefinitionKeys keys;
  private final Map<String, JsonNode> instances = new LinkedHashMap<>();

  public Rows(RestClient rest, Filters filters, TenantFilter tenants, DefinitionKeys keys) {
    this.rest = rest;
    this.filters = filters;
    this.tenants = tenants;
    this.keys = keys;
  }

  /**
   * The rows of a list, each page requested when it is needed. To be consumed by {@code forEach},
   * perhaps after {@code limit}: an iterator would hold all of them.
   */
  public Stream<JsonNode> of(EngineList list) {
    return of(list, query -> Pages.of(rest, list.path(), query.parameters(), list.sortField()));
  }

  /**
   * The first rows as people want to see them: where the engine can sort by time, the newest.
   *
   * @param most rows, all in one request for each combination of filters
   */
  public Stream<JsonNode> newest(EngineList list, int most) {
    String field = list.timeField().orElse(list.sortField());
    String order = list.timeField().isPresent() ? "desc" : "asc";
    return of(
            list,
            query ->
                Pages.of(rest, list.path(), query.parameters(), field, order, Math.max(1, most))
                    .limit(most))
        .limit(most);
  }

  /**
   * The first rows by how much they need somebody: the external tasks by their condition, all else
   * as {@link #newest}.
   *
   * @param most rows
   */
  Stream<JsonNode> urgentFirst(EngineList list, int most) {
    if (list != EngineList.EXTERNAL_TASKS) {
      return newest(list, most);
    }
    Set<String> seen = new HashSet<>();
    return TaskCounts.URGENT_FIRST.stream()
        .flatMap(
            more ->
                of(
                    list,
                    query -> Pages.of(rest, list.path(), query.parameters(more), list.sortField())))
        .filter(row -> seen.add(row.path("id").asText()))
        .limit(most);
  }

  private Stream<JsonNode> of(EngineList list, Function<RowQuery, Stream<JsonNode>> pages) {
    if (list == EngineList.INSTANCES && filters.has(Filter.BUSINESS_KEY)) {
      return instances().filter(this::isOfKey);
    }
    Collection<Filter> direct = new ArrayList<>(list.filters());
    boolean inTwoSteps = list.isOfInstances() && filters.has(Filter.BUSINESS_KEY);
    if (inTwoSteps) {
      direct.remove(Filter.BUSINESS_KEY);
    }
    return filters.combinations(direct).stream()
        .flatMap(
            values ->
                inTwoSteps
                    ? ofInstances(list, values, pages)
                    : read(RowQuery.of(list, tenants, values), pages));
  }

  /**
   * The first rows of a list in another order, in one request for each combination of filters.
   *
   * @param more further parameters, encoded
   * @param most rows of each of these requests
   */
  Stream<JsonNode> first(EngineList list, String more, String sortField, int most) {
    return filters.combinations(list.countable()).stream()
        .map(values -> RowQuery.of(list, tenants, values))
        .flatMap(
            query ->
                Pages.of(rest, list.path(), query.parameters(more), sortField, "asc", most)
                    .limit(most)
                    .filter(row -> query.accepts(row, keys)));
  }

  /** Their own queries know no business key, or their rows do not show it. */
  private Stream<JsonNode> ofInstances(
      EngineList list, Map<Filter, String> values, Function<RowQuery, Stream<JsonNode>> pages) {
    List<String> ids = instances().map(row -> row.path("id").asText()).toList();
    int together = list == EngineList.INCIDENTS ? 1 : IDS;
    return Stream.iterate(0, first -> first < ids.size(), first -> first + together)
        .map(first -> ids.subList(first, Math.min(first + together, ids.size())))
        .flatMap(some -> read(new RowQuery(list, tenants, values, some), pages));
  }

  /** The running instances with the business keys and all that they have called, once each. */
  private Stream<JsonNode> instances() {
    if (instances.isEmpty()) {
      EngineList list = EngineList.INSTANCES;
      for (String businessKey : filters.of(Filter.BUSINESS_KEY)) {
        var query = RowQuery.of(list, tenants, Map.of(Filter.BUSINESS_KEY, businessKey));
        read(query, it -> Pages.of(rest, list.path(), it.parameters(), list.sortField()))
            .forEach(this::add);
        var processInstances = new ProcessInstances(rest);
        for (String caller : processInstances.callers(businessKey, tenants)) {
          processInstances.below(caller).stream().filter(tenants::accepts).forEach(this::add);
        }
      }
    }
    return instances.values().stream();
  }

  private void add(JsonNode instance) {
    instances.putIfAbsent(instance.path("id").asText(), instance);
  }

  private boolean isOfKey(JsonNode row) {
    return !filters.has(Filter.KEY)
        || keys.of(row).filter(filters.of(Filter.KEY)::contains).isPresent();
  }

  private Stream<JsonNode> read(RowQuery query, Function<RowQuery, Stream<JsonNode>> pages) {
    return pages.apply(query).filter(row -> query.accepts(row, keys));
  }
}
