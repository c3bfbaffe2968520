package lib.tools.worker.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockOwner;
import lib.systems.camunda.LockedTask;
import lib.systems.camunda.TaskState;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;

/**
 * The long lock of one task whose message the broker has confirmed.
 *
 * <p>It is asked for at most once under each name that a lock has had. So a lock that is long shows
 * that no request for it is under way any more, and a failure may be reported under its name; see
 * "The fence" in docs/en/design.md. Not for several threads at once.
 */
final class LongLock {

  private static final int AT_ONCE = 5;

  /** Databases cut the fractions of a lock's end differently. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  private final ExternalTasks tasks;
  private final LockOwner owner;
  private final Duration shortLock;
  private final Duration longLock;
  private final WorkerLog log;

  private final String taskId;

  /** The name of its present lock. */
  private String holder;

  /** When that ends unless it is made long. */
  private Instant shortEnd;

  /** Whether the engine may carry out a request for the long lock at any time from now on. */
  private boolean asked;

  LongLock(WorkerParts parts, LockedTask task) {
    this.tasks = parts.tasks();
    this.owner = parts.lockOwner();
    this.shortLock = parts.settings().camunda().handoffLockDuration();
    this.longLock = parts.settings().camunda().lockDuration();
    this.log = parts.log();
    this.taskId = task.id();
    this.holder = task.holder();
    this.shortEnd = task.lockEnd().orElse(Instant.MIN);
  }

  String taskId() {
    return taskId;
  }

  /**
   * Tries to get it. Whether nothing is left to do: locked for long, answered meanwhile, or left to
   * whoever gets the task next.
   *
   * @throws CamundaException if the engine cannot say
   */
  boolean isSettled() {
    try {
      return asked ? look() : ask();
    } catch (CamundaException e) {
      if (e.saysGone(taskId)) {
        return true;
      }
      throw e;
    }
  }

  private boolean ask() {
    for (int i = 0; i < AT_ONCE; i++) {
      asked = true;
      try {
        tasks.extendLock(taskId, holder, longLock);
        return true;
      } catch (CamundaException e) {
        asked = e.kind().isUndecided();
        if (e.kind() == Kind.REJECTED) {
          return look();
        } else if (e.kind() != Kind.CONCURRENT_UPDATE) {
          throw e;
        }
      }
    }
    return false;
  }

  /** The lock has ended, is somebody else's, or nobody knows what has become of the request. */
  private boolean look() {
    Optional<TaskState> now = tasks.find(taskId);
    if (now.isEmpty() || !isStillTheShortOne(now.get())) {
      now.ifPresent(this::tellOfStrangers);
      return true;
    }
    // What can be told from a task is whether a failure was ever reported, not whether another one
    // was. So a task that has failed before is not locked again: it comes with the next fetch.
    return now.get().isAfterFailure() || now.get().suspended() || lockAnew();
  }

  private boolean isStillTheShortOne(TaskState now) {
    Instant end = shortEnd.plus(ROUNDING);
    return holder.equals(now.holder()) && now.lockEnd().filter(end::isBefore).isEmpty();
  }

  private void tellOfStrangers(TaskState now) {
    if (now.holder() != null && !owner.holds(now)) {
      log.warn("routing.held_by_other", now.id(), now.holder());
    }
  }

  /**
   * Under a new name, after the old one's end: what was asked under that is refused from then on.
   */
  private boolean lockAnew() {
    String name = owner.newName();
    try {
      if (asked) {
        tasks.extendLock(taskId, holder, SHORTEST);
      }
      tasks.lock(taskId, name, shortLock);
    } catch (CamundaException e) {
      if (e.kind() == Kind.REJECTED) {
        return false;
      }
      throw e;
    }
    Optional<TaskState> now = tasks.find(taskId);
    if (now.filter(task -> name.equals(task.holder()) && !task.isAfterFailure()).isEmpty()) {
      return true;
    }
    holder = name;
    shortEnd = now.get().lockEnd().orElse(Instant.MIN);
    asked = false;
    return ask();
  }
}
