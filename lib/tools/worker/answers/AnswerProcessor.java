package lib.tools.worker.answers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lib.base.config.CamundaSettings;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.LockReading;
import lib.systems.camunda.TaskState;
import lib.tools.worker.servers.WorkerParts;

/** Applies one answer to the engine, once, and says what came of it. */
final class AnswerProcessor {

  private static final int OPTIMISTIC_ATTEMPTS = 5;

  /** Between looking who holds a task and completing it somebody else may fetch it. */
  private static final int HOLDER_ATTEMPTS = 3;

  /** Long enough to complete the task afterwards; nobody waits for it. */
  private static final Duration LOCK_TO_COMPLETE = Duration.ofMinutes(1);

  /** What the engine says of a suspended instance, from 7.4 on. */
  private static final String SUSPENDED = "ENGINE-03043";

  private final ExternalTasks tasks;
  private final String workerId;
  private final CamundaSettings settings;
  private final Predicate<String> onItsWay;
  private final Consumer<String> bpmnError;

  /**
   * @param onItsWay whether this worker is about to give the task its long lock
   * @param bpmnError told of each task of which the engine is about to be told a BPMN error
   */
  AnswerProcessor(WorkerParts parts, Predicate<String> onItsWay, Consumer<String> bpmnError) {
    this.tasks = parts.tasks();
    this.workerId = parts.workerId();
    this.settings = parts.settings().camunda();
    this.onItsWay = onItsWay;
    this.bpmnError = bpmnError;
  }

  /** Changes the engine. Never throws for what an engine can answer. */
  AnswerResult apply(Answer answer) {
    if (answer.kind() == Answer.Kind.BPMN_ERROR) {
      bpmnError.accept(answer.taskId());
    }
    try {
      return answer.kind().freesTheTask() ? applyFailure(answer) : retrying(answer, workerId);
    } catch (CamundaException e) {
      return failed(answer, e);
    }
  }

  /**
   * After a failure the task has to come again, so no long lock may follow. One that is still to
   * come is waited for. If the short lock has ended before, the engine takes the failure under
   * another name and refuses a long lock that comes all the same.
   */
  private AnswerResult applyFailure(Answer answer) {
    if (onItsWay.test(answer.taskId())) {
      return AnswerResult.of(AnswerOutcome.NOT_YET_HANDED_OVER);
    }
    Optional<TaskState> found = tasks.find(answer.taskId());
    if (found.isEmpty() || !maybeBeingPublished(found.get())) {
      return retrying(answer, workerId);
    }
    String holder = LockReading.failureHolder(settings);
    try {
      tasks.lock(answer.taskId(), holder, LOCK_TO_COMPLETE);
    } catch (CamundaException e) {
      if (e.kind() == Kind.REJECTED && !isSuspended(e)) {
        return AnswerResult.of(AnswerOutcome.NOT_YET_HANDED_OVER); // Its lock is still valid.
      }
      throw e;
    }
    return retrying(answer, holder);
  }

  private boolean maybeBeingPublished(TaskState task) {
    var reading = new LockReading(settings, Instant.now());
    return !reading.isHandedOver(task)
        && !reading.isInLongPause(task)
        && reading.of(task) != LockReading.Hold.FOREIGN;
  }

  private AnswerResult retrying(Answer answer, String holder) {
    for (int attempt = 1; ; attempt++) {
      try {
        answer.applyTo(tasks, holder);
        return AnswerResult.of(answer.kind().accepted());
      } catch (CamundaException e) {
        if (e.kind() != Kind.CONCURRENT_UPDATE || attempt == OPTIMISTIC_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The outcome table, row by row. */
  private AnswerResult failed(Answer answer, CamundaException e) {
    return switch (e.kind()) {
      case NOT_FOUND ->
          AnswerResult.of(
              e.saysGone(answer.taskId())
                  ? AnswerOutcome.ALREADY_DONE
                  : AnswerOutcome.MISCONFIGURED,
              e);
      case NOT_THE_ENGINE, UNAUTHORIZED, FORBIDDEN, TLS, INVALID_JSON ->
          AnswerResult.of(AnswerOutcome.MISCONFIGURED, e);
      case CONCURRENT_UPDATE -> AnswerResult.of(AnswerOutcome.CONCURRENT_UPDATE, e);
      case UNREACHABLE, TIMEOUT, CONNECTION_LOST, UNAVAILABLE, INTERRUPTED ->
          AnswerResult.of(AnswerOutcome.ENGINE_UNAVAILABLE, e);
      case REJECTED -> isSuspended(e) ? suspended(e) : asHolder(answer, e, 1);
      case ENGINE_ERROR -> engineError(answer, e, AnswerOutcome.ENGINE_ERROR);
      case DATABASE_ERROR -> engineError(answer, e, AnswerOutcome.DATABASE_ERROR);
    };
  }

  private static boolean isSuspended(CamundaException e) {
    return e.reason().contains(SUSPENDED);
  }

  private static AnswerResult suspended(CamundaException e) {
    return AnswerResult.of(AnswerOutcome.SUSPENDED, e);
  }

  /** Refused, perhaps because another worker holds the lock, or nobody does any more. */
  private AnswerResult asHolder(Answer answer, CamundaException refusal, int attempt) {
    try {
      Optional<TaskState> found = tasks.find(answer.taskId());
      if (found.isEmpty()) {
        return AnswerResult.of(AnswerOutcome.ALREADY_DONE, refusal);
      }
      return retrying(answer, holderOf(found.get()));
    } catch (CamundaException e) {
      if (e.kind() != Kind.REJECTED || isSuspended(e)) {
        return failed(answer, e);
      }
      boolean holderChanged = attempt < HOLDER_ATTEMPTS && e.reason().contains("locked by worker");
      return holderChanged
          ? asHolder(answer, e, attempt + 1)
          : AnswerResult.of(AnswerOutcome.REJECTED, e);
    }
  }

  /**
   * The engine compares the holder's name only: also after the lock's end the last holder may
   * complete. If it still refuses, it is the answer that it refuses.
   */
  private String holderOf(TaskState task) {
    if (task.holder().isEmpty()) {
      tasks.lock(task.id(), workerId, LOCK_TO_COMPLETE);
    }
    return task.holder().orElse(workerId);
  }

  /** If the engine cannot even read the task, its database is down: that is an outage. */
  private AnswerResult engineError(Answer answer, CamundaException e, AnswerOutcome otherwise) {
    try {
      if (tasks.find(answer.taskId()).isEmpty()) {
        return AnswerResult.of(AnswerOutcome.ALREADY_DONE, e);
      }
    } catch (CamundaException reading) {
      if (reading.status() == 500 || reading.kind().isOutage()) {
        return AnswerResult.of(AnswerOutcome.ENGINE_UNAVAILABLE, e);
      }
    }
    Optional<String> tooLong = VariableTyping.tooLong(answer.allVariables());
    return otherwise == AnswerOutcome.DATABASE_ERROR && tooLong.isPresent()
        ? AnswerResult.refused(tooLong.get(), e)
        : AnswerResult.of(otherwise, e);
  }
}
