package lib.systems.messages;

import lib.base.text.Coded;

/** What became of a message that was to be redriven. */
public enum RedriveOutcome implements Coded {
  /** Its original is in the queue where it belongs. */
  SENT,
  /** Its task has attempts again. */
  RETRIES_SET,
  /** Its task is completed or cancelled; there is nothing left to do. */
  TASK_GONE,
  /** It would have been redriven. */
  PLANNED,
  /** It has none of the known formats, so it stays. */
  NOT_RECOGNISED,
  /** It stays because the broker or the engine refused. */
  FAILED;

  /** Whether it leaves the error queue. */
  public boolean isDone() {
    return this == SENT || this == RETRIES_SET || this == TASK_GONE;
  }
}
