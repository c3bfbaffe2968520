package lib.tools.worker.status;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import lib.systems.page.HistoryPage.Moment;

/** The last 15 minutes, a moment for each sample: some ten kilobytes at most. Thread-safe. */
final class History {

  private static final int KEPT = (int) (15 * 60 / Throughput.SAMPLE_PERIOD.toSeconds()) + 1;

  private final Supplier<Moment> now;
  private final Deque<Moment> moments = new ArrayDeque<>(KEPT);

  History(Supplier<Moment> now) {
    this.now = now;
  }

  /** To be called every {@link Throughput#SAMPLE_PERIOD}. */
  synchronized void sample() {
    if (moments.size() == KEPT) {
      moments.removeFirst();
    }
    moments.addLast(now.get());
  }

  /** Oldest first. */
  synchronized List<Moment> moments() {
    return List.copyOf(moments);
  }
}
