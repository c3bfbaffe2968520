package lib.tools.diagnostics;

import java.time.Duration;
import java.time.Instant;

/** When a report has to be complete, whatever has not answered by then. */
public final class Deadline {

  private static final Duration MARGIN = Duration.ofMillis(400);

  private final long end;

  private Deadline(Duration left) {
    this.end = System.nanoTime() + left.toNanos();
  }

  /** So long from now. */
  public static Deadline in(Duration time) {
    return new Deadline(time);
  }

  /**
   * So long from the start of this process, which somebody has been waiting for as well; but not
   * sooner than the least time from now.
   */
  public static Deadline afterStart(Duration time, Duration least) {
    Duration passed =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(start -> Duration.between(start, Instant.now()))
            .orElse(Duration.ZERO);
    Duration left = time.minus(passed);
    return new Deadline(left.compareTo(least) < 0 ? least : left);
  }

  /** How long it is until then; never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** A time limit for something that is to be over in time to be told: at most the given one. */
  public Duration limit(Duration wanted) {
    Duration left = left().minus(MARGIN);
    Duration most = left.compareTo(MARGIN) < 0 ? MARGIN : left;
    return wanted.compareTo(most) < 0 ? wanted : most;
  }
}
