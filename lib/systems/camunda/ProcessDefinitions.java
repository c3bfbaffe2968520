package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The engine's process definitions, those of some tenants or all. Nothing here changes the engine.
 * Every method throws {@link CamundaException} if the engine does not answer as expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/process-definition/">Camunda
 *     REST API, Process Definition</a>
 */
public final class ProcessDefinitions {

  private static final int PAGE = 500;

  private final RestClient rest;
  private final TenantFilter tenants;

  public ProcessDefinitions(RestClient rest, TenantFilter tenants) {
    this.rest = rest;
    this.tenants = tenants;
  }

  /**
   * All versions of a process, the newest first; several tenants may have their own. Empty if there
   * is none or the user may not see it.
   */
  public List<ProcessDefinition> versions(String key) {
    return find(key, "").stream()
        .sorted(
            Comparator.comparingInt(ProcessDefinition::version)
                .reversed()
                .thenComparing(definition -> definition.tenantId().orElse("")))
        .toList();
  }

  /**
   * The newest version of a process.
   *
   * @throws DefinitionException if there is none, or several tenants have one
   */
  public ProcessDefinition latest(String key) {
    List<ProcessDefinition> found = newest(find(key, "&latestVersion=true"));
    if (found.isEmpty()) {
      throw notFound(key);
    }
    return only(key, found);
  }

  /** What is said where there is no version of a process that the user may see. */
  public DefinitionException notFound(String key) {
    Rights.Sight sight = new Rights(rest).of(Rights.Things.DEFINITIONS, key);
    return DefinitionException.notFound(key, rest.settings().baseUrl(), tenants, sight);
  }

  /** Of each tenant the newest, whatever the engine made of the parameter that asks for it. */
  private static List<ProcessDefinition> newest(List<ProcessDefinition> found) {
    Map<Optional<String>, ProcessDefinition> byTenant = new LinkedHashMap<>();
    for (ProcessDefinition definition : found) {
      byTenant.merge(
          definition.tenantId(),
          definition,
          BinaryOperator.maxBy(Comparator.comparingInt(ProcessDefinition::version)));
    }
    return List.copyOf(byTenant.values());
  }

  /**
   * One version of a process.
   *
   * @throws DefinitionException if there is none, or several tenants have one
   */
  public ProcessDefinition version(String key, int version) {
    List<ProcessDefinition> found =
        find(key, "&version=" + version).stream()
            .filter(definition -> definition.version() == version)
            .toList();
    if (!found.isEmpty()) {
      return only(key, found);
    }
    List<ProcessDefinition> others = versions(key);
    throw others.isEmpty()
        ? notFound(key)
        : DefinitionException.noSuchVersion(key, version, others);
  }

  private static ProcessDefinition only(String key, List<ProcessDefinition> found) {
    if (found.size() > 1) {
      throw DefinitionException.ambiguous(key, found);
    }
    return found.get(0);
  }

  /**
   * A definition by its id, empty if there is none or the user may not see it.
   *
   * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/process-definition/get/">Get
   *     Process Definition</a>
   */
  public Optional<ProcessDefinition> find(String definitionId) {
    try {
      JsonNode answer = rest.get("/process-definition/" + RestClient.encode(definitionId));
      return Optional.of(ProcessDefinition.of(answer));
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.NOT_FOUND
          || e.kind() == CamundaException.Kind.FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * How many instances of each process run, by key, all versions together; those with none are left
   * out. One request for all.
   *
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/process-definition/get-statistics/">
   *     Get Process Instance Statistics</a>
   */
  public SortedMap<String, Long> instancesByKey() {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (JsonNode row : rest.list("/process-definition/statistics")) {
      JsonNode definition = row.path("definition");
      long instances = row.path("instances").asLong();
      if (tenants.accepts(definition) && instances > 0) {
        counts.merge(definition.path("key").asText(), instances, Long::sum);
      }
    }
    return counts;
  }

  /** Sorted by id, which is unique, so that no page misses a definition. */
  private List<ProcessDefinition> find(String key, String more) {
    String query =
        "/process-definition?key="
            + RestClient.encode(key)
            + more
            + tenants.query()
            + "&sortBy=id&sortOrder=asc&maxResults="
            + PAGE
            + "&firstResult=";
    List<ProcessDefinition> found = new ArrayList<>();
    int first = 0;
    JsonNode page;
    do {
      page = rest.list(query + first);
      for (JsonNode definition : page) {
        // Engines ignore parameters that they do not know.
        if (key.equals(definition.path("key").asText()) && tenants.accepts(definition)) {
          found.add(ProcessDefinition.of(definition));
        }
      }
      first += PAGE;
    } while (page.size() == PAGE);
    return found;
  }
}
