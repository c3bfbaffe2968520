package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import lib.base.json.Json;

/** One version of a process as {@code GET /process-definition} returns it. */
public record ProcessDefinition(
    String id,
    String key,
    Optional<String> name,
    int version,
    Optional<String> versionTag,
    Optional<String> category,
    Optional<String> description,
    Optional<String> deploymentId,
    boolean suspended,
    Optional<String> tenantId) {

  static ProcessDefinition of(JsonNode json) {
    return new ProcessDefinition(
        json.path("id").asText(),
        json.path("key").asText(),
        Json.text(json, "name"),
        json.path("version").asInt(),
        Json.text(json, "versionTag"),
        Json.text(json, "category"),
        Json.text(json, "description"),
        Json.text(json, "deploymentId"),
        json.path("suspended").asBoolean(),
        Json.text(json, "tenantId"));
  }
}
