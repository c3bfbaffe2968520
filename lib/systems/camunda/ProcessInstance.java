package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import lib.base.json.Json;

/**
 * An instance as the engine returns it when it is started or asked for.
 *
 * @param ended whether it has ended already: without a wait state it does so while it is started
 */
public record ProcessInstance(
    String id,
    String definitionId,
    Optional<String> businessKey,
    Optional<String> caseInstanceId,
    boolean ended,
    boolean suspended,
    Optional<String> tenantId) {

  static ProcessInstance of(JsonNode json) {
    return new ProcessInstance(
        json.path("id").asText(),
        json.path("definitionId").asText(),
        Json.text(json, "businessKey"),
        Json.text(json, "caseInstanceId"),
        json.path("ended").asBoolean(),
        json.path("suspended").asBoolean(),
        Json.text(json, "tenantId"));
  }
}
