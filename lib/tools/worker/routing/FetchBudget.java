package lib.tools.worker.routing;

import java.time.Duration;

/**
 * How many tasks may be in hand at once, so that each of them is handed over well before its short
 * lock ends. Halved when tasks take too long, slowly raised while they do not. Thread-safe.
 */
final class FetchBudget {

  private final int most;
  private final Duration slow;
  private final Duration quick;
  private int allowed;

  /**
   * @param most tasks a fetch may bring
   * @param lock of the tasks in hand
   */
  FetchBudget(int most, Duration lock) {
    this.most = most;
    this.slow = lock.dividedBy(2);
    this.quick = lock.dividedBy(6);
    this.allowed = most;
  }

  /** How many tasks the next fetch may bring; 0 if enough are in hand. */
  synchronized int room(int inHand) {
    // While one batch is being handed over the next one may come.
    return Math.max(0, Math.min(allowed, 2 * allowed - inHand));
  }

  /** A task was handed over so long after it was fetched. */
  synchronized void settledAfter(Duration age) {
    if (age.compareTo(slow) > 0) {
      allowed = Math.max(1, allowed / 2);
    } else if (age.compareTo(quick) < 0 && allowed < most) {
      allowed++;
    }
  }
}
