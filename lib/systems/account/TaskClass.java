package lib.systems.account;

import lib.base.text.Coded;

/** Where a task is: every external task of the engine is in exactly one of these. */
public enum TaskClass implements Coded {
  /** Nobody has it: a worker takes it next. */
  FREE,
  /** A worker has it and is about to publish its message. */
  BEING_SENT,
  /** Its message waits in the queue of its system. */
  QUEUED,
  /** Its message, or its answer, waits in a queue where nobody looks for it. */
  MISPLACED,
  /** The system has taken the message and owes the answer. */
  WITH_SYSTEM,
  /** The system's answer waits for a worker. */
  ANSWERED,
  /** Its answer could not be applied, or the system gave it up: it lies in the error queue. */
  REFUSED,
  /** It is locked, its message is nowhere, and nobody can have it. */
  LOST,
  /** A failure was reported, and the pause before the next attempt is not over. */
  BACK_OFF,
  /** Nobody gets it before its retries are set. */
  OUT_OF_RETRIES,
  /** Nobody gets it before its process is activated. */
  SUSPENDED,
  /** A worker that is not ours has it. */
  OTHERS,
  /** What would tell could not be read. */
  UNKNOWN
}
