package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

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
        text(json, "name"),
        json.path("version").asInt(),
        text(json, "versionTag"),
        text(json, "category"),
        text(json, "description"),
        text(json, "deploymentId"),
        json.path("suspended").asBoolean(),
        text(json, "tenantId"));
  }

  private static Optional<String> text(JsonNode json, String field) {
    return Optional.ofNullable(json.path(field).textValue());
  }
}
