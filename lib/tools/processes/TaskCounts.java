package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.TaskCondition;
import lib.systems.camunda.TaskLists;

/**
 * Counts external tasks by condition, in a bounded number of requests. The conditions are those of
 * {@link TaskCondition}; they exclude each other.
 *
 * <p>No query asks for a reported failure. So of the locked tasks those are looked at whose locks
 * end first, as they do in a back-off: exact up to {@link #LOOKED_AT}, a lower bound beyond.
 */
final class TaskCounts {

  /** In one request, because the ends of locks are no stable order for pages. */
  static final int LOOKED_AT = 2000;

  private static final String READY = "active=true&withRetriesLeft=true";
  private static final String LOCKED = READY + "&locked=true";
  private static final String NOT_LOCKED = READY + "&notLocked=true";

  /** Any end of a lock; together with {@code notLocked} the engine's clock decides. */
  private static final String EXPIRED =
      NOT_LOCKED + "&lockExpirationBefore=3000-01-01T00:00:00.000%2B0000";

  private static final String OUT_OF_RETRIES = "active=true&noRetriesLeft=true";
  private static final String SUSPENDED = "suspended=true";

  /**
   * All tasks, each in the first of these queries that finds it: those that need somebody first.
   */
  static final List<String> URGENT_FIRST =
      List.of(OUT_OF_RETRIES, SUSPENDED, EXPIRED, NOT_LOCKED, LOCKED);

  private final Counts counts;
  private final Rows rows;
  private final TaskLists tasks;
  private boolean complete = true;

  TaskCounts(Counts counts, Rows rows, TaskLists tasks) {
    this.counts = counts;
    this.rows = rows;
    this.tasks = tasks;
  }

  /** Counts. */
  CountGroup read() {
    OptionalLong notLocked = count(NOT_LOCKED);
    OptionalLong expired = count(EXPIRED);
    OptionalLong locked = count(LOCKED);
    OptionalLong failed = locked.orElse(0) == 0 ? locked : failed(locked.getAsLong());
    Map<String, OptionalLong> named = new LinkedHashMap<>();
    named.put("total", count(""));
    named.put(name(TaskCondition.FREE), difference(notLocked, expired));
    named.put(name(TaskCondition.IN_PROGRESS), difference(locked, failed));
    named.put(name(TaskCondition.BACK_OFF), failed);
    named.put(name(TaskCondition.LOCK_EXPIRED), expired);
    named.put(name(TaskCondition.OUT_OF_RETRIES), count(OUT_OF_RETRIES));
    named.put(name(TaskCondition.SUSPENDED), count(SUSPENDED));
    return new CountGroup(EngineList.EXTERNAL_TASKS, named);
  }

  /** Whether all locked tasks were looked at. */
  boolean isComplete() {
    return complete;
  }

  private static String name(TaskCondition condition) {
    return condition.code();
  }

  private OptionalLong count(String more) {
    return counts.count(EngineList.EXTERNAL_TASKS, more);
  }

  /** Never negative, although the counts are not of the same moment. */
  private static OptionalLong difference(OptionalLong whole, OptionalLong part) {
    return whole.isPresent() && part.isPresent()
        ? OptionalLong.of(Math.max(0, whole.getAsLong() - part.getAsLong()))
        : OptionalLong.empty();
  }

  /** A row that cannot be read is counted as what most are. */
  private boolean isAfterFailure(JsonNode row) {
    try {
      return tasks.state(row).isAfterFailure();
    } catch (CamundaException e) {
      return false;
    }
  }

  private OptionalLong failed(long locked) {
    complete = locked <= LOOKED_AT;
    long failed =
        rows.first(EngineList.EXTERNAL_TASKS, LOCKED, "lockExpirationTime", LOOKED_AT)
            .filter(this::isAfterFailure)
            .count();
    return OptionalLong.of(Math.min(locked, failed));
  }
}
