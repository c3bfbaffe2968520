package lib.systems.camunda;

import lib.base.text.Coded;

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
  FREE
}
