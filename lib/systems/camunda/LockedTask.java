package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lib.base.json.Json;

/**
 * An external task as {@code fetchAndLock} returns it.
 *
 * @param json the engine's object, whole
 * @param asked when it was asked for: the lock began later
 * @param arrived when the answer had arrived: the lock began earlier
 * @param lock how long it lasts
 */
public record LockedTask(JsonNode json, Moment asked, Moment arrived, Duration lock) {

  /**
   * The end of the lock by this machine's clock, which may differ from the engine's: late by the
   * time that the answer travelled.
   */
  public Instant lockedUntil() {
    return arrived.time().plus(lock);
  }

  /** Whether the lock has certainly ended. */
  public boolean isLockOver() {
    return arrived.isAgo(lock);
  }

  /** Whether the lock may have ended. */
  public boolean mayLockBeOver() {
    return asked.isAgo(lock);
  }

  /** The end of the lock by the engine's clock. */
  public Optional<Instant> lockEnd() {
    return Json.text(json, "lockExpirationTime").map(TaskState::instant);
  }

  /** Whether no failure was reported since, as far as the task shows. */
  public boolean isAsFetched(TaskState now) {
    return now.retries().equals(retries())
        && now.errorMessage().equals(Json.text(json, "errorMessage"));
  }

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
