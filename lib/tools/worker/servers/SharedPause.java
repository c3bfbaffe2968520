package lib.tools.worker.servers;

import java.time.Duration;
import lib.base.retry.Backoff;

/**
 * One pause for everybody who needs the same system, while that is away. It grows each time it has
 * not helped. Thread-safe.
 */
public final class SharedPause {

  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
  private long endNanos = System.nanoTime();

  /** How long to wait before the next attempt; zero if there is no pause. */
  public synchronized Duration remaining() {
    long left = endNanos - System.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /**
   * Begins, because the system was not there.
   *
   * @return for how long everybody waits, if this was the first to notice; else zero
   */
  public synchronized Duration begin() {
    if (endNanos - System.nanoTime() > 0) {
      return Duration.ZERO; // Somebody else has just met the same outage.
    }
    Duration pause = backoff.next();
    endNanos = System.nanoTime() + pause.toNanos();
    return pause;
  }

  /** The system has worked: the next pause is short again. */
  public synchronized void reset() {
    backoff.reset();
  }
}
