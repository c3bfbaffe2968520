package lib.tools.worker.cancellations;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lib.systems.camunda.CancelledTask;
import lib.systems.camunda.TaskHistory.CancelledActivity;

/**
 * Tells the task whose system has reported a BPMN error from those that were cancelled by it: the
 * engine's history has one like the other. What this worker reports itself it remembers, the last
 * ones. Thread-safe.
 */
final class ErrorReports {

  private static final int MOST = 10_000;

  /** An error is caught in the transaction that ends the tasks. */
  private static final Duration BEFORE = Duration.ofSeconds(1);

  private static final Duration AFTER = Duration.ofSeconds(10);

  /** What is known of a task that has ended without being completed. */
  enum Verdict {
    CANCELLED,
    /** Its own system has reported the error. */
    REPORTED,
    UNCLEAR
  }

  private final Set<String> reported =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > MOST;
                }
              }));

  /** The engine is about to be told of an error. */
  void add(String taskId) {
    reported.add(taskId);
  }

  /**
   * Whether a task was cancelled.
   *
   * @param errors when errors were caught in its outermost process instance
   * @param together the tasks that ended in it lately
   */
  Verdict verdict(
      CancelledTask task,
      CancelledActivity activity,
      List<Instant> errors,
      List<CancelledTask> together) {
    if (reported.contains(task.id())) {
      return Verdict.REPORTED;
    }
    Instant from = activity.ended().minus(BEFORE);
    Instant until = activity.ended().plus(AFTER);
    boolean withError =
        errors.stream().anyMatch(time -> time.isAfter(from) && time.isBefore(until));
    boolean reporterKnown = together.stream().anyMatch(other -> reported.contains(other.id()));
    return withError && !reporterKnown ? Verdict.UNCLEAR : Verdict.CANCELLED;
  }
}
