package lib.worker;

//SOURCES EngineWatch.java
//SOURCES WorkerParts.java
//SOURCES WorkerStatus.java
//SOURCES ../camunda/CamundaException.java
//SOURCES ../camunda/ExternalTasks.java
//SOURCES ../camunda/LockedTask.java

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import lib.camunda.CamundaException;
import lib.camunda.ExternalTasks;
import lib.camunda.LockedTask;

/** Unlocks tasks that are in hand and cannot be published now. */
final class GiveBack {

  /** Unlocking asks nobody who holds the lock, so it must not come after the lock's end. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final ExternalTasks tasks;
  private final WorkerStatus status;
  private final EngineWatch watch;
  private final Clock clock;
  private final Executor calls;

  /**
   * @param calls threads for requests to the engine
   */
  GiveBack(WorkerParts parts, Executor calls) {
    this.tasks = parts.tasks();
    this.status = parts.status();
    this.watch = parts.watch();
    this.clock = parts.clock();
    this.calls = calls;
  }

  /** Unlocks in the background. If that fails the task is free when its short lock ends. */
  CompletableFuture<Void> later(LockedTask task) {
    return CompletableFuture.runAsync(() -> unlock(task), calls);
  }

  private void unlock(LockedTask task) {
    if (task.lockedUntil().isBefore(Instant.now(clock).plus(MARGIN))) {
      return;
    }
    try {
      tasks.unlock(task.id());
      status.count(WorkerStatus.Count.UNLOCKED);
    } catch (CamundaException e) {
      if (e.what() != CamundaException.Kind.NOT_FOUND) {
        watch.failed(e, task.id(), "worker.unlock_failed", task.id(), e.userMessage());
      }
    }
  }
}
