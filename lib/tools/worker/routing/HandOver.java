package lib.tools.worker.routing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.LockedTask;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;

/**
 * Gives tasks whose message the broker has confirmed their long lock. Tries until the engine has
 * said yes or that there is nothing left to lock; a task that waits here is not published again.
 */
final class HandOver {

  private final WorkerParts parts;
  private final ScheduledExecutorService calls;
  private final EngineWatch watch;
  private final WorkerLog log;
  private final Map<String, LongLock> pending = new ConcurrentHashMap<>();

  /**
   * @param calls threads for requests to the engine
   */
  HandOver(WorkerParts parts, ScheduledExecutorService calls) {
    this.parts = parts;
    this.watch = parts.watch();
    this.log = parts.log();
    this.calls = calls;
  }

  /** Whether the task is published, but its long lock is not yet certain. */
  boolean isPending(String taskId) {
    return pending.containsKey(taskId);
  }

  /** Whether this worker is about to lock the task for long. */
  boolean isAboutToLock(String taskId) {
    LongLock one = pending.get(taskId);
    return one != null && one.isDue();
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
    LongLock one = new LongLock(parts, task);
    pending.put(task.id(), one);
    try {
      attempt(one);
    } finally {
      firstTryDone.run();
    }
  }

  /**
   * Goes on with a task that was fetched again, so that it has a valid lock.
   *
   * @return false if there is nothing to go on with, or its message has to be sent again, because a
   *     failure may have been reported for the first one: failures are noted in the retries
   */
  boolean resume(LockedTask task) {
    LongLock one = pending.get(task.id());
    if (one == null || task.retries().isPresent()) {
      pending.remove(task.id());
      return false;
    }
    one.resume(task);
    if (one.schedule()) {
      calls.execute(() -> attempt(one));
    }
    return true;
  }

  private void attempt(LongLock one) {
    one.begin();
    try {
      if (one.proceed()) {
        watch.answered();
        pending.remove(one.taskId(), one);
      } else {
        later(one);
      }
    } catch (CamundaException e) {
      Duration pause = later(one);
      String id = one.taskId();
      watch.failed(e, id, "routing.hand_over_failed", id, e.userMessage(), seconds(pause));
    } catch (RuntimeException e) {
      later(one);
      log.bug(e);
    }
  }

  private Duration later(LongLock one) {
    Duration pause = one.backoff().next();
    if (pending.get(one.taskId()) == one && one.schedule()) {
      calls.schedule(() -> attempt(one), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
    return pause;
  }

  private static String seconds(Duration pause) {
    return "%.1f".formatted(pause.toMillis() / 1000.0);
  }
}
