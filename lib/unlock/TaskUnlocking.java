package lib.unlock;

//SOURCES Outcome.java
//SOURCES UnlockResult.java
//SOURCES ../camunda/CamundaException.java
//SOURCES ../camunda/ExternalTasks.java
//SOURCES ../camunda/TaskState.java
//SOURCES ../retry/Backoff.java
//SOURCES ../text/Message.java

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import lib.camunda.CamundaException;
import lib.camunda.CamundaException.Kind;
import lib.camunda.ExternalTasks;
import lib.camunda.TaskState;
import lib.retry.Backoff;
import lib.text.Message;

/**
 * Unlocks one task: reads it again, because people take their time to confirm, sets its retries if
 * wanted, takes the lock away and looks whether it is gone. Used by one thread for one task.
 */
final class TaskUnlocking {

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ExternalTasks tasks;
  private final Clock clock;
  private final TaskState shown;
  private final boolean wasLocked;
  private final Integer retries;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

  /** As this read it first; known from then on. */
  private TaskState before;

  /** Whether the engine was asked to unlock it; its answer may have been lost. */
  private boolean asked;

  private boolean retriesSet;

  /**
   * @param shown the task as it was shown before the confirmation
   * @param wasLocked whether it was locked then; if not, only its retries are set
   * @param retries to set; null for leaving them alone
   */
  TaskUnlocking(
      ExternalTasks tasks, Clock clock, TaskState shown, boolean wasLocked, Integer retries) {
    this.tasks = tasks;
    this.clock = clock;
    this.shown = shown;
    this.wasLocked = wasLocked;
    this.retries = retries;
  }

  /**
   * Does it.
   *
   * @throws CamundaException if the engine is out of reach or refuses, after some attempts
   */
  UnlockResult run() {
    while (true) {
      try {
        return attempt();
      } catch (CamundaException e) {
        if (e.what() == Kind.NOT_FOUND) {
          return result(Outcome.GONE);
        }
        if (!isWorthAnAttempt(e.what()) || backoff.attempts() >= ATTEMPTS - 1) {
          throw e;
        }
        LockSupport.parkNanos(backoff.next().toNanos());
      }
    }
  }

  /** After a time-out the next attempt would take as long again. */
  private static boolean isWorthAnAttempt(Kind kind) {
    return kind == Kind.CONCURRENT_UPDATE || (kind.isOutage() && kind != Kind.TIMEOUT);
  }

  private UnlockResult attempt() {
    Optional<TaskState> found = tasks.find(shown.id());
    if (found.isEmpty()) {
      return result(asked ? Outcome.UNLOCKED : Outcome.GONE);
    }
    TaskState now = found.get();
    if (asked && !hasLockOf(before, now)) {
      return result(Outcome.UNLOCKED); // the attempt whose answer was lost did it
    }
    if (!isAsShown(now)) {
      before = now;
      return result(Outcome.CHANGED);
    }
    before = now;
    if (retries != null) {
      tasks.setRetries(now.id(), retries);
      retriesSet = true;
    }
    return wasLocked ? unlock() : result(Outcome.RETRIES_SET);
  }

  private UnlockResult unlock() {
    asked = true;
    tasks.unlock(before.id());
    Optional<TaskState> after = tasks.find(before.id());
    return after.filter(task -> hasLockOf(before, task)).isEmpty()
        ? result(Outcome.UNLOCKED)
        : failed(Message.of("unlock.still_held", before.holder()));
  }

  /** Locked by the one who was shown, or still not locked. The lock may have been extended. */
  private boolean isAsShown(TaskState now) {
    boolean locked = now.isLockedAt(clock.instant());
    return wasLocked ? locked && now.holder().equals(shown.holder()) : !locked;
  }

  private static boolean hasLockOf(TaskState one, TaskState other) {
    return Objects.equals(one.holder(), other.holder()) && one.lockEnd().equals(other.lockEnd());
  }

  private UnlockResult result(Outcome outcome) {
    return result(outcome, Optional.empty());
  }

  /** What there is to say if {@link #run} failed. */
  UnlockResult failed(Message why) {
    return result(Outcome.FAILED, Optional.of(why));
  }

  private UnlockResult result(Outcome outcome, Optional<Message> error) {
    return new UnlockResult(
        before == null ? shown : before, outcome, retriesSet ? retries : null, error);
  }
}
