package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

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

  /** Null if the activity does not stand in a process instance (never for BPMN processes). */
  public String processInstanceId() {
    return json.path("processInstanceId").asText(null);
  }

  public String processDefinitionId() {
    return json.path("processDefinitionId").asText(null);
  }

  public String activityId() {
    return json.path("activityId").asText(null);
  }

  /** The retries that the engine has noted, null if no failure was reported yet. */
  public Integer retries() {
    JsonNode retries = json.path("retries");
    return retries.isInt() ? retries.asInt() : null;
  }
}
