package lib.base.retry;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts: doubling from the first to the longest, each shortened by up to half at
 * random, so that many clients do not come back in step. Not safe for several threads.
 */
public final class Backoff {

  private final Duration first;
  private final Duration longest;
  private int attempts;

  public Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /** The pause before the next attempt. */
  public Duration next() {
    int doublings = Math.min(attempts++, 30);
    long millis = Math.min(longest.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }

  /** How many pauses there have been since the last success. */
  public int attempts() {
    return attempts;
  }

  /** After a success: the next pause is the first one again. */
  public void reset() {
    attempts = 0;
  }
}
