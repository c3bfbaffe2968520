package lib.tools.worker;

import java.util.Locale;

/** What became of an attempt to apply an answer, and what follows for its message. */
public enum AnswerOutcome {
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
  /** Timeout, refused, 429, 502, 503, 504. */
  ENGINE_UNAVAILABLE(Action.WAIT_FOR_ENGINE),
  /** 500 of the engine's database: a lock timeout passes, a value that is too long does not. */
  DATABASE_ERROR(Action.RETRY_SOME),
  /** 500: the process fails further on; the answer waits for its repair. */
  ENGINE_ERROR(Action.ERROR_QUEUE),
  /** Another 4xx: the engine refuses this answer. */
  REJECTED(Action.ERROR_QUEUE),
  /** Not JSON, no task id, unknown status or type. */
  MALFORMED(Action.ERROR_QUEUE);

  /** What is done with the message. */
  enum Action {
    ACKNOWLEDGE,
    /** Keep this message and try it again after a pause. */
    RETRY,
    /** The same, but not for ever: into the error queue if it does not help. */
    RETRY_SOME,
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

  /** Whether the message has left the responses queue. */
  public boolean isSettled() {
    return switch (action) {
      case ACKNOWLEDGE, ERROR_QUEUE, RETRY_SOME -> true;
      case RETRY, WAIT_FOR_ENGINE -> false;
    };
  }

  /** For statistics and metrics labels. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
