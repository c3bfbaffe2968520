package lib.tools.worker.routing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Reason;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockedTask;
import lib.tools.worker.servers.EngineWatch;
import lib.tools.worker.servers.ErrorKinds;
import lib.tools.worker.servers.ErrorQueue;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

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

  /** Retries of a task that has none noted yet. */
  private final int attempts;

  /** Until the task can be fetched again. */
  private final Duration delay;

  TaskFailures(WorkerParts parts, ErrorQueue errors) {
    this.tasks = parts.tasks();
    this.watch = parts.watch();
    this.status = parts.status();
    this.log = parts.log();
    this.errors = errors;
    this.workerId = parts.workerId();
    this.attempts = parts.settings().worker().retryAttempts();
    this.delay = parts.settings().worker().retryDelay();
  }

  /** Never throws: if the engine cannot be told, the task comes again when its lock ends. */
  void report(LockedTask task, Reason reason) {
    int left = Math.max(0, task.retries().orElse(attempts) - 1);
    status.count(WorkerStatus.Count.FAILED);
    status.error(Optional.of(task.id()), ErrorKinds.TASK, reason.english());
    log.error("routing.task_failed", task.id(), task.topic(), reason, left);
    tellOperators(task, reason);
    try {
      tasks.failure(task.id(), body(reason, left));
    } catch (CamundaException e) {
      watch.failed(e, task.id(), "routing.failure_not_reported", task.id(), e.userMessage());
    }
  }

  private void tellOperators(LockedTask task, Reason reason) {
    errors
        .taskError(task, reason)
        .thenAccept(
            receipt -> {
              if (!receipt.isConfirmed()) {
                log.warn("routing.error_queue_failed", task.id(), receipt.reason());
              }
            });
  }

  private Map<String, Object> body(Reason reason, int retriesLeft) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workerId", workerId);
    body.put("errorMessage", "Task processing error: " + reason.english());
    body.put("errorDetails", reason.english());
    body.put("retries", retriesLeft);
    body.put("retryTimeout", delay.toMillis());
    return body;
  }
}
