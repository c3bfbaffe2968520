package lib.tools.worker.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockedTask;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerStatus;

/** Unlocks tasks that are in hand and cannot be published now. */
final class GiveBack {

  private final ExternalTasks tasks;
  private final WorkerStatus status;
  private final EngineWatch watch;
  private final Clock clock;
  private final Executor calls;

  /** Unlocking asks nobody who holds the task: none is unlocked in the last sixth of its lock. */
  private final Duration margin;

  private volatile boolean used;

  /**
   * @param calls threads for requests to the engine
   */
  GiveBack(WorkerParts parts, Executor calls) {
    this.margin = parts.settings().camunda().handoffLockDuration().dividedBy(6);
    this.tasks = parts.tasks();
    this.status = parts.status();
    this.watch = parts.watch();
    this.clock = parts.clock();
    this.calls = calls;
  }

  /** Unlocks in the background. If that fails the task is free when its short lock ends. */
  CompletableFuture<Void> later(LockedTask task) {
    used = true;
    return CompletableFuture.runAsync(() -> unlock(task), calls);
  }

  /** Whether a task could not be published so far. */
  boolean isUsed() {
    return used;
  }

  private void unlock(LockedTask task) {
    if (task.lockedUntil().isBefore(Instant.now(clock).plus(margin))) {
      return;
    }
    try {
      tasks.unlock(task.id());
      status.count(WorkerStatus.Count.UNLOCKED);
    } catch (CamundaException e) {
      if (!e.saysGone(task.id())) {
        watch.failed(e, task.id(), "routing.unlock_failed", task.id(), e.userMessage());
      }
    }
  }
}
