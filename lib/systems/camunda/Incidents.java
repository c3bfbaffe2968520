package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keeps instances from going on. An incident in a called process comes up in those that called
 * it, too, without a text of its own there. Changes nothing; every method throws {@link
 * CamundaException} if the engine does not answer as expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/incident/get-query/">Camunda
 *     REST API, Get Incidents</a>
 */
public final class Incidents {

  private static final int MOST = 100;

  private final RestClient rest;

  public Incidents(RestClient rest) {
    this.rest = rest;
  }

  /** One incident, empty if it is over or the user may not see it. */
  public Optional<Incident> find(String id) {
    for (JsonNode row : rest.list("/incident?incidentId=" + RestClient.encode(id))) {
      if (id.equals(row.path("id").asText())) {
        return Optional.of(Incident.of(row));
      }
    }
    return Optional.empty();
  }

  /**
   * The open incidents of an instance, at most 100. One that came up in a process that it called is
   * told as it was there.
   */
  public List<Incident> of(String instanceId) {
    String query = "/incident?processInstanceId=" + RestClient.encode(instanceId);
    List<Incident> found = new ArrayList<>();
    for (JsonNode row : rest.list(query + "&maxResults=" + MOST)) {
      if (instanceId.equals(row.path("processInstanceId").asText())) {
        found.add(causeOf(row).flatMap(this::find).orElseGet(() -> Incident.of(row)));
      }
    }
    return found;
  }

  /**
   * The id of the incident that a row of the list was passed up from.
   *
   * @return empty if the row is itself what came up first
   */
  public static Optional<String> causeOf(JsonNode row) {
    return Optional.of(row.path("rootCauseIncidentId").asText(""))
        .filter(root -> !root.isEmpty() && !root.equals("null"))
        .filter(root -> !root.equals(row.path("id").asText()));
  }
}
