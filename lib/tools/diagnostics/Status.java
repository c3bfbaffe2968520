package lib.tools.diagnostics;

import lib.base.text.Coded;
import lib.base.text.ExitCode;

/** What a check came to, from good to bad but for the last one. */
public enum Status implements Coded {
  OK(ExitCode.OK),
  /** Works, but somebody should look after it. */
  WARNING(ExitCode.WARNING),
  /** Does not work, or tasks get lost, stuck or doubled. */
  FAILURE(ExitCode.CRITICAL),
  /** Could not be looked at; the reason is a failure of another check or a choice. */
  SKIPPED(ExitCode.OK);

  private final ExitCode exitCode;

  Status(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a run in which nothing was worse. */
  ExitCode exitCode() {
    return exitCode;
  }

  /** Whether somebody has to do something. */
  boolean isProblem() {
    return this == WARNING || this == FAILURE;
  }
}
