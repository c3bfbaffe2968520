package lib.tools.worker.status;

import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.Quantile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lib.systems.page.StatusPage.Latency;
import lib.systems.page.StatusPage.LatencySeconds;
import lib.systems.page.StatusPage.Rates;
import lib.systems.page.StatusPage.ThroughputPerSecond;

/** How fast the worker's work goes. */
public final class Performance {

  private final WorkerMetrics metrics;
  private final Throughput tasks;
  private final Throughput answers;

  Performance(WorkerStatus status) {
    this.metrics = status.metrics();
    this.tasks = new Throughput(() -> status.value(WorkerStatus.Count.ROUTED));
    this.answers = new Throughput(status::answersSettled);
  }

  /** To be called every {@link Throughput#SAMPLE_PERIOD}. */
  public void sample() {
    tasks.sample();
    answers.sample();
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
