package lib.tools.unlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.TaskState;

/**
 * Unlocks many tasks, several at the same time. Changes the engine. Ends early, after the requests
 * under way, if it is told to {@link #stop} or if the engine can no longer be used.
 */
public final class ParallelUnlocking {

  private final ExternalTasks tasks;
  private final int threads;
  private final Optional<Integer> retries;
  private volatile boolean stopped;
  private volatile boolean cutShort;

  /**
   * @param retries to set on each task; empty for leaving them alone
   */
  public ParallelUnlocking(ExternalTasks tasks, int threads, Optional<Integer> retries) {
    this.tasks = tasks;
    this.threads = threads;
    this.retries = retries;
  }

  /** Begins no other task. */
  public void stop() {
    stopped = true;
  }

  /** Whether {@link #stop} was called. */
  public boolean isStopped() {
    return stopped;
  }

  /** Whether it ended early because the engine could no longer be used. */
  public boolean isCutShort() {
    return cutShort;
  }

  /**
   * Changes what is to be changed of the tasks that were found.
   *
   * @param listener told at once of each task that was reached, by several threads
   */
  public void run(FoundTasks found, Consumer<UnlockResult> listener) throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (TaskState task : found.toChange(retries.isPresent())) {
        boolean locked = task.isLockedAt(found.at());
        running.add(executor.submit(() -> unlock(task, locked, listener)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdown(); // interrupts nothing: what the engine was asked to do is seen through
    }
  }

  private void unlock(TaskState task, boolean locked, Consumer<UnlockResult> listener) {
    if (stopped || cutShort) {
      return;
    }
    TaskUnlocking unlocking = new TaskUnlocking(tasks, task, locked, retries);
    try {
      listener.accept(unlocking.run());
    } catch (CamundaException e) {
      cutShort |= concernsEveryTask(e.kind());
      listener.accept(unlocking.failed(e.userMessage()));
    }
  }

  /** Not so 403: rights may differ from one process definition to the next. */
  private static boolean concernsEveryTask(CamundaException.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED, TLS, NOT_THE_ENGINE -> true;
      default -> kind.isOutage();
    };
  }
}
