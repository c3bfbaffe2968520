package lib.tools.worker.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lib.base.retry.Backoff;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockReading;
import lib.systems.camunda.LockedTask;
import lib.systems.camunda.Moment;
import lib.systems.camunda.TaskState;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerStatus.Count;

/**
 * The long lock of one task, on its way. It may only follow the short lock under which the task was
 * published: once that has ended, another worker of the same name may have fetched the task, and an
 * answer may have reported a failure, whose pause the long lock would make endless. So it is not
 * asked for when the short lock has ended, and taken back if it came too late all the same.
 */
final class LongLock {

  private static final int AT_ONCE = 5;

  /** A task that nobody fetches again is not waited for longer. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private enum Step {
    EXTEND,
    /** The engine has extended a lock, perhaps not the one that was meant. */
    CONFIRM,
    /** It was not the one that was meant. */
    TAKE_BACK
  }

  private final WorkerParts parts;
  private final ExternalTasks tasks;
  private final Duration lock;
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
  private final AtomicBoolean scheduled = new AtomicBoolean(true);
  private final AtomicBoolean counted = new AtomicBoolean();
  private volatile LockedTask task;
  private volatile Step step = Step.EXTEND;
  private volatile Optional<Moment> waitsSince = Optional.empty();

  LongLock(WorkerParts parts, LockedTask task) {
    this.parts = parts;
    this.tasks = parts.tasks();
    this.lock = parts.settings().camunda().lockDuration();
    this.task = task;
  }

  String taskId() {
    return task.id();
  }

  Backoff backoff() {
    return backoff;
  }

  /** Whether it may still come. */
  boolean isDue() {
    return step != Step.EXTEND || !task.isLockOver();
  }

  /** The same task has a new short lock. */
  void resume(LockedTask fetched) {
    task = fetched;
    waitsSince = Optional.empty();
  }

  /** Plans an attempt, of which there is one at a time; false if there is one already. */
  boolean schedule() {
    return scheduled.compareAndSet(false, true);
  }

  /** An attempt begins. */
  void begin() {
    scheduled.set(false);
  }

  /**
   * Does what is next.
   *
   * @return whether nothing is left to do: locked for long, answered meanwhile, or somebody else's
   */
  boolean proceed() {
    return switch (step) {
      case EXTEND -> task.isLockOver() ? lookForOthers() : extend();
      case CONFIRM -> confirm();
      case TAKE_BACK -> takeBack();
    };
  }

  private boolean extend() {
    LockedTask meant = task;
    for (int i = 0; i < AT_ONCE; i++) {
      try {
        tasks.extendLock(meant.id(), parts.workerId(), lock);
        if (meant.mayLockBeOver()) {
          step = Step.CONFIRM;
          return confirm();
        }
        return handedOver();
      } catch (CamundaException e) {
        if (e.saysGone(meant.id())) {
          return handedOver();
        } else if (e.kind() == Kind.REJECTED) {
          return lookForOthers();
        } else if (e.kind() != Kind.CONCURRENT_UPDATE) {
          throw e;
        }
      }
    }
    return false;
  }

  /** When it was extended, by the engine's own clock, shows whether it was the short lock. */
  private boolean confirm() {
    Optional<TaskState> state = tasks.find(task.id());
    Optional<Instant> extended = state.flatMap(TaskState::lockEnd).map(end -> end.minus(lock));
    boolean inTime =
        extended.isEmpty()
            || task.lockEnd().filter(end -> !extended.get().isAfter(end)).isPresent();
    if (inTime) {
      return handedOver();
    }
    step = Step.TAKE_BACK;
    return takeBack();
  }

  /** The task is sent again; that is better than a failure whose pause never ends. */
  private boolean takeBack() {
    try {
      tasks.unlock(task.id());
      parts.status().count(Count.UNLOCKED);
      parts.log().warn("routing.hand_over_late", task.id());
    } catch (CamundaException e) {
      if (!e.saysGone(task.id())) {
        throw e;
      }
    }
    return true;
  }

  /**
   * The short lock has ended, or somebody has unlocked the task or reported a failure. If nobody
   * has done anything it is waited for until it is fetched again.
   */
  private boolean lookForOthers() {
    Optional<TaskState> found = tasks.find(task.id());
    if (found.isEmpty() || !task.isAsFetched(found.get())) {
      return handedOver();
    }
    TaskState state = found.get();
    var reading = new LockReading(parts.settings().camunda(), Instant.now());
    if (reading.isHandedOver(state)) {
      return handedOver();
    }
    if (reading.of(state) == LockReading.Hold.FOREIGN) {
      parts.log().warn("routing.held_by_other", task.id(), state.holder().orElse("-"));
      return handedOver();
    }
    waitsSince = waitsSince.or(() -> Optional.of(Moment.now()));
    return waitsSince.get().isAgo(LONGEST);
  }

  private boolean handedOver() {
    if (counted.compareAndSet(false, true)) {
      parts.status().count(Count.HANDED_OVER);
    }
    return true;
  }
}
