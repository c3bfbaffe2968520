package lib.base.text;

import java.util.Locale;

/** How serious something is; the order matters. */
public enum Severity {
  OK(ExitCode.OK),
  WARNING(ExitCode.WARNING),
  CRITICAL(ExitCode.CRITICAL);

  private final ExitCode exitCode;

  Severity(ExitCode exitCode) {
    this.exitCode = exitCode;
  }

  /** How a run ends that found nothing worse. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The stable name for programs. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The worse of two. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
