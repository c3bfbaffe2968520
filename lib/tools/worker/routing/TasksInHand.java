package lib.tools.worker.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lib.base.text.Reason;
import lib.systems.camunda.LockedTask;

/**
 * The tasks that are locked for short and on their way, and how they leave: handed over, failed,
 * given back, or left to the end of their lock. Thread-safe.
 */
final class TasksInHand {

  private final Map<String, LockedTask> tasks = new ConcurrentHashMap<>();
  private final GiveBack giveBack;
  private final TaskFailures failures;
  private final Executor calls;

  /**
   * @param calls threads for requests to the engine
   */
  TasksInHand(GiveBack giveBack, TaskFailures failures, Executor calls) {
    this.giveBack = giveBack;
    this.failures = failures;
    this.calls = calls;
  }

  void add(List<LockedTask> batch) {
    batch.forEach(task -> tasks.put(task.id(), task));
  }

  int size() {
    return tasks.size();
  }

  boolean contains(String taskId) {
    return tasks.containsKey(taskId);
  }

  Optional<LockedTask> find(String taskId) {
    return Optional.ofNullable(tasks.get(taskId));
  }

  /** Nothing more is done with it here: its lock is long now, or ends soon. */
  void leave(LockedTask task) {
    tasks.remove(task.id());
  }

  /** Reports it to the engine as failed, in the background. */
  void fail(LockedTask task, Reason reason) {
    calls.execute(
        () -> {
          try {
            failures.report(task, reason);
          } finally {
            leave(task);
          }
        });
  }

  /** Unlocks it, in the background. */
  void giveBack(LockedTask task) {
    giveBack.later(task).whenComplete((nothing, error) -> leave(task));
  }

  /** Not at once, or it would come again at once, for as long as the reason lasts. */
  void giveBackLater(LockedTask task) {
    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, calls).execute(() -> giveBack(task));
  }
}
