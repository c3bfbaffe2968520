package lib.tools.start.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import lib.base.json.Json;

/**
 * A line of the journal: what has become of a row. Its field names stay.
 *
 * @param at when, in UTC; of what is unknown, when it was begun
 * @param line of the row in its file
 * @param state see {@link RowState}
 * @param reason in the words of whoever refused it
 */
@JsonInclude(Include.NON_ABSENT)
record Entry(
    String at,
    long line,
    String state,
    Optional<String> businessKey,
    Optional<String> instanceId,
    Optional<String> reason) {

  static Entry of(Row row, RowState state, Optional<String> instanceId, Optional<String> reason) {
    return new Entry(
        Instant.now().toString(), row.line(), state.code(), row.businessKey(), instanceId, reason);
  }

  /** The same row, found in the engine or certainly not there. */
  Entry becomes(RowState next, Optional<String> instance) {
    String now = Instant.now().toString();
    return new Entry(now, line, next.code(), businessKey, instance, Optional.empty());
  }

  /** The same row; nobody can tell, and the moment of its start is what the next look needs. */
  Entry staysUnknown(String why) {
    return new Entry(
        at, line, RowState.UNKNOWN.code(), businessKey, Optional.empty(), Optional.of(why));
  }

  /** Empty if it is none. */
  static Optional<Entry> of(JsonNode json) {
    long line = json.path("line").asLong();
    String state = json.path("state").asText();
    if (line < 1 || line > Integer.MAX_VALUE || RowState.of(state).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Entry(
            json.path("at").asText(),
            line,
            state,
            Json.text(json, "business_key"),
            Json.text(json, "instance_id"),
            Json.text(json, "reason")));
  }

  RowState rowState() {
    return RowState.of(state).orElseThrow();
  }

  /** When it was written; long ago if nobody can tell. */
  Instant time() {
    try {
      return Instant.parse(at);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
