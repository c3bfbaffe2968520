package lib.tools.worker.status;

import io.prometheus.metrics.core.metrics.Counter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import lib.base.text.Coded;

/**
 * Everything that the worker counts and remembers of itself, in one place. The numbers are kept by
 * {@link WorkerMetrics} and nowhere else. Thread-safe.
 */
public final class WorkerStatus {

  /** What is counted of tasks. */
  public enum Count implements Coded {
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

  /** Where the worker is in its life. */
  public enum State implements Coded {
    STARTING,
    RUNNING,
    STOPPING
  }

  private final Clock clock;
  private final Instant started;
  private final WorkerMetrics metrics = new WorkerMetrics();
  private final LoopStatus routing;
  private final LoopStatus responses;
  private final RecentErrors errors = new RecentErrors();
  private final Collection<? extends Outcome> outcomes;
  private volatile State state = State.STARTING;
  private volatile long stateNanos = System.nanoTime();

  /**
   * @param outcomes everything that can become of an answer
   * @param errorKinds of {@link #error}; a metric that appears with its first error has no rise
   */
  public WorkerStatus(
      Clock clock, Collection<? extends Outcome> outcomes, Collection<String> errorKinds) {
    this.clock = clock;
    this.outcomes = List.copyOf(outcomes);
    errorKinds.forEach(kind -> metrics.errors.initLabelValues(kind));
    Stream.of(CancelledOutcome.values())
        .forEach(outcome -> metrics.cancelled.initLabelValues(outcome.code()));
    outcomes.forEach(outcome -> metrics.answers.initLabelValues(outcome.code()));
    this.started = clock.instant();
    this.routing = new LoopStatus(clock);
    this.responses = new LoopStatus(clock);
  }

  /** The metrics that keep the numbers. */
  public WorkerMetrics metrics() {
    return metrics;
  }

  public State state() {
    return state;
  }

  public void enter(State newState) {
    stateNanos = System.nanoTime();
    state = newState;
  }

  /** For how long it has been in this state. */
  Duration inState() {
    return Duration.ofNanos(System.nanoTime() - stateNanos);
  }

  /** Adds one. */
  public void count(Count count) {
    count(count, 1);
  }

  public void count(Count count, int number) {
    counter(count).inc(number);
  }

  /** Adds one task that the broker has confirmed for a system of the routing table. */
  public void routed(String system) {
    metrics.routed.labelValues(system).inc();
  }

  /** Adds one to an outcome of answers. */
  public void count(Outcome outcome) {
    metrics.answers.labelValues(outcome.code()).inc();
  }

  /** Adds one cancelled task. */
  public void count(CancelledOutcome outcome) {
    metrics.cancelled.labelValues(outcome.code()).inc();
  }

  public long value(CancelledOutcome outcome) {
    return metrics.cancelled.labelValues(outcome.code()).getLongValue();
  }

  public long value(Count count) {
    return WorkerMetrics.sum(counter(count));
  }

  public long value(Outcome outcome) {
    return metrics.answers.labelValues(outcome.code()).getLongValue();
  }

  private Counter counter(Count count) {
    return switch (count) {
      case FETCHED -> metrics.fetched;
      case ROUTED -> metrics.routed;
      case HANDED_OVER -> metrics.handedOver;
      case DUPLICATES_AVOIDED -> metrics.duplicatesAvoided;
      case FAILED -> metrics.failed;
      case UNLOCKED -> metrics.unlocked;
    };
  }

  /** A task was handed over so long after its fetch. */
  public void routingTook(Duration duration) {
    metrics.routing.observe(seconds(duration));
  }

  /** A task's message was confirmed so long after it was published. */
  public void confirmTook(Duration duration) {
    metrics.confirm.observe(seconds(duration));
  }

  /** An answer was settled so long after its delivery. */
  public void answerTook(Duration duration) {
    metrics.answering.observe(seconds(duration));
  }

  private static double seconds(Duration duration) {
    return Math.max(0, duration.toNanos() / 1e9);
  }

  /** Confirmed tasks by the system that does them. */
  public Map<String, Long> routedBySystem() {
    Map<String, Long> systems = new TreeMap<>();
    metrics
        .routed
        .collect()
        .getDataPoints()
        .forEach(point -> systems.put(point.getLabels().get("system"), (long) point.getValue()));
    return systems;
  }

  /** Every count under its stable name, for machines. */
  public Map<String, Map<String, Long>> counts() {
    Map<String, Long> tasks = new LinkedHashMap<>();
    for (Count count : Count.values()) {
      tasks.put(count.code(), value(count));
    }
    Map<String, Long> answers = new LinkedHashMap<>();
    outcomes.forEach(outcome -> answers.put(outcome.code(), value(outcome)));
    Map<String, Long> cancelled = new LinkedHashMap<>();
    for (CancelledOutcome outcome : CancelledOutcome.values()) {
      cancelled.put(outcome.code(), value(outcome));
    }
    Map<String, Map<String, Long>> all = new LinkedHashMap<>();
    all.put("tasks", tasks);
    all.put("answers", answers);
    all.put("cancelled", cancelled);
    return all;
  }

  /** All answers that were settled, whatever the outcome. */
  public long answersSettled() {
    return outcomes.stream().filter(Outcome::isSettled).mapToLong(this::value).sum();
  }

  /** Those that were settled in this way. */
  public long answers(Outcome.Ending ending) {
    return outcomes.stream()
        .filter(outcome -> outcome.ending().filter(ending::equals).isPresent())
        .mapToLong(this::value)
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

  /** Remembers an error that is about no single task. */
  public void error(String kind, String text) {
    error(Optional.empty(), kind, text);
  }

  /** Remembers an error. */
  public void error(Optional<String> taskId, String kind, String text) {
    metrics.errors.labelValues(kind).inc();
    errors.add(new RecentErrors.Entry(clock.instant(), taskId, kind, text));
  }

  /** The last errors, oldest first. */
  public List<RecentErrors.Entry> errors() {
    return errors.all();
  }
}
