package lib.base.cli;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lib.base.text.Message;

/**
 * A limit for the time that servers take. What this process takes does not count: its start, the
 * loading of classes, the preparation of TLS, waiting for a processor. So a check on a busy machine
 * does not blame a server that has answered long ago.
 *
 * <p>The time is looked at in slices; of each slice that counts in which this process had nothing
 * to do. Not safe for use by several threads.
 */
public final class Patience {

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** A machine that is this many times slower than it should be cannot judge a server. */
  private static final int AT_MOST = 5;

  private final OwnWork work = new OwnWork();
  private final long limitNanos;
  private final long longestNanos;
  private long looked = System.nanoTime();
  private long passedNanos;
  private long countedNanos;
  private long longestPauseNanos;

  private Patience(Duration limit, Duration longest) {
    this.limitNanos = limit.toNanos();
    this.longestNanos = longest.toNanos();
  }

  /** So much time for the servers from now on, and at most five times as much in all. */
  public static Patience of(Duration limit) {
    return new Patience(limit, longest(limit));
  }

  /** So much time for the servers from now on, and at most so much in all. */
  public static Patience of(Duration limit, Duration longest) {
    return new Patience(limit, longest);
  }

  /** The longest that such a limit can last: no limit behind it has to be longer. */
  public static Duration longest(Duration limit) {
    return limit.multipliedBy(AT_MOST);
  }

  /**
   * Waits for something, as long as there is patience left; several may be waited for one after
   * another.
   *
   * @throws TimeoutException if it is over; what was waited for goes on
   */
  public <T> T await(Future<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      long start = System.nanoTime();
      try {
        return answer.get(isOver() ? 0 : SLICE_NANOS, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        look();
        longestPauseNanos = Math.max(longestPauseNanos, looked - start);
        if (isOver()) {
          throw e;
        }
      }
    }
  }

  private void look() {
    long now = System.nanoTime();
    long slice = now - looked;
    looked = now;
    passedNanos += slice;
    // What is more has been lost, whoever was kept from running: this thread or all of them.
    long known = Math.min(slice, 2 * SLICE_NANOS);
    countedNanos += Math.max(0, known - work.sinceLastLook().toNanos());
  }

  private boolean isOver() {
    return wasGiven() || passedNanos >= longestNanos;
  }

  /** Whether the servers have had all of their time: then a missing answer is their doing. */
  public boolean wasGiven() {
    return countedNanos >= limitNanos;
  }

  /** What is said of this machine if it is slow itself, in a sentence. */
  public Optional<Message> slowHost() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    int processors = Runtime.getRuntime().availableProcessors();
    boolean late = longestPauseNanos > 3 * SLICE_NANOS;
    if (wasGiven() && !late) {
      return Optional.empty();
    }
    return Optional.of(
        Message.of(
            "cli.slow_host",
            load < 0 ? "-" : String.format(Locale.ROOT, "%.1f", load),
            processors,
            TimeUnit.NANOSECONDS.toMillis(SLICE_NANOS),
            TimeUnit.NANOSECONDS.toMillis(longestPauseNanos)));
  }
}
