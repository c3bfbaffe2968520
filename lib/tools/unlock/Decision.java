package lib.tools.unlock;

import lib.base.text.Coded;

/** What is done with the tasks that were found. Only {@link #UNLOCK} changes anything. */
public enum Decision implements Coded {
  UNLOCK,
  /** {@code --list}. */
  LISTED,
  /** There is nothing to unlock. */
  NOTHING_FOUND,
  /** {@code --dry-run}. */
  DRY_RUN,
  /** Somebody was asked and did not confirm. */
  DECLINED,
  /** There was nobody to ask. */
  NOT_CONFIRMED
}
