package lib.worker;

//SOURCES AnswerOutcome.java
//SOURCES LoopStatus.java

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Everything that the worker counts and remembers of itself, in one place. Thread-safe. */
public final class WorkerStatus {

  private static final int ERRORS_KEPT = 20;

  /** What is counted of tasks. */
  public enum Count {
    /** Locked by a fetch. */
    FETCHED,
    /** Confirmed by the broker. */
    ROUTED,
    /** Confirmed and locked for long: from here on the external system has the task. */
    HANDED_OVER,
    /** Fetched again although already confirmed; only handed over. */
    DUPLICATES_AVOIDED,
    /** Reported to the engine as failed. */
    FAILED,
    /** Given back to the engine unpublished. */
    UNLOCKED
  }

  /** An error as an operator wants to see it later. */
  public record ErrorEntry(Instant time, String taskId, String kind, String text) {}

  private final Clock clock;
  private final Instant started;
  private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
  private final Map<AnswerOutcome, LongAdder> answers = new EnumMap<>(AnswerOutcome.class);
  private final LoopStatus routing;
  private final LoopStatus responses;
  private final Deque<ErrorEntry> errors = new ArrayDeque<>();

  public WorkerStatus(Clock clock) {
    this.clock = clock;
    this.started = clock.instant();
    this.routing = new LoopStatus(clock);
    this.responses = new LoopStatus(clock);
    for (Count count : Count.values()) {
      counts.put(count, new LongAdder());
    }
    for (AnswerOutcome outcome : AnswerOutcome.values()) {
      answers.put(outcome, new LongAdder());
    }
  }

  /** Adds one. */
  public void count(Count count) {
    counts.get(count).increment();
  }

  public void count(Count count, int number) {
    counts.get(count).add(number);
  }

  /** Adds one to an outcome of answers. */
  public void count(AnswerOutcome outcome) {
    answers.get(outcome).increment();
  }

  public long value(Count count) {
    return counts.get(count).sum();
  }

  public long value(AnswerOutcome outcome) {
    return answers.get(outcome).sum();
  }

  /** Every count under its stable name, for machines. */
  public Map<String, Map<String, Long>> counts() {
    Map<String, Long> tasks = new LinkedHashMap<>();
    counts.forEach((count, n) -> tasks.put(count.name().toLowerCase(Locale.ROOT), n.sum()));
    Map<String, Long> outcomes = new LinkedHashMap<>();
    answers.forEach((outcome, n) -> outcomes.put(outcome.label(), n.sum()));
    Map<String, Map<String, Long>> all = new LinkedHashMap<>();
    all.put("tasks", tasks);
    all.put("answers", outcomes);
    return all;
  }

  /** All answers that were settled, whatever the outcome. */
  public long answersSettled() {
    return answers.entrySet().stream()
        .filter(e -> e.getKey().isSettled())
        .mapToLong(e -> e.getValue().sum())
        .sum();
  }

  public LoopStatus routing() {
    return routing;
  }

  public LoopStatus responses() {
    return responses;
  }

  public Instant started() {
    return started;
  }

  /** Remembers an error; the oldest one is forgotten. */
  public void error(String taskId, String kind, String text) {
    synchronized (errors) {
      if (errors.size() == ERRORS_KEPT) {
        errors.removeFirst();
      }
      errors.addLast(new ErrorEntry(clock.instant(), taskId, kind, text));
    }
  }

  /** The last errors, oldest first. */
  public List<ErrorEntry> errors() {
    synchronized (errors) {
      return List.copyOf(errors);
    }
  }
}
