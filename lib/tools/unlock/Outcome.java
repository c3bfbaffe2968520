package lib.tools.unlock;

import lib.base.text.Coded;

/** What became of a task that was to be unlocked. */
public enum Outcome implements Coded {
  /** The lock is gone, or somebody has a new one already. */
  UNLOCKED(true),
  /** It had no lock; its retries are set. */
  RETRIES_SET(true),
  /** It does not exist any more: it was completed or cancelled meanwhile. Not an error. */
  GONE(true),
  /** Its lock has ended or belongs to somebody else by now, so it was left alone. */
  CHANGED(false),
  /** The engine did not do it. */
  FAILED(false),
  /** It was not its turn yet when the work was stopped; nothing was asked of the engine. */
  NOT_REACHED(false);

  private final boolean good;

  Outcome(boolean good) {
    this.good = good;
  }

  /** Whether nothing is left to be done about the task. */
  public boolean isGood() {
    return good;
  }
}
