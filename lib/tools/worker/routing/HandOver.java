package lib.tools.worker.routing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lib.base.retry.Backoff;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.LockedTask;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

/**
 * Gives tasks whose message the broker has confirmed their long lock. Tries until the engine has
 * said yes or that there is nothing left to lock; a task that waits here is not published again.
 */
final class HandOver {

  private record Pending(LongLock lock, Backoff backoff) {

    static Pending of(LongLock lock) {
      return new Pending(lock, new Backoff(Duration.ofMillis(250), Duration.ofSeconds(10)));
    }
  }

  private final WorkerParts parts;
  private final ScheduledExecutorService calls;
  private final EngineWatch watch;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final Map<String, Pending> pending = new ConcurrentHashMap<>();

  /**
   * @param calls threads for requests to the engine
   */
  HandOver(WorkerParts parts, ScheduledExecutorService calls) {
    this.parts = parts;
    this.watch = parts.watch();
    this.status = parts.status();
    this.log = parts.log();
    this.calls = calls;
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
    Pending one = Pending.of(new LongLock(parts, task));
    pending.put(task.id(), one);
    try {
      attempt(one);
    } finally {
      firstTryDone.run();
    }
  }

  /**
   * A task that no failure was ever reported of was fetched again: its new lock becomes the long
   * one if it waits for that.
   *
   * @return whether it does
   */
  boolean goesOnWith(LockedTask task) {
    if (!pending.containsKey(task.id())) {
      return false;
    }
    Pending one = Pending.of(new LongLock(parts, task));
    pending.put(task.id(), one);
    calls.execute(() -> attempt(one));
    return true;
  }

  private void attempt(Pending one) {
    String id = one.lock().taskId();
    if (pending.get(id) != one) {
      return; // It was fetched again.
    }
    try {
      if (one.lock().isSettled()) {
        watch.answered();
        status.count(WorkerStatus.Count.HANDED_OVER);
        pending.remove(id, one);
      } else {
        later(one);
      }
    } catch (CamundaException e) {
      Duration pause = later(one);
      watch.failed(e, id, "routing.hand_over_failed", id, e.userMessage(), seconds(pause));
    } catch (RuntimeException e) {
      later(one);
      log.bug(e);
    }
  }

  private Duration later(Pending one) {
    Duration pause = one.backoff().next();
    calls.schedule(() -> attempt(one), pause.toMillis(), TimeUnit.MILLISECONDS);
    return pause;
  }

  private static String seconds(Duration pause) {
    return "%.1f".formatted(pause.toMillis() / 1000.0);
  }
}
