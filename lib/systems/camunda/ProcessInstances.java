package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    return ProcessInstance.of(rest.post(request.path(), request.body()));
  }

  /** The running instances of any process with this business key, at most 100 of them. */
  public List<ProcessInstance> running(String businessKey, TenantFilter tenants) {
    JsonNode rows =
        rest.get(
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

  private static InstanceState running(JsonNode row) {
    return row.path("suspended").asBoolean() ? InstanceState.SUSPENDED : InstanceState.ACTIVE;
  }

  private static Optional<InstanceState> named(String name) {
    return Stream.of(InstanceState.values()).filter(state -> state.name().equals(name)).findFirst();
  }

  private Optional<JsonNode> row(String query, String id) {
    for (JsonNode row : rest.get(query + RestClient.encode(id))) {
      if (id.equals(row.path("id").asText())) {
        return Optional.of(row);
      }
    }
    return Optional.empty();
  }

  /**
   * The open incidents of an instance. One that came up in a process that it called is told as it
   * was there.
   *
   * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/incident/">Camunda REST API,
   *     Incident</a>
   */
  public List<Incident> incidents(String id) {
    List<Incident> found = new ArrayList<>();
    for (JsonNode row :
        rest.get("/incident?processInstanceId=" + RestClient.encode(id) + "&maxResults=" + MOST)) {
      if (id.equals(row.path("processInstanceId").asText())) {
        found.add(rootOf(row));
      }
    }
    return found;
  }

  private Incident rootOf(JsonNode incident) {
    String root = incident.path("rootCauseIncidentId").asText("");
    if (root.isEmpty() || root.equals(incident.path("id").asText())) {
      return Incident.of(incident);
    }
    return row("/incident?incidentId=", root)
        .map(Incident::of)
        .orElseGet(() -> Incident.of(incident));
  }
}
