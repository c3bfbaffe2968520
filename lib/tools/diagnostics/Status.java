package lib.tools.diagnostics;

import java.util.Locale;
import lib.base.text.ExitCode;

/** What a check came to, from good to bad but for the last one. */
public enum Status {
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

  /** The name in JSON, in HTML and in the keys of texts. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
