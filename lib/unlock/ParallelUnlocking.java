package lib.unlock;

//SOURCES FoundTasks.java
//SOURCES Outcome.java
//SOURCES TaskUnlocking.java
//SOURCES UnlockResult.java
//SOURCES ../camunda/CamundaException.java
//SOURCES ../camunda/ExternalTasks.java
//SOURCES ../camunda/TaskState.java

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import lib.camunda.CamundaException;
import lib.camunda.ExternalTasks;
import lib.camunda.TaskState;

/**
 * Unlocks many tasks, several at the same time. Changes the engine. Ends early, after the requests
 * under way, if it is told to {@link #stop} or if the engine can no longer be used.
 */
public final class ParallelUnlocking {

  private final ExternalTasks tasks;
  private final Clock clock;
  private final int threads;
  private final Integer retries;
  private volatile boolean stopped;
  private volatile boolean cutShort;

  /**
   * @param retries to set on each task; null for leaving them alone
   */
  public ParallelUnlocking(ExternalTasks tasks, Clock clock, int threads, Integer retries) {
    this.tasks = tasks;
    this.clock = clock;
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
   * @param listener told of each task at once, by several threads
   * @return a result for each task, in their order
   */
  public List<UnlockResult> run(FoundTasks found, Consumer<UnlockResult> listener)
      throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<UnlockResult>> results = new ArrayList<>();
      for (TaskState task : found.toChange(retries != null)) {
        boolean locked = task.isLockedAt(found.at());
        results.add(executor.submit(() -> unlock(task, locked, listener)));
      }
      List<UnlockResult> all = new ArrayList<>();
      for (Future<UnlockResult> result : results) {
        all.add(result.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdown(); // interrupts nothing: what the engine was asked to do is seen through
    }
  }

  private UnlockResult unlock(TaskState task, boolean locked, Consumer<UnlockResult> listener) {
    if (stopped || cutShort) {
      return UnlockResult.of(task, Outcome.NOT_REACHED);
    }
    TaskUnlocking unlocking = new TaskUnlocking(tasks, clock, task, locked, retries);
    UnlockResult result;
    try {
      result = unlocking.run();
    } catch (CamundaException e) {
      cutShort |= concernsEveryTask(e.what());
      result = unlocking.failed(e.userMessage());
    }
    listener.accept(result);
    return result;
  }

  /** Not so 403: rights may differ from one process definition to the next. */
  private static boolean concernsEveryTask(CamundaException.Kind kind) {
    return switch (kind) {
      case UNAUTHORIZED, TLS, NOT_THE_ENGINE -> true;
      default -> kind.isOutage();
    };
  }
}
