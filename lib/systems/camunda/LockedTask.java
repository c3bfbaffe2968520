package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import lib.base.json.Json;

/**
 * An external task as {@code fetchAndLock} returns it.
 *
 * @param json the engine's object, whole
 * @param lockedUntil the end of the lock by this machine's clock, which may differ from the
 *     engine's: counted from the arrival of the answer, so late by the time that it travelled
 */
public record LockedTask(JsonNode json, Instant lockedUntil) {

  public String id() {
    return json.path("id").asText();
  }

  public String topic() {
    return json.path("topicName").asText();
  }

  /** Empty if the activity does not stand in a process instance (never for BPMN processes). */
  public Optional<String> processInstanceId() {
    return Json.text(json, "processInstanceId");
  }

  public Optional<String> processDefinitionId() {
    return Json.text(json, "processDefinitionId");
  }

  public Optional<String> activityId() {
    return Json.text(json, "activityId");
  }

  /** The retries that the engine has noted, empty if no failure was reported yet. */
  public Optional<Integer> retries() {
    return TaskState.retries(json);
  }
}
