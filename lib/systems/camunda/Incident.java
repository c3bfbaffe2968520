package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Something that keeps an instance from going on until somebody repairs it.
 *
 * @param type e.g. {@code failedExternalTask}, {@code failedJob}
 * @param activityId where it happened
 * @param message why, if somebody said
 */
public record Incident(
    String id,
    String type,
    String processInstanceId,
    Optional<String> activityId,
    Optional<String> message) {

  static Incident of(JsonNode json) {
    return new Incident(
        json.path("id").asText(),
        json.path("incidentType").asText(),
        json.path("processInstanceId").asText(),
        Optional.ofNullable(json.path("activityId").textValue()),
        Optional.ofNullable(json.path("incidentMessage").textValue()));
  }
}
