package lib.base.text;

/** How serious something is; the order matters. */
public enum Severity implements Coded {
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

  /** The worse of two. */
  public Severity or(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
