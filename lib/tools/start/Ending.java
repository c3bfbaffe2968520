package lib.tools.start;

import lib.base.text.Coded;
import lib.base.text.ExitCode;

/** How the waiting for an instance came to its end. */
public enum Ending implements Coded {
  COMPLETED(ExitCode.OK),
  /** Deleted, or ended by another process. */
  CANCELLED(ExitCode.CRITICAL),
  /** It cannot go on until somebody repairs something. */
  INCIDENT(ExitCode.CRITICAL),
  /** Still running when the time was over. */
  RUNNING(ExitCode.WARNING),
  /** Gone, and there is no history that could tell how. */
  UNKNOWN(ExitCode.WARNING),
  /** The engine could not be asked any more. */
  UNANSWERED(ExitCode.CRITICAL),
  /** Ctrl-C: the instance goes on, the waiting does not. */
  INTERRUPTED(ExitCode.INTERRUPTED);

  private final ExitCode exitCode;

  Ending(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
