package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

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

  /** The end of the lock by the engine's clock, empty if it does not say. */
  public Optional<Instant> lockEnd() {
    try {
      return Optional.ofNullable(json.path("lockExpirationTime").textValue())
          .map(TaskState::instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The name under which it is locked. */
  public String holder() {
    return json.path("workerId").asText();
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
