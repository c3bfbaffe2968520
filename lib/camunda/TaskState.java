package lib.camunda;

//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * An external task as {@code GET /external-task/{id}} returns it.
 *
 * @param holder the worker id of the lock, null if nobody has ever locked it or it was unlocked
 * @param lockEnd the end of the lock by the engine's clock, empty if there is none
 * @param retries null if no failure was reported yet
 * @param errorMessage of the last reported failure, null if there was none
 */
public record TaskState(
    String id,
    String topic,
    String holder,
    Optional<Instant> lockEnd,
    Integer retries,
    String errorMessage) {

  private static final DateTimeFormatter ENGINE_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  static TaskState of(JsonNode json) {
    String end = json.path("lockExpirationTime").asText(null);
    JsonNode retries = json.path("retries");
    return new TaskState(
        json.path("id").asText(),
        json.path("topicName").asText(),
        json.path("workerId").asText(null),
        Optional.ofNullable(end).map(TaskState::instant),
        retries.isInt() ? retries.asInt() : null,
        json.path("errorMessage").asText(null));
  }

  /** Reads the engine's time format, e.g. {@code 2025-07-03T10:16:05.792+0000}. */
  public static Instant instant(String engineTime) {
    return OffsetDateTime.parse(engineTime, ENGINE_TIME).toInstant();
  }

  /** Whether somebody's lock is still valid at that moment. */
  public boolean isLockedAt(Instant now) {
    return holder != null && lockEnd.filter(now::isBefore).isPresent();
  }
}
