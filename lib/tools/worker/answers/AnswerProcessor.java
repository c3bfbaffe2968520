package lib.tools.worker.answers;

import java.time.Duration;
import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.CamundaException.Kind;
import lib.systems.camunda.ExternalTasks;
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
  private final FreeingName freeingName;

  AnswerProcessor(WorkerParts parts) {
    this.tasks = parts.tasks();
    this.workerId = parts.workerId();
    this.freeingName = new FreeingName(parts);
  }

  /** Changes the engine. Never throws for what an engine can answer. */
  AnswerResult apply(Answer answer) {
    try {
      if (answer.kind().freesTheTask()) {
        return free(answer);
      }
      // No fetch locks under the worker id itself; some systems answer with it all the same.
      Optional<String> holder = answer.holder().filter(name -> !name.equals(workerId));
      return holder.isPresent() ? retrying(answer, holder.get()) : asHolder(answer, 1);
    } catch (CamundaException e) {
      return failed(answer, e);
    }
  }

  /** A failure must not be followed by the long lock of the hand-over. */
  private AnswerResult free(Answer answer) {
    Optional<TaskState> task = tasks.find(answer.taskId());
    if (task.isEmpty()) {
      return AnswerResult.of(AnswerOutcome.ALREADY_DONE);
    }
    if (task.get().suspended()) {
      return AnswerResult.of(AnswerOutcome.SUSPENDED);
    }
    return freeingName
        .of(task.get())
        .map(name -> retrying(answer, name))
        .orElseGet(() -> AnswerResult.of(AnswerOutcome.NOT_YET_HANDED_OVER));
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
      case REJECTED -> refused(answer, e);
      case ENGINE_ERROR -> engineError(answer, e, AnswerOutcome.ENGINE_ERROR);
      case DATABASE_ERROR -> engineError(answer, e, AnswerOutcome.DATABASE_ERROR);
    };
  }

  private static boolean isSuspended(CamundaException e) {
    return e.reason().contains(SUSPENDED);
  }

  private static boolean isHeldByAnother(CamundaException e) {
    return e.reason().contains("locked by worker");
  }

  private AnswerResult refused(Answer answer, CamundaException e) {
    if (isSuspended(e)) {
      return AnswerResult.of(AnswerOutcome.SUSPENDED, e);
    }
    if (answer.kind().freesTheTask()) {
      // Another holder: it was fetched, or freed, since the look.
      return isHeldByAnother(e)
          ? AnswerResult.of(AnswerOutcome.NOT_YET_HANDED_OVER)
          : AnswerResult.of(AnswerOutcome.REJECTED, e);
    }
    return asHolder(answer, 1);
  }

  /** In the name of whoever holds the lock, or did so last. */
  private AnswerResult asHolder(Answer answer, int attempt) {
    try {
      Optional<TaskState> found = tasks.find(answer.taskId());
      if (found.isEmpty()) {
        return AnswerResult.of(AnswerOutcome.ALREADY_DONE);
      }
      return retrying(answer, holderOf(found.get()));
    } catch (CamundaException e) {
      if (e.kind() != Kind.REJECTED || isSuspended(e)) {
        return failed(answer, e);
      }
      boolean holderChanged = attempt < HOLDER_ATTEMPTS && isHeldByAnother(e);
      return holderChanged
          ? asHolder(answer, attempt + 1)
          : AnswerResult.of(AnswerOutcome.REJECTED, e);
    }
  }

  /**
   * The engine compares the holder's name only: also after the lock's end the last holder may
   * complete. If it still refuses, it is the answer that it refuses.
   */
  private String holderOf(TaskState task) {
    if (task.holder() != null) {
      return task.holder();
    }
    tasks.lock(task.id(), workerId, LOCK_TO_COMPLETE);
    return workerId;
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
