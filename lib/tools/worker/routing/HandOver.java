package lib.tools.worker.routing;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import lib.base.json.Json;
import lib.base.retry.Backoff;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockedTask;
import lib.systems.camunda.TaskState;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

/**
 * Gives tasks whose message the broker has confirmed their long lock. Tries until the engine has
 * said yes or that there is nothing left to lock; a task that waits here is not published again.
 */
final class HandOver {

  private static final int AT_ONCE = 5;

  /**
   * @param scheduled whether the next attempt is planned: there is one at a time
   */
  private record Pending(LockedTask task, Backoff backoff, AtomicBoolean scheduled) {}

  private final ExternalTasks tasks;
  private final String workerId;
  private final Duration lock;
  private final ScheduledExecutorService calls;
  private final EngineWatch watch;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();

  /**
   * @param calls threads for requests to the engine
   */
  HandOver(WorkerParts parts, ScheduledExecutorService calls) {
    this.tasks = parts.tasks();
    this.watch = parts.watch();
    this.status = parts.status();
    this.log = parts.log();
    this.workerId = parts.workerId();
    this.lock = parts.settings().camunda().lockDuration();
    this.calls = calls;
  }

  /** Whether the task is published, but its long lock is not yet certain. */
  boolean isPending(String taskId) {
    return pending.containsKey(taskId);
  }

  /** How many tasks wait for their long lock. */
  int pending() {
    return pending.size();
  }

  /**
   * Locks the task for long, in this thread; if that does not succeed at once, later and elsewhere.
   *
   * @param firstTryDone called after the first attempt, whatever came of it
   */
  void start(LockedTask task, Runnable firstTryDone) {
    Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10));
    Pending one = new Pending(task, backoff, new AtomicBoolean(true));
    pending.put(task.id(), one);
    try {
      attempt(one);
    } finally {
      firstTryDone.run();
    }
  }

  /** The task was fetched again, so it has a valid lock: try now. */
  void again(LockedTask task) {
    Pending one = pending.get(task.id());
    if (one != null && one.scheduled().compareAndSet(false, true)) {
      calls.execute(() -> attempt(one));
    }
  }

  private void attempt(Pending one) {
    one.scheduled().set(false);
    try {
      if (isSettled(one.task())) {
        watch.answered();
        pending.remove(one.task().id());
      } else {
        later(one);
      }
    } catch (CamundaException e) {
      Duration pause = later(one);
      String id = one.task().id();
      watch.failed(e, id, "routing.hand_over_failed", id, e.userMessage(), seconds(pause));
    } catch (RuntimeException e) {
      later(one);
      log.bug(e);
    }
  }

  private Duration later(Pending one) {
    Duration pause = one.backoff().next();
    if (one.scheduled().compareAndSet(false, true)) {
      calls.schedule(() -> attempt(one), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
    return pause;
  }

  /** Whether nothing is left to do: locked for long, answered meanwhile, or somebody else's. */
  private boolean isSettled(LockedTask task) {
    for (int i = 0; i < AT_ONCE; i++) {
      try {
        tasks.extendLock(task.id(), workerId, lock);
        status.count(WorkerStatus.Count.HANDED_OVER);
        return true;
      } catch (CamundaException e) {
        if (e.saysGone(task.id())) {
          status.count(WorkerStatus.Count.HANDED_OVER);
          return true;
        } else if (e.kind() == Kind.REJECTED) {
          return lockAgain(task);
        } else if (e.kind() != Kind.CONCURRENT_UPDATE) {
          throw e;
        }
      }
    }
    return false;
  }

  /** The short lock has ended, or somebody has unlocked the task or reported a failure. */
  private boolean lockAgain(LockedTask task) {
    Optional<TaskState> state = tasks.find(task.id());
    if (state.isPresent() && isAsFetched(state.get(), task)) {
      try {
        tasks.lock(task.id(), workerId, lock);
      } catch (CamundaException e) {
        if (e.kind() == Kind.REJECTED) {
          log.warn("routing.held_by_other", task.id(), state.get().holder().orElse("-"));
        } else if (!e.saysGone(task.id())) {
          throw e;
        }
      }
    }
    status.count(WorkerStatus.Count.HANDED_OVER);
    return true;
  }

  /** A failure that was reported meanwhile wants the task to be free again, not locked for long. */
  private static boolean isAsFetched(TaskState state, LockedTask task) {
    return state.retries().equals(task.retries())
        && state.errorMessage().equals(Json.text(task.json(), "errorMessage"));
  }

  private static String seconds(Duration pause) {
    return "%.1f".formatted(pause.toMillis() / 1000.0);
  }
}
