package lib.tools.worker.status;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How fast a counter grows: looks at it now and then, and counts nothing itself. Thread-safe. */
public final class Throughput {

  /** How often it looks. */
  public static final Duration SAMPLE_PERIOD = Duration.ofSeconds(5);

  private static final Duration KEPT = Duration.ofMinutes(15).plus(SAMPLE_PERIOD);

  private record Sample(long nanos, long value) {}

  private final LongSupplier counter;
  private final Deque<Sample> samples = new ArrayDeque<>();

  Throughput(LongSupplier counter) {
    this.counter = counter;
    sample();
  }

  /** To be called every {@link #SAMPLE_PERIOD}. */
  synchronized void sample() {
    long now = System.nanoTime();
    while (!samples.isEmpty() && now - samples.peekFirst().nanos() > KEPT.toNanos()) {
      samples.removeFirst();
    }
    samples.addLast(new Sample(now, counter.getAsLong()));
  }

  /** The average over the window, or since the beginning if that is shorter. */
  synchronized double perSecond(Duration window) {
    long now = System.nanoTime();
    long value = counter.getAsLong();
    for (Sample sample : samples) {
      long age = now - sample.nanos();
      if (age <= window.toNanos()) {
        double seconds = Math.max(age, SAMPLE_PERIOD.toNanos()) / 1e9;
        return Math.round((value - sample.value()) / seconds * 1000) / 1000.0;
      }
    }
    return 0;
  }
}
