package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Something that keeps an instance from going on until somebody repairs it.
 *
 * @param type e.g. {@code failedExternalTask}, {@code failedJob}
 * @param activityId where it happened
 * @param message why; null if nobody said
 */
public record Incident(String id, String type, String activityId, String message) {

  static Incident of(JsonNode json) {
    return new Incident(
        json.path("id").asText(),
        json.path("incidentType").asText(),
        json.path("activityId").asText(null),
        json.path("incidentMessage").asText(null));
  }
}
