package lib.base.text;

/** How a tool ends, the same for all of them and fit for Nagios. */
public enum ExitCode {
  /** Done, or everything is in order. */
  OK(0),
  /** Partly done, nothing found, threshold crossed, not finished in time, declined. */
  WARNING(1),
  /** Failed, unreachable, refused by the server. */
  CRITICAL(2),
  /** Wrong usage, wrong configuration, or a bug. */
  UNKNOWN(3),
  /** Ctrl-C. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the shell sees. */
  public int code() {
    return code;
  }
}
