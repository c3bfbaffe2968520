package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.base.text.Reason;

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
      throw rest.unexpected("POST", request.path(), answer, Reason.of("camunda.why.no_instance"));
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
   * The states of some instances, from history and from what is running; those that the engine does
   * not know are left out. Changes nothing.
   *
   * @param ids any number; two requests for {@link TaskLists#BATCH} of them
   */
  public Map<String, InstanceState> states(List<String> ids) {
    Map<String, InstanceState> states = new HashMap<>();
    for (int first = 0; first < ids.size(); first += TaskLists.BATCH) {
      List<String> some = ids.subList(first, Math.min(first + TaskLists.BATCH, ids.size()));
      rows("/process-instance", some).forEach(row -> states.put(id(row), running(row)));
      for (JsonNode row : history(some)) {
        named(row.path("state").asText()).ifPresent(state -> states.put(id(row), state));
      }
    }
    return states;
  }

  /** Engines without history do not know; that is no reason to know less of what is running. */
  private JsonNode history(List<String> ids) {
    try {
      return rows("/history/process-instance", ids);
    } catch (CamundaException e) {
      if (e.kind().isOutage()) {
        throw e;
      }
      return MissingNode.getInstance();
    }
  }

  private JsonNode rows(String resource, List<String> ids) {
    return rest.list(resource + "?maxResults=" + ids.size(), Map.of("processInstanceIds", ids));
  }

  private static String id(JsonNode row) {
    return row.path("id").asText();
  }

  private static InstanceState running(JsonNode row) {
    return row.path("suspended").asBoolean() ? InstanceState.SUSPENDED : InstanceState.ACTIVE;
  }

  private static Optional<InstanceState> named(String name) {
    return Stream.of(InstanceState.values()).filter(state -> state.name().equals(name)).findFirst();
  }

  private Optional<JsonNode> row(String query, String id) {
    for (JsonNode row : rest.list(query + RestClient.encode(id))) {
      if (id.equals(id(row))) {
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
          .filter(row -> found.putIfAbsent(id(row), row) == null)
          .forEach(row -> callers.add(id(row)));
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
        .map(ProcessInstances::id)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
