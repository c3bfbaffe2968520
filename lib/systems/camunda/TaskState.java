package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import lib.base.json.Json;
import lib.base.text.Reason;

/**
 * An external task as {@code GET /external-task} and {@code GET /external-task/{id}} return it.
 *
 * @param holder the lock's, empty if nobody has ever locked it or it was unlocked
 * @param lockEnd the end of the lock by the engine's clock, empty if there is none
 * @param retries empty if no failure was reported yet
 * @param errorMessage of the last reported failure
 * @param suspended whether nobody may fetch it for now
 * @param tenantId empty if it belongs to no tenant
 * @param created when the process reached it; older engines do not tell
 * @param place where it stands
 */
public record TaskState(
    String id,
    String topic,
    Optional<String> holder,
    Optional<Instant> lockEnd,
    Optional<Integer> retries,
    Optional<String> errorMessage,
    boolean suspended,
    Optional<String> tenantId,
    Optional<Instant> created,
    Place place) {

  /** The activity and its process, as far as there are any. */
  public record Place(
      Optional<String> processKey,
      Optional<String> processInstanceId,
      Optional<String> executionId,
      Optional<String> activityId,
      Optional<String> businessKey) {

    static Place of(JsonNode json) {
      return new Place(
          Json.text(json, "processDefinitionKey"),
          Json.text(json, "processInstanceId"),
          Json.text(json, "executionId"),
          Json.text(json, "activityId"),
          Json.text(json, "businessKey"));
    }
  }

  /** What the engine sends in the place of a task cannot be one. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reason reason;

    private Malformed(Reason reason, Throwable cause) {
      super(reason.english(), cause);
      this.reason = reason;
    }

    /** What is wrong with it. */
    Reason reason() {
      return reason;
    }
  }

  /** As Java's old formatter writes it: years beyond 9999 have more digits, and no sign. */
  private static final DateTimeFormatter ENGINE_TIME =
      new DateTimeFormatterBuilder()
          .appendValue(ChronoField.YEAR, 4, 10, SignStyle.NORMAL)
          .appendPattern("-MM-dd'T'HH:mm:ss.SSSZ")
          .toFormatter(Locale.ROOT);

  /**
   * Reads the engine's object.
   *
   * @throws Malformed if it cannot be a task, or its lock's end is no time
   */
  static TaskState of(JsonNode json) {
    String id = json.path("id").asText(null);
    if (!EngineId.isHarmless(id)) {
      throw new Malformed(Reason.of("camunda.why.unusable_id", String.valueOf(id)), null);
    }
    return new TaskState(
        id,
        json.path("topicName").asText(),
        Json.text(json, "workerId"),
        Json.text(json, "lockExpirationTime").map(TaskState::lockEnd),
        retries(json),
        Json.text(json, "errorMessage"),
        json.path("suspended").asBoolean(),
        Json.text(json, "tenantId"),
        created(json),
        Place.of(json));
  }

  static Optional<Integer> retries(JsonNode json) {
    return Optional.of(json.path("retries")).filter(JsonNode::isInt).map(JsonNode::asInt);
  }

  /** Nobody's work depends on it, so that what is no time is none. */
  private static Optional<Instant> created(JsonNode json) {
    try {
      return Optional.ofNullable(json.path("createTime").textValue()).map(TaskState::instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant lockEnd(String text) {
    try {
      return instant(text);
    } catch (DateTimeException e) {
      throw new Malformed(Reason.of("camunda.why.no_time", text), e);
    }
  }

  /** Reads the engine's time format, e.g. {@code 2025-07-03T10:16:05.792+0000}. */
  public static Instant instant(String engineTime) {
    return OffsetDateTime.parse(engineTime, ENGINE_TIME).toInstant();
  }

  /** A time as the engine reads it in queries. */
  static String engineTime(Instant time) {
    return ENGINE_TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  /** Whether somebody's lock is still valid at that moment. */
  public boolean isLockedAt(Instant now) {
    return holder.isPresent() && lockEnd.filter(now::isBefore).isPresent();
  }

  /** Whether somebody had a lock whose time has run out by that moment. */
  public boolean isLockExpiredAt(Instant now) {
    return lockEnd.isPresent() && !isLockedAt(now);
  }

  /** Whether the other one shows the same lock: same holder, same end. */
  public boolean hasLockOf(TaskState other) {
    return holder.equals(other.holder) && lockEnd.equals(other.lockEnd);
  }

  /** Whether a failure was reported before: the next attempt is waited for or under way. */
  public boolean isAfterFailure() {
    return retries.isPresent() || errorMessage.isPresent();
  }

  /** Whether nobody gets it before its retries are set. */
  public boolean isOutOfRetries() {
    return retries.filter(left -> left == 0).isPresent();
  }

  /** How it stands with the task at that moment. */
  public TaskCondition conditionAt(Instant now) {
    if (suspended) {
      return TaskCondition.SUSPENDED;
    }
    if (isOutOfRetries()) {
      return TaskCondition.OUT_OF_RETRIES;
    }
    if (isLockedAt(now)) {
      return isAfterFailure() ? TaskCondition.BACK_OFF : TaskCondition.IN_PROGRESS;
    }
    return lockEnd.isPresent() ? TaskCondition.LOCK_EXPIRED : TaskCondition.FREE;
  }
}
