package lib.tools.worker.status;

import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.Quantile;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import lib.systems.page.HistoryPage;
import lib.systems.page.HistoryPage.Moment;
import lib.systems.page.StatusPage.Latency;
import lib.systems.page.StatusPage.LatencySeconds;
import lib.systems.page.StatusPage.Rates;
import lib.systems.page.StatusPage.ThroughputPerSecond;

/** How fast the worker's work goes. */
public final class Performance {

  private final WorkerStatus status;
  private final WorkerMetrics metrics;
  private final Throughput tasks;
  private final Throughput answers;
  private final Map<String, Throughput> systems = new ConcurrentSkipListMap<>();
  private final History history;

  Performance(WorkerStatus status, Clock clock) {
    this.status = status;
    this.metrics = status.metrics();
    this.tasks = new Throughput(() -> status.value(WorkerStatus.Count.ROUTED));
    this.answers = new Throughput(status::answersSettled);
    this.history =
        new History(
            () ->
                new Moment(
                    clock.millis(),
                    status.value(WorkerStatus.Count.ROUTED),
                    status.answersSettled(),
                    latency(metrics.routing).p95(),
                    latency(metrics.answering).p95()));
  }

  /** To be called every {@link Throughput#SAMPLE_PERIOD}. */
  public void sample() {
    tasks.sample();
    answers.sample();
    status.routedBySystem().keySet().forEach(this::sampleSystem);
    history.sample();
  }

  private void sampleSystem(String system) {
    systems
        .computeIfAbsent(
            system, s -> new Throughput(() -> status.routedBySystem().getOrDefault(s, 0L)))
        .sample();
  }

  /** How it went in the last 15 minutes. */
  public HistoryPage history() {
    Duration minute = Duration.ofMinutes(1);
    Map<String, Double> bySystem = new TreeMap<>();
    systems.forEach((system, throughput) -> bySystem.put(system, throughput.perSecond(minute)));
    return new HistoryPage(Throughput.SAMPLE_PERIOD.toSeconds(), bySystem, history.moments());
  }

  /** Tasks and answers a second, over several windows. */
  ThroughputPerSecond throughput() {
    return new ThroughputPerSecond(rates(tasks), rates(answers));
  }

  private static Rates rates(Throughput throughput) {
    return new Rates(
        throughput.perSecond(Duration.ofMinutes(1)),
        throughput.perSecond(Duration.ofMinutes(5)),
        throughput.perSecond(Duration.ofMinutes(15)));
  }

  /** How long things took. */
  LatencySeconds latencies() {
    return new LatencySeconds(
        latency(metrics.routing), latency(metrics.confirm), latency(metrics.answering));
  }

  private static Latency latency(Summary summary) {
    Map<Double, Double> quantiles = new HashMap<>();
    for (var point : summary.collect().getDataPoints()) {
      for (Quantile quantile : point.getQuantiles()) {
        double value = quantile.getValue();
        if (!Double.isNaN(value)) {
          quantiles.put(quantile.getQuantile(), Math.round(value * 10_000) / 10_000.0);
        }
      }
    }
    return new Latency(
        summary.getCount(),
        Optional.ofNullable(quantiles.get(0.5)),
        Optional.ofNullable(quantiles.get(0.95)),
        Optional.ofNullable(quantiles.get(0.99)));
  }
}
