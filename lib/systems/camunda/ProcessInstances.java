package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.json.Json;

/**
 * Single process instances. Every method throws {@link CamundaException} if the engine does not
 * answer as expected; only {@link #start} changes it.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/process-instance/">Camunda REST
 *     API, Process Instance</a>
 */
public final class ProcessInstances {

  private static final int MOST = 100;

  private final RestClient rest;

  public ProcessInstances(RestClient rest) {
    this.rest = rest;
  }

  /**
   * Starts an instance, which runs up to its first wait state within the request. Changes the
   * engine.
   *
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/process-definition/post-start-process-instance/">
   *     Start Process Instance</a>
   */
  public ProcessInstance start(StartRequest request) {
    JsonNode answer = rest.post(request.path(), request.body());
    if (!EngineId.isHarmless(answer.path("id").textValue())) {
      throw rest.unexpected("POST", request.path(), answer, "not a process instance");
    }
    return ProcessInstance.of(answer);
  }

  /** The running instances of any process with this business key, at most 100 of them. */
  public List<ProcessInstance> running(String businessKey, TenantFilter tenants) {
    JsonNode rows =
        rest.list(
            "/process-instance?businessKey="
                + RestClient.encode(businessKey)
                + tenants.query()
                + "&sortBy=instanceId&sortOrder=asc&maxResults="
                + MOST);
    List<ProcessInstance> found = new ArrayList<>();
    for (JsonNode row : rows) {
      // Engines ignore parameters that they do not know.
      if (businessKey.equals(row.path("businessKey").asText()) && tenants.accepts(row)) {
        found.add(ProcessInstance.of(row));
      }
    }
    return found;
  }

  /**
   * An instance that was started some time.
   *
   * @param started empty if the engine's history does not have it
   */
  public record Known(String id, Optional<Instant> started) {}

  /**
   * The instances of a process, all versions together, with this business key, running or ended, as
   * far as the engine shows them: at most 100 of each.
   */
  public List<Known> known(String processKey, String businessKey, TenantFilter tenants) {
    String process =
        "&processDefinitionKey=" + RestClient.encode(processKey) + tenants.query() + "&maxResults=";
    String key = RestClient.encode(businessKey) + process + MOST;
    Map<String, Known> found = new LinkedHashMap<>();
    for (JsonNode row : rest.list("/process-instance?businessKey=" + key)) {
      note(row, businessKey, tenants, found);
    }
    String past = "/history/process-instance?sortBy=startTime&sortOrder=desc";
    for (JsonNode row : rest.list(past + "&processInstanceBusinessKey=" + key)) {
      note(row, businessKey, tenants, found);
    }
    return List.copyOf(found.values());
  }

  private static void note(
      JsonNode row, String businessKey, TenantFilter tenants, Map<String, Known> found) {
    if (businessKey.equals(row.path("businessKey").asText()) && tenants.accepts(row)) {
      String id = row.path("id").asText();
      Optional<String> started = Json.text(row, "startTime");
      found.put(id, new Known(id, started.map(TaskState::instant)));
    }
  }

  /**
   * The state of an instance, from history or, where that is switched off, from what is running.
   * Queries are asked, not resources, because they answer alike with and without history.
   *
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/history/process-instance/get-process-instance-query/">
   *     Camunda REST API, Historic Process Instance</a>
   */
  public InstanceState state(String id) {
    return row("/history/process-instance?processInstanceIds=", id)
        .flatMap(row -> named(row.path("state").asText()))
        .or(() -> row("/process-instance?processInstanceIds=", id).map(ProcessInstances::running))
        .orElse(InstanceState.UNKNOWN);
  }

  /**
   * The states of some instances as the engine's history has them; those that it does not have are
   * left out. Changes nothing.
   *
   * @param ids at most some hundred
   */
  public Map<String, InstanceState> historicStates(Collection<String> ids) {
    Map<String, InstanceState> states = new LinkedHashMap<>();
    Map<String, Object> query = Map.of("processInstanceIds", ids);
    for (JsonNode row : rest.list("/history/process-instance?maxResults=" + ids.size(), query)) {
      named(row.path("state").asText())
          .ifPresent(state -> states.put(row.path("id").asText(), state));
    }
    return states;
  }

  private static InstanceState running(JsonNode row) {
    return row.path("suspended").asBoolean() ? InstanceState.SUSPENDED : InstanceState.ACTIVE;
  }

  private static Optional<InstanceState> named(String name) {
    return Stream.of(InstanceState.values()).filter(state -> state.name().equals(name)).findFirst();
  }

  private Optional<JsonNode> row(String query, String id) {
    for (JsonNode row : rest.list(query + RestClient.encode(id))) {
      if (id.equals(row.path("id").asText())) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /**
   * The running instances that a running instance has called, with all that those have called,
   * nearest first: one request for each of them.
   *
   * @param id of the calling instance
   * @return the engine's own objects
   */
  public List<JsonNode> below(String id) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    Deque<String> callers = new ArrayDeque<>(List.of(id));
    while (!callers.isEmpty()) {
      called(callers.remove())
          .filter(row -> found.putIfAbsent(row.path("id").asText(), row) == null)
          .forEach(row -> callers.add(row.path("id").asText()));
    }
    return List.copyOf(found.values());
  }

  private Stream<JsonNode> called(String id) {
    String query = "superProcessInstance=" + RestClient.encode(id);
    return Pages.of(rest, "/process-instance", query, "instanceId");
  }

  /** The ids of the running instances with a business key that have called others. */
  public Set<String> callers(String businessKey, TenantFilter tenants) {
    String query = "businessKey=" + RestClient.encode(businessKey) + tenants.query();
    Set<String> callers = ids(query, businessKey);
    callers.removeAll(ids(query + "&leafProcessInstances=true", businessKey));
    return callers;
  }

  private Set<String> ids(String query, String businessKey) {
    return Pages.of(rest, "/process-instance", query, "instanceId")
        .filter(row -> businessKey.equals(row.path("businessKey").asText()))
        .map(row -> row.path("id").asText())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
