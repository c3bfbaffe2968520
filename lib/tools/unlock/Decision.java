package lib.tools.unlock;

import java.util.Locale;

/** What is done with the tasks that were found. Only {@link #UNLOCK} changes anything. */
public enum Decision {
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
  NOT_CONFIRMED;

  /** The name in JSON and in the keys of texts. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
