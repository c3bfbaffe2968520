package lib.tools.worker.status;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last errors of the worker; the oldest one is forgotten. Thread-safe. */
public final class RecentErrors {

  private static final int KEPT = 20;

  /** An error as an operator wants to see it later. */
  public record Entry(Instant time, Optional<String> taskId, String kind, String text) {}

  private final Deque<Entry> errors = new ArrayDeque<>();

  synchronized void add(Entry error) {
    if (errors.size() == KEPT) {
      errors.removeFirst();
    }
    errors.addLast(error);
  }

  /** All that are remembered, oldest first. */
  synchronized List<Entry> all() {
    return List.copyOf(errors);
  }
}
