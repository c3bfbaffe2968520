package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                .thenComparing(
                    ProcessDefinition::tenantId, Comparator.nullsFirst(Comparator.naturalOrder())))
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
      throw DefinitionException.notFound(key, rest.settings().baseUrl(), tenants);
    }
    return only(key, found);
  }

  /** Of each tenant the newest, whatever the engine made of the parameter that asks for it. */
  private static List<ProcessDefinition> newest(List<ProcessDefinition> found) {
    Map<Optional<String>, ProcessDefinition> byTenant = new LinkedHashMap<>();
    for (ProcessDefinition definition : found) {
      byTenant.merge(
          Optional.ofNullable(definition.tenantId()),
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
        ? DefinitionException.notFound(key, rest.settings().baseUrl(), tenants)
        : DefinitionException.noSuchVersion(key, version, others);
  }

  private static ProcessDefinition only(String key, List<ProcessDefinition> found) {
    if (found.size() > 1) {
      throw DefinitionException.ambiguous(key, found);
    }
    return found.get(0);
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
      page = rest.get(query + first);
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
