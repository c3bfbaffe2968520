package lib.tools.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lib.base.config.WorkerSettings;

/** The worker's threads. */
final class WorkerThreads implements AutoCloseable {

  /** What is done now and then. */
  @FunctionalInterface
  interface PeriodicAction {
    void run() throws InterruptedException;
  }

  private final Consumer<RuntimeException> bug;
  private final Map<String, Thread> loops = new HashMap<>();
  private final ScheduledExecutorService tasks;
  private final ScheduledExecutorService answers;
  private final ExecutorService models;
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(0, named("clock"));

  /**
   * @param bug told of what {@link #every} should not throw
   */
  WorkerThreads(WorkerSettings settings, Consumer<RuntimeException> bug) {
    this.bug = bug;
    tasks = new ScheduledThreadPoolExecutor(settings.publishConcurrency(), named("tasks"));
    answers = new ScheduledThreadPoolExecutor(settings.responseConcurrency(), named("answer"));
    // As many as there are definitions loading: one that hangs must not delay another.
    models = Executors.newCachedThreadPool(named("models"));
  }

  /** For requests about tasks. */
  ScheduledExecutorService tasks() {
    return tasks;
  }

  /** For requests about answers. */
  ScheduledExecutorService answers() {
    return answers;
  }

  /** For loading process models. */
  ExecutorService models() {
    return models;
  }

  void start(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    loops.put(name, thread);
    thread.start();
  }

  /** Repeats an action for ever, whatever it throws; it never runs twice at the same time. */
  void every(Duration period, PeriodicAction action) {
    repeat(period, period, action);
  }

  /** The same, but with the first time at once. */
  void soonAndEvery(Duration period, PeriodicAction action) {
    repeat(Duration.ZERO, period, action);
  }

  private void repeat(Duration first, Duration period, PeriodicAction action) {
    Runnable guarded =
        () -> {
          try {
            action.run();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException e) {
            bug.accept(e);
          }
        };
    // Each has a thread of its own: a system that hangs must not delay others.
    clock.setCorePoolSize(clock.getCorePoolSize() + 1);
    clock.scheduleWithFixedDelay(
        guarded, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for a loop to end by itself, then interrupts it. */
  void join(String name, Duration patience) throws InterruptedException {
    Thread thread = loops.get(name);
    if (thread != null) {
      thread.join(patience.toMillis());
      thread.interrupt();
      thread.join(200);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    tasks.shutdownNow();
    answers.shutdownNow();
    models.shutdownNow();
    loops.values().forEach(Thread::interrupt);
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
