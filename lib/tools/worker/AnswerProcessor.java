package lib.tools.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.TaskState;

/** Applies one answer to the engine, once, and says what came of it. */
final class AnswerProcessor {

  private static final int OPTIMISTIC_ATTEMPTS = 5;

  /** Between looking who holds a task and completing it somebody else may fetch it. */
  private static final int HOLDER_ATTEMPTS = 3;

  /** Long enough to complete the task afterwards; nobody waits for it. */
  private static final Duration LOCK_TO_COMPLETE = Duration.ofMinutes(1);

  /**
   * @param failure the engine's answer, null if it was a good one
   */
  record Result(AnswerOutcome outcome, CamundaException failure) {

    /** What the error message says, where the outcome asks for one. */
    ErrorQueue.Problem problem() {
      ErrorType type =
          outcome == AnswerOutcome.REJECTED
              ? ErrorType.UNEXPECTED_HTTP_STATUS
              : ErrorType.CAMUNDA_INTERNAL_ERROR;
      return new ErrorQueue.Problem(
          type,
          "HTTP " + failure.status() + ": " + failure.reason(),
          failure.engineType(),
          failure.reason(),
          failure.status(),
          failure.rawResponse());
    }
  }

  private final ExternalTasks tasks;
  private final String workerId;
  private final Duration handoffLock;
  private final Predicate<String> inHand;

  /**
   * @param handoffLock the lock of tasks that are being published
   * @param inHand whether this worker is about to give the task its long lock
   */
  AnswerProcessor(
      ExternalTasks tasks, String workerId, Duration handoffLock, Predicate<String> inHand) {
    this.tasks = tasks;
    this.workerId = workerId;
    this.handoffLock = handoffLock;
    this.inHand = inHand;
  }

  /** Changes the engine. Never throws for what an engine can answer. */
  Result apply(Answer answer) {
    try {
      if (answer instanceof Answer.Failed && isBeingHandedOver(answer.taskId())) {
        return new Result(AnswerOutcome.NOT_YET_HANDED_OVER, null);
      }
      return retrying(answer, workerId);
    } catch (CamundaException e) {
      return failed(answer, e);
    }
  }

  /**
   * Whether the task's long lock is still to come, from this worker or another one with the same
   * id. It would follow the failure's retry timeout and hold the task for ever.
   */
  private boolean isBeingHandedOver(String taskId) {
    if (inHand.test(taskId)) {
      return true;
    }
    Instant now = Instant.now();
    return tasks
        .find(taskId)
        .filter(task -> workerId.equals(task.holder()) && task.isLockedAt(now))
        .flatMap(TaskState::lockEnd)
        .filter(end -> end.isBefore(now.plus(handoffLock)))
        .isPresent();
  }

  private Result retrying(Answer answer, String holder) {
    for (int attempt = 1; ; attempt++) {
      try {
        send(answer, holder);
        return new Result(done(answer), null);
      } catch (CamundaException e) {
        if (e.kind() != Kind.CONCURRENT_UPDATE || attempt == OPTIMISTIC_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void send(Answer answer, String holder) {
    if (answer instanceof Answer.Complete complete) {
      tasks.complete(complete.taskId(), holder, complete.variables(), complete.localVariables());
    } else if (answer instanceof Answer.Failed failed) {
      tasks.failure(failed.taskId(), withWorker(failed.fields(), holder));
    } else if (answer instanceof Answer.BpmnError error) {
      tasks.bpmnError(error.taskId(), withWorker(error.fields(), holder));
    }
  }

  private static Map<String, Object> withWorker(Map<String, Object> fields, String holder) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workerId", holder);
    body.putAll(fields);
    return body;
  }

  private static AnswerOutcome done(Answer answer) {
    if (answer instanceof Answer.Failed) {
      return AnswerOutcome.FAILURE_REPORTED;
    }
    return answer instanceof Answer.BpmnError
        ? AnswerOutcome.BPMN_ERROR_REPORTED
        : AnswerOutcome.COMPLETED;
  }

  /** The outcome table, row by row. */
  private Result failed(Answer answer, CamundaException e) {
    return switch (e.kind()) {
      case NOT_FOUND ->
          e.reason().contains(answer.taskId())
              ? new Result(AnswerOutcome.ALREADY_DONE, e)
              : new Result(AnswerOutcome.MISCONFIGURED, e);
      case NOT_THE_ENGINE, UNAUTHORIZED, FORBIDDEN, TLS, INVALID_JSON ->
          new Result(AnswerOutcome.MISCONFIGURED, e);
      case CONCURRENT_UPDATE -> new Result(AnswerOutcome.CONCURRENT_UPDATE, e);
      case UNREACHABLE, TIMEOUT, CONNECTION_LOST, UNAVAILABLE, INTERRUPTED ->
          new Result(AnswerOutcome.ENGINE_UNAVAILABLE, e);
      case REJECTED -> asHolder(answer, e, 1);
      case ENGINE_ERROR -> engineError(answer, e, AnswerOutcome.ENGINE_ERROR);
      case DATABASE_ERROR -> engineError(answer, e, AnswerOutcome.DATABASE_ERROR);
    };
  }

  /** Refused, perhaps because another worker holds the lock, or nobody does any more. */
  private Result asHolder(Answer answer, CamundaException refusal, int attempt) {
    try {
      Optional<TaskState> found = tasks.find(answer.taskId());
      if (found.isEmpty()) {
        return new Result(AnswerOutcome.ALREADY_DONE, refusal);
      }
      // The engine compares the holder's name only: also after the lock's end the last holder may
      // complete. If it still refuses, it is the answer that it refuses.
      String holder = found.get().holder();
      if (holder == null) {
        tasks.lock(answer.taskId(), workerId, LOCK_TO_COMPLETE);
        holder = workerId;
      }
      return retrying(answer, holder);
    } catch (CamundaException e) {
      if (e.kind() != Kind.REJECTED) {
        return failed(answer, e);
      }
      boolean holderChanged = attempt < HOLDER_ATTEMPTS && e.reason().contains("locked by worker");
      return holderChanged
          ? asHolder(answer, e, attempt + 1)
          : new Result(AnswerOutcome.REJECTED, e);
    }
  }

  /** If the engine cannot even read the task, its database is down: that is an outage. */
  private Result engineError(Answer answer, CamundaException e, AnswerOutcome otherwise) {
    try {
      if (tasks.find(answer.taskId()).isEmpty()) {
        return new Result(AnswerOutcome.ALREADY_DONE, e);
      }
    } catch (CamundaException reading) {
      if (reading.status() == 500 || reading.kind().isOutage()) {
        return new Result(AnswerOutcome.ENGINE_UNAVAILABLE, e);
      }
    }
    return new Result(otherwise, e);
  }
}
