package lib.tools.worker.status;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.MetricWithFixedMetadata;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The worker's metrics: where things are counted, once, for the status page, the log's statistics
 * and Prometheus alike. Every name ends in its unit; labels have few values that are known
 * beforehand, never ids, texts or topics.
 *
 * @see <a href="https://prometheus.io/docs/practices/naming/">Prometheus, metric and label
 *     naming</a>
 */
public final class WorkerMetrics {

  private static final double[] QUANTILES = {0.5, 0.95, 0.99};

  /** Quantiles are those of the last five minutes. */
  private static final int QUANTILES_SECONDS = 300;

  private static final Unit TASKS = new Unit("tasks");
  private static final Unit ANSWERS = new Unit("answers");
  private static final Unit ERRORS = new Unit("errors");

  private final PrometheusRegistry registry = new PrometheusRegistry();

  final Counter fetched =
      counter("ucw_fetched_tasks", TASKS, "Tasks locked by a fetch from Camunda.");
  final Counter routed =
      counter(
          "ucw_routed_tasks",
          TASKS,
          "Tasks whose message RabbitMQ has confirmed, by target system.",
          "system");
  final Counter handedOver =
      counter(
          "ucw_handed_over_tasks",
          TASKS,
          "Tasks confirmed by RabbitMQ and locked for long in Camunda.");
  final Counter duplicatesAvoided =
      counter(
          "ucw_duplicates_avoided_tasks",
          TASKS,
          "Tasks fetched again after their confirm and not published a second time.");
  final Counter failed = counter("ucw_failed_tasks", TASKS, "Tasks reported to Camunda as failed.");
  final Counter unlocked =
      counter("ucw_unlocked_tasks", TASKS, "Tasks given back to Camunda unpublished.");
  final Counter answers =
      counter(
          "ucw_answers",
          ANSWERS,
          "Attempts to apply an answer, by outcome; an answer that waits counts every time.",
          "outcome");
  final Counter cancelled =
      counter(
          "ucw_cancelled_tasks",
          TASKS,
          "Tasks cancelled after their hand-over, by what became of telling their system.",
          "outcome");
  final Counter errors =
      counter("ucw_errors", ERRORS, "Errors that the status page lists, by kind.", "kind");

  final Summary routing =
      summary("ucw_task_routing_seconds", "Time from a task's fetch to its hand-over.");
  final Summary confirm =
      summary("ucw_publish_confirm_seconds", "Time from publishing a task to RabbitMQ's confirm.");
  final Summary answering =
      summary("ucw_answer_handling_seconds", "Time from an answer's delivery to its settlement.");

  /** Everything as it is now. */
  public MetricSnapshots scrape() {
    return registry.scrape();
  }

  /** The value over all labels. */
  static long sum(Counter counter) {
    return (long)
        counter.collect().getDataPoints().stream().mapToDouble(point -> point.getValue()).sum();
  }

  /** A constant fact with its details as labels. */
  void info(String name, String help, Map<String, String> labels) {
    Info.builder()
        .name(name)
        .help(help)
        .labelNames(labels.keySet().toArray(String[]::new))
        .register(registry)
        .setLabelValues(labels.values().toArray(String[]::new));
  }

  private static <B extends MetricWithFixedMetadata.Builder<B, ?>> B described(
      B builder, String name, Unit unit, String help, String... labels) {
    return builder.name(name).unit(unit).help(help).labelNames(labels);
  }

  public Counter counter(String name, Unit unit, String help, String... labels) {
    return described(Counter.builder(), name, unit, help, labels).register(registry);
  }

  public Gauge gauge(String name, Unit unit, String help) {
    return described(Gauge.builder(), name, unit, help).register(registry);
  }

  /** A gauge that is asked when it is wanted. */
  public void gauge(
      String name,
      Unit unit,
      String help,
      Consumer<GaugeWithCallback.Callback> callback,
      String... labels) {
    described(GaugeWithCallback.builder(), name, unit, help, labels)
        .callback(callback)
        .register(registry);
  }

  /** A counter that somebody else counts. */
  void counted(
      String name,
      Unit unit,
      String help,
      Consumer<CounterWithCallback.Callback> callback,
      String... labels) {
    described(CounterWithCallback.builder(), name, unit, help, labels)
        .callback(callback)
        .register(registry);
  }

  private Summary summary(String name, String help) {
    String whole = help + " Quantiles of the last five minutes.";
    var builder =
        described(Summary.builder(), name, Unit.SECONDS, whole).maxAgeSeconds(QUANTILES_SECONDS);
    for (double quantile : QUANTILES) {
      builder.quantile(quantile);
    }
    return builder.register(registry);
  }
}
