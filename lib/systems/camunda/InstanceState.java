package lib.systems.camunda;

import lib.base.text.Coded;

/** What the engine's history says of an instance, and what can be told without it. */
public enum InstanceState implements Coded {
  ACTIVE,
  SUSPENDED,
  COMPLETED,
  /** Deleted by somebody, through the API or Cockpit. */
  EXTERNALLY_TERMINATED,
  /** Ended by another process, e.g. by a boundary event around a call activity. */
  INTERNALLY_TERMINATED,
  /** Neither running nor in history: it has ended without a trace, or the user may not see it. */
  UNKNOWN;

  /** Whether it may still go on. */
  public boolean isRunning() {
    return this == ACTIVE || this == SUSPENDED;
  }
}
