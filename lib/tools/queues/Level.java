package lib.tools.queues;

import java.util.Locale;
import lib.base.text.ExitCode;

/** How serious something is; the order matters. */
public enum Level {
  OK(ExitCode.OK),
  WARNING(ExitCode.WARNING),
  CRITICAL(ExitCode.CRITICAL);

  private final ExitCode exitCode;

  Level(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  /** How a run ends that found this. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The stable name for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  Level or(Level other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
