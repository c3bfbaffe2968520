package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Something that keeps an instance from going on until somebody repairs it.
 *
 * @param type e.g. {@code failedExternalTask}, {@code failedJob}
 * @param activityId where it happened
 * @param message why, if somebody said
 * @param configuration the id of what failed: the external task or the job
 */
public record Incident(
    String id,
    String type,
    String processInstanceId,
    Optional<String> activityId,
    Optional<String> message,
    Optional<String> configuration) {

  /** The job that failed and may be tried again, if it was one. */
  public Optional<String> job() {
    return configuration.filter(id -> type.equals("failedJob"));
  }

  static Incident of(JsonNode json) {
    return new Incident(
        json.path("id").asText(),
        json.path("incidentType").asText(),
        json.path("processInstanceId").asText(),
        Optional.ofNullable(json.path("activityId").textValue()),
        Optional.ofNullable(json.path("incidentMessage").textValue()),
        Optional.ofNullable(json.path("configuration").textValue()));
  }
}
