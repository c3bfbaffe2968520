package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One version of a process as {@code GET /process-definition} returns it. Every text but the id and
 * the key may be null.
 */
public record ProcessDefinition(
    String id,
    String key,
    String name,
    int version,
    String versionTag,
    String category,
    String description,
    String deploymentId,
    boolean suspended,
    String tenantId) {

  static ProcessDefinition of(JsonNode json) {
    return new ProcessDefinition(
        json.path("id").asText(),
        json.path("key").asText(),
        json.path("name").asText(null),
        json.path("version").asInt(),
        json.path("versionTag").asText(null),
        json.path("category").asText(null),
        json.path("description").asText(null),
        json.path("deploymentId").asText(null),
        json.path("suspended").asBoolean(),
        json.path("tenantId").asText(null));
  }
}
