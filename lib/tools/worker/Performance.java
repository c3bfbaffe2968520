package lib.tools.worker;

import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.snapshots.Quantile;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How fast the worker's work goes. */
final class Performance {

  private final WorkerMetrics metrics;
  private final Throughput tasks;
  private final Throughput answers;

  Performance(WorkerStatus status) {
    this.metrics = status.metrics();
    this.tasks = new Throughput(() -> status.value(WorkerStatus.Count.ROUTED));
    this.answers = new Throughput(status::answersSettled);
  }

  /** To be called every {@link Throughput#SAMPLE_PERIOD}. */
  void sample() {
    tasks.sample();
    answers.sample();
  }

  /** Tasks and answers a second, over several windows. */
  Map<String, Object> throughput() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("tasks", windows(tasks));
    document.put("answers", windows(answers));
    return document;
  }

  private static Map<String, Double> windows(Throughput throughput) {
    Map<String, Double> windows = new LinkedHashMap<>();
    for (int minutes : new int[] {1, 5, 15}) {
      windows.put(minutes + "m", throughput.perSecond(Duration.ofMinutes(minutes)));
    }
    return windows;
  }

  /** How long things took. */
  Map<String, Object> latencies() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("task_routing", latency(metrics.routing));
    document.put("publish_confirm", latency(metrics.confirm));
    document.put("answer_handling", latency(metrics.answering));
    return document;
  }

  /** Quantiles of the last five minutes; null if there was nothing to measure. */
  private static Map<String, Object> latency(Summary summary) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("count", summary.getCount());
    for (var point : summary.collect().getDataPoints()) {
      for (Quantile quantile : point.getQuantiles()) {
        double value = quantile.getValue();
        document.put(
            "p" + Math.round(quantile.getQuantile() * 100),
            Double.isNaN(value) ? null : Math.round(value * 10_000) / 10_000.0);
      }
    }
    return document;
  }
}
