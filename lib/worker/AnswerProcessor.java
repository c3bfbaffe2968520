package lib.worker;

//SOURCES Answer.java
//SOURCES AnswerOutcome.java
//SOURCES ErrorQueue.java
//SOURCES ErrorType.java
//SOURCES ../camunda/CamundaException.java
//SOURCES ../camunda/ExternalTasks.java
//SOURCES ../camunda/TaskState.java

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lib.camunda.CamundaException;
import lib.camunda.CamundaException.Kind;
import lib.camunda.ExternalTasks;
import lib.camunda.TaskState;

/** Applies one answer to the engine, once, and says what came of it. */
final class AnswerProcessor {

  private static final int OPTIMISTIC_ATTEMPTS = 5;

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
  private final Predicate<String> isBeingHandedOver;

  /**
   * @param isBeingHandedOver whether this worker is just about to give the task its long lock
   */
  AnswerProcessor(ExternalTasks tasks, String workerId, Predicate<String> isBeingHandedOver) {
    this.tasks = tasks;
    this.workerId = workerId;
    this.isBeingHandedOver = isBeingHandedOver;
  }

  /** Changes the engine. Never throws for what an engine can answer. */
  Result apply(Answer answer) {
    if (answer instanceof Answer.Failed && isBeingHandedOver.test(answer.taskId())) {
      // The long lock would come after the failure's retry timeout and hold the task for ever.
      return new Result(AnswerOutcome.NOT_YET_HANDED_OVER, null);
    }
    try {
      return retrying(answer, workerId);
    } catch (CamundaException e) {
      return failed(answer, e);
    }
  }

  private Result retrying(Answer answer, String holder) {
    for (int attempt = 1; ; attempt++) {
      try {
        send(answer, holder);
        return new Result(done(answer), null);
      } catch (CamundaException e) {
        if (e.what() != Kind.CONCURRENT_UPDATE || attempt == OPTIMISTIC_ATTEMPTS) {
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
    return switch (e.what()) {
      case NOT_FOUND ->
          e.reason().contains(answer.taskId())
              ? new Result(AnswerOutcome.ALREADY_DONE, e)
              : new Result(AnswerOutcome.MISCONFIGURED, e);
      case NOT_THE_ENGINE, UNAUTHORIZED, FORBIDDEN, TLS, INVALID_JSON ->
          new Result(AnswerOutcome.MISCONFIGURED, e);
      case CONCURRENT_UPDATE -> new Result(AnswerOutcome.CONCURRENT_UPDATE, e);
      case UNREACHABLE, TIMEOUT, CONNECTION_LOST, UNAVAILABLE, INTERRUPTED ->
          new Result(AnswerOutcome.ENGINE_UNAVAILABLE, e);
      case REJECTED -> asHolder(answer, e);
      case ENGINE_ERROR -> engineError(answer, e, AnswerOutcome.ENGINE_ERROR);
      case DATABASE_ERROR -> engineError(answer, e, AnswerOutcome.DATABASE_ERROR);
    };
  }

  /** Refused, perhaps because another worker holds the lock, or nobody does any more. */
  private Result asHolder(Answer answer, CamundaException refusal) {
    try {
      Optional<TaskState> found = tasks.find(answer.taskId());
      if (found.isEmpty()) {
        return new Result(AnswerOutcome.ALREADY_DONE, refusal);
      }
      TaskState state = found.get();
      boolean isOurs = workerId.equals(state.holder());
      if (!isOurs && state.isLockedAt(Instant.now())) {
        return retrying(answer, state.holder());
      }
      if (!isOurs) {
        tasks.lock(answer.taskId(), workerId, LOCK_TO_COMPLETE);
      }
      // Ours by now, perhaps because this worker has just fetched it again: if the engine still
      // refuses, it is the answer that it refuses.
      return retrying(answer, workerId);
    } catch (CamundaException e) {
      return e.what() == Kind.REJECTED ? new Result(AnswerOutcome.REJECTED, e) : failed(answer, e);
    }
  }

  /** If the engine cannot even read the task, its database is down: that is an outage. */
  private Result engineError(Answer answer, CamundaException e, AnswerOutcome otherwise) {
    try {
      tasks.find(answer.taskId());
    } catch (CamundaException reading) {
      if (reading.status() == 500 || reading.what().isOutage()) {
        return new Result(AnswerOutcome.ENGINE_UNAVAILABLE, e);
      }
    }
    return new Result(otherwise, e);
  }
}
