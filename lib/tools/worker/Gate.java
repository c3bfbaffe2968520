package lib.tools.worker;

import java.time.Duration;
import lib.base.retry.Backoff;

/** Lets work through while the system that it needs is up, and makes all of it wait after that. */
final class Gate {

  private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10));
  private long closedUntilNanos = System.nanoTime();

  /** How long to wait before the next attempt; zero if the gate is open. */
  synchronized Duration remaining() {
    long left = closedUntilNanos - System.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /**
   * The system was not there.
   *
   * @return until when everybody waits, if this was the first to notice; else zero
   */
  synchronized Duration close() {
    if (closedUntilNanos - System.nanoTime() > 0) {
      return Duration.ZERO; // Somebody else has just met the same outage.
    }
    Duration pause = backoff.next();
    closedUntilNanos = System.nanoTime() + pause.toNanos();
    return pause;
  }

  /** The system works. */
  synchronized void open() {
    backoff.reset();
  }
}
