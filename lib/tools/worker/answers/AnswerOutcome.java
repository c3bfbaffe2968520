package lib.tools.worker.answers;

import java.util.Optional;
import lib.tools.worker.status.Outcome;

/**
 * What became of an attempt to apply an answer: a table, row by row. Everything that follows from
 * an outcome is asked of it.
 */
public enum AnswerOutcome implements Outcome {
  /** 204: the task is completed. */
  COMPLETED(Action.ACKNOWLEDGE),
  /** 204: the failure is reported. */
  FAILURE_REPORTED(Action.ACKNOWLEDGE),
  /** 204: the BPMN error is reported. */
  BPMN_ERROR_REPORTED(Action.ACKNOWLEDGE),
  /** 404 in the engine's words: there is no such task any more. */
  ALREADY_DONE(Action.ACKNOWLEDGE),
  /** 404 of something else, 401, 403, TLS: a setting is wrong. */
  MISCONFIGURED(Action.RETRY),
  /** 500 with code 1, several times running. */
  CONCURRENT_UPDATE(Action.RETRY),
  /** The task is just being handed over by this worker; a failure must not overtake that. */
  NOT_YET_HANDED_OVER(Action.RETRY),
  /** 400: the process instance is suspended; the answer waits for its activation. */
  SUSPENDED(Action.WAIT_ALONE),
  /** Timeout, refused, 429, 502, 503, 504. */
  ENGINE_UNAVAILABLE(Action.WAIT_FOR_ENGINE),
  /** 500 of the engine's database: a lock timeout passes, a value that is too long does not. */
  DATABASE_ERROR(Action.RETRY_SOME),
  /** 500: the process fails further on; the answer waits for its repair. */
  ENGINE_ERROR(Action.ERROR_QUEUE),
  /** Another 4xx: the engine refuses this answer. */
  REJECTED(Action.ERROR_QUEUE),
  /** Not JSON, no task id, unknown status or type, a value that no variable can have. */
  MALFORMED(Action.ERROR_QUEUE),
  /** This program fails at it, each time anew. */
  NOT_HANDLED(Action.ERROR_QUEUE);

  /** What is done with the message. */
  enum Action {
    ACKNOWLEDGE,
    /** Keep this message and try it again after a pause. */
    RETRY,
    /** The same, but not for ever: into the error queue if it does not help. */
    RETRY_SOME,
    /** Keep this message for as long as it takes; it must not take the place of others. */
    WAIT_ALONE,
    /** Keep this message and let all others wait as well. */
    WAIT_FOR_ENGINE,
    /** Put it into the error queue, and acknowledge when it is safely there. */
    ERROR_QUEUE
  }

  private final Action action;

  AnswerOutcome(Action action) {
    this.action = action;
  }

  Action action() {
    return action;
  }

  @Override
  public Optional<Ending> ending() {
    return switch (action) {
      case ACKNOWLEDGE -> Optional.of(this == ALREADY_DONE ? Ending.ALREADY_DONE : Ending.APPLIED);
      case ERROR_QUEUE, RETRY_SOME -> Optional.of(Ending.TO_ERROR_QUEUE);
      case RETRY, WAIT_ALONE, WAIT_FOR_ENGINE -> Optional.empty();
    };
  }

  /** Whether the engine, or the way to it, has to be put right before any answer is applied. */
  public boolean isHindrance() {
    return this == ENGINE_UNAVAILABLE || this == MISCONFIGURED;
  }
}
