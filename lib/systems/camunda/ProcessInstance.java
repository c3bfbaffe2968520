package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An instance as the engine returns it when it is started or asked for. Every text but the ids may
 * be null.
 *
 * @param ended whether it has ended already: without a wait state it does so while it is started
 */
public record ProcessInstance(
    String id,
    String definitionId,
    String businessKey,
    String caseInstanceId,
    boolean ended,
    boolean suspended,
    String tenantId) {

  static ProcessInstance of(JsonNode json) {
    return new ProcessInstance(
        json.path("id").asText(),
        json.path("definitionId").asText(),
        json.path("businessKey").asText(null),
        json.path("caseInstanceId").asText(null),
        json.path("ended").asBoolean(),
        json.path("suspended").asBoolean(),
        json.path("tenantId").asText(null));
  }
}
