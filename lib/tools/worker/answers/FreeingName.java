package lib.tools.worker.answers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockOwner;
import lib.systems.camunda.TaskState;
import lib.tools.worker.servers.WorkerParts;

/**
 * In whose name a failure may be reported, so that no long lock can come after it: that of a lock
 * that is long already, or one that is never extended. See "The fence" in docs/en/design.md.
 */
final class FreeingName {

  /** Nobody waits for its end: the failure comes next. */
  private static final Duration WHILE_REPORTING = Duration.ofMinutes(1);

  /** The clocks of the engine's nodes, and those that tell its time, may differ by so much. */
  private static final Duration MOST_TOLERANCE = Duration.ofMinutes(10);

  private final ExternalTasks tasks;
  private final LockOwner owner;
  private final Clock clock;

  /** A lock that lasts longer than this cannot be one of a task that is being handed over. */
  private final Duration longestHandOff;

  FreeingName(WorkerParts parts) {
    this.tasks = parts.tasks();
    this.owner = parts.lockOwner();
    this.clock = parts.clock();
    var camunda = parts.settings().camunda();
    Duration handoffLock = camunda.handoffLockDuration();
    Duration tolerance = camunda.lockDuration().minus(handoffLock).dividedBy(4);
    this.longestHandOff =
        handoffLock.plus(tolerance.compareTo(MOST_TOLERANCE) < 0 ? tolerance : MOST_TOLERANCE);
  }

  /**
   * The name, empty if the task may still be on its way to its long lock. Locks the task for a
   * moment if its lock has ended.
   *
   * @param task as the engine has just described it
   * @throws CamundaException if the engine cannot say
   */
  Optional<String> of(TaskState task) {
    String failures = owner.nameForFailures();
    if (failures.equals(task.holder()) || isLong(task)) {
      return Optional.of(task.holder());
    }
    try {
      tasks.lock(task.id(), failures, WHILE_REPORTING);
      return Optional.of(failures);
    } catch (CamundaException e) {
      if (e.kind() == Kind.REJECTED) {
        return Optional.empty(); // By the engine's clock the lock is valid.
      }
      throw e;
    }
  }

  private boolean isLong(TaskState task) {
    Instant here = clock.instant();
    Instant there = tasks.passedTime();
    Instant end = (here.isAfter(there) ? here : there).plus(longestHandOff);
    return task.holder() != null && task.lockEnd().filter(end::isBefore).isPresent();
  }
}
