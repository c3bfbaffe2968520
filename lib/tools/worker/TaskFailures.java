package lib.tools.worker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.Receipt;

/**
 * Reports tasks that cannot be published: one retry less each time, an incident with the last one,
 * and a message for the operators in the error queue.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/post-failure/">
 *     Camunda REST API, Handle External Task Failure</a>
 */
final class TaskFailures {

  private final ExternalTasks tasks;
  private final EngineWatch watch;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final ErrorQueue errors;
  private final String workerId;
  private final int attempts;
  private final Duration delay;

  /**
   * @param attempts retries of a task that has none noted yet
   * @param delay until the task can be fetched again
   */
  TaskFailures(
      WorkerParts parts, ErrorQueue errors, String workerId, int attempts, Duration delay) {
    this.tasks = parts.tasks();
    this.watch = parts.watch();
    this.status = parts.status();
    this.log = parts.log();
    this.errors = errors;
    this.workerId = workerId;
    this.attempts = attempts;
    this.delay = delay;
  }

  /** Never throws: if the engine cannot be told, the task comes again when its lock ends. */
  void report(LockedTask task, String reason) {
    int noted = task.retries() == null ? attempts : task.retries();
    int left = Math.max(0, noted - 1);
    status.count(WorkerStatus.Count.FAILED);
    status.error(task.id(), "task_error", reason);
    log.error("worker.task_failed", task.id(), task.topic(), reason, left);
    errors
        .taskError(task, reason)
        .thenAccept(
            receipt -> {
              if (!(receipt instanceof Receipt.Confirmed)) {
                log.warn("worker.error_queue_failed", task.id(), receipt.toString());
              }
            });
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workerId", workerId);
    body.put("errorMessage", "Task processing error: " + reason);
    body.put("errorDetails", reason);
    body.put("retries", left);
    body.put("retryTimeout", delay.toMillis());
    try {
      tasks.failure(task.id(), body);
    } catch (CamundaException e) {
      watch.failed(e, task.id(), "worker.failure_not_reported", task.id(), e.userMessage());
    }
  }
}
