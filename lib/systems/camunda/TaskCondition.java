package lib.systems.camunda;

import java.util.Comparator;
import lib.base.text.Coded;
import lib.base.text.Severity;

/**
 * How it stands with an external task, for people. A task may be in several conditions at once (a
 * suspended one may be locked as well); the first that applies in this order is given.
 */
public enum TaskCondition implements Coded {
  /** Its process instance or definition is suspended: nobody gets it, locked or not. */
  SUSPENDED,
  /** No retries are left: nobody gets it before the retries are set, locked or not. */
  OUT_OF_RETRIES,
  /**
   * Locked, and a failure was reported before: waiting for the next attempt or in the middle of it.
   * The engine keeps both in the same fields, so they cannot be told apart.
   */
  BACK_OFF,
  /** Locked, and no failure was ever reported. */
  IN_PROGRESS,
  /** The lock has ended: the next fetch may take it, its last holder may still complete it. */
  LOCK_EXPIRED,
  /** Not locked. */
  FREE;

  /** Whether somebody should look: at one that is critical, before it goes on. */
  public Severity severity() {
    return switch (this) {
      case OUT_OF_RETRIES -> Severity.CRITICAL;
      case SUSPENDED, BACK_OFF, LOCK_EXPIRED -> Severity.WARNING;
      case IN_PROGRESS, FREE -> Severity.OK;
    };
  }

  /** Those that somebody should look at first; else as they are declared. */
  public static Comparator<TaskCondition> mostUrgentFirst() {
    return Comparator.comparing(TaskCondition::severity)
        .reversed()
        .thenComparing(Comparator.naturalOrder());
  }
}
