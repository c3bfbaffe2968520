package lib.tools.processes.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.systems.camunda.InstanceState;

/**
 * A process instance, running or ended.
 *
 * @param processKey empty where the engine does not tell: running instances before 7.23, without
 *     history
 * @param state as {@link InstanceState} has it, in small letters
 * @param started empty without history, as are the two that follow
 * @param calledBy the instance that has called it
 */
record Instance(
    String id,
    String state,
    Optional<String> processKey,
    String processDefinitionId,
    Optional<String> businessKey,
    Optional<String> tenantId,
    Optional<String> started,
    Optional<String> ended,
    Optional<String> deleteReason,
    Optional<String> calledBy) {

  static Instance ofHistory(JsonNode row) {
    return of(row, row.path("state").asText(), "processDefinitionKey", "processDefinitionId");
  }

  static Instance running(JsonNode row) {
    var state = row.path("suspended").asBoolean() ? InstanceState.SUSPENDED : InstanceState.ACTIVE;
    return of(row, state.name(), "definitionKey", "definitionId");
  }

  private static Instance of(JsonNode row, String state, String key, String definition) {
    return new Instance(
        row.path("id").asText(),
        named(state).code(),
        Json.text(row, key),
        row.path(definition).asText(),
        Json.text(row, "businessKey"),
        Json.text(row, "tenantId"),
        Json.text(row, "startTime"),
        Json.text(row, "endTime"),
        Json.text(row, "deleteReason"),
        Json.text(row, "superProcessInstanceId"));
  }

  private static InstanceState named(String name) {
    return Stream.of(InstanceState.values())
        .filter(state -> state.name().equals(name))
        .findFirst()
        .orElse(InstanceState.UNKNOWN);
  }

  boolean isRunning() {
    return ended.isEmpty()
        && (state.equals(InstanceState.ACTIVE.code())
            || state.equals(InstanceState.SUSPENDED.code()));
  }
}
