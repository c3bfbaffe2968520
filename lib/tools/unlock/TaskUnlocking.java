package lib.tools.unlock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import lib.base.retry.Backoff;
import lib.base.text.Message;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.TaskState;

/**
 * Unlocks one task and sets its retries if wanted. One request is enough unless something goes
 * wrong; before it is repeated the task is read again, because the lost answer may have been a
 * success and the lock that is there now a new one. Used by one thread for one task.
 */
final class TaskUnlocking {

  private static final int ATTEMPTS = 5;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final ExternalTasks tasks;
  private final TaskState task;
  private final boolean locked;
  private final Optional<Integer> retries;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);

  /** Whether the engine was asked to unlock it; its answer may have been lost. */
  private boolean asked;

  private boolean retriesSet;

  /**
   * @param locked whether it is locked; if not, only its retries are set
   * @param retries to set; empty for leaving them alone
   */
  TaskUnlocking(ExternalTasks tasks, TaskState task, boolean locked, Optional<Integer> retries) {
    this.tasks = tasks;
    this.task = task;
    this.locked = locked;
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
        return backoff.attempts() == 0 ? change() : again();
      } catch (CamundaException e) {
        if (e.saysGone(task.id())) {
          return result(Outcome.GONE);
        }
        if (!isWorthAnAttempt(e.kind()) || backoff.attempts() >= ATTEMPTS - 1) {
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

  /** The retries first: unlocking wakes the workers, who take only what has retries left. */
  private UnlockResult change() {
    if (retries.isPresent()) {
      tasks.setRetries(task.id(), retries.get());
      retriesSet = true;
    }
    if (!locked) {
      return result(Outcome.RETRIES_SET);
    }
    asked = true;
    tasks.unlock(task.id());
    return result(Outcome.UNLOCKED);
  }

  private UnlockResult again() {
    Optional<TaskState> now = tasks.find(task.id());
    if (now.isEmpty()) {
      return result(asked ? Outcome.UNLOCKED : Outcome.GONE);
    }
    if (locked && !now.get().hasLockOf(task)) {
      return result(asked ? Outcome.UNLOCKED : Outcome.CHANGED);
    }
    return change();
  }

  private UnlockResult result(Outcome outcome) {
    return result(outcome, Optional.empty());
  }

  /** What there is to say if {@link #run} failed. */
  UnlockResult failed(Message why) {
    return result(Outcome.FAILED, Optional.of(why));
  }

  private UnlockResult result(Outcome outcome, Optional<Message> error) {
    return new UnlockResult(task, outcome, retries.filter(set -> retriesSet), error);
  }
}
