package lib.tools.worker;

import io.prometheus.metrics.core.metrics.GaugeWithCallback.Callback;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import lib.base.config.RoutingTable;

/** The metrics that are not counted but looked up when somebody asks for them. */
record LiveMetrics(WorkerMetrics metrics, WorkerStatus status, StatusSource source) {

  /** Makes them part of the metrics. */
  void register(String workerId, RoutingTable routing) {
    routing.systems().forEach(route -> metrics.routed.initLabelValues(route.system()));
    metrics.info(
        "ucw_worker_info",
        "Which worker this is.",
        Map.of("version", Version.CURRENT, "worker_id", workerId));
    metrics.gauge(
        "ucw_start_time_seconds",
        Unit.SECONDS,
        "When the worker was started, in seconds since 1970.",
        value -> value.call(status.started().toEpochMilli() / 1000.0));
    inFlight();
    signsOfLife();
    modelCache();
  }

  private void inFlight() {
    gauge("in_flight_tasks", "tasks", "Tasks between fetch and hand-over.", "tasks");
    gauge(
        "awaiting_hand_over_tasks",
        "tasks",
        "Tasks confirmed by RabbitMQ whose long lock Camunda has not granted yet.",
        "awaiting_hand_over");
    gauge("in_flight_answers", "answers", "Answers delivered and not settled.", "answers");
    metrics.gauge(
        "ucw_unconfirmed_messages",
        new Unit("messages"),
        "Messages published and not confirmed by RabbitMQ yet.",
        value -> value.call(source.unconfirmedMessages()));
  }

  private void gauge(String name, String unit, String help, String key) {
    metrics.gauge(
        "ucw_" + name, new Unit(unit), help, value -> value.call(source.inFlight().get(key)));
  }

  private void signsOfLife() {
    metrics.gauge(
        "ucw_server_silence_seconds",
        Unit.SECONDS,
        "Time since the server's last sign of life; since the start if there was none.",
        value -> {
          value.call(seconds(source::sinceEngine), "camunda");
          value.call(seconds(source::sinceBroker), "rabbitmq");
        },
        "server");
    metrics.gauge(
        "ucw_loop_silence_seconds",
        Unit.SECONDS,
        "Time since the loop last got on; since the start if it never did. Only loops that should"
            + " run.",
        value -> {
          loop(value, status.routing(), "routing");
          loop(value, status.responses(), "responses");
        },
        "loop");
    metrics.gauge(
        "ucw_health_problems",
        new Unit("problems"),
        "1 for each problem for which /health answers 503, else 0.",
        value -> {
          Health health = source.health();
          for (Health.Kind kind : Health.Kind.values()) {
            value.call(health.has(kind) ? 1 : 0, kind.label());
          }
        },
        "problem");
  }

  private void loop(Callback value, LoopStatus loop, String name) {
    if (loop.isEnabled()) {
      value.call(seconds(loop::sinceProgress), name);
    }
  }

  private double seconds(Supplier<java.util.Optional<Duration>> age) {
    return age.get().orElseGet(this::sinceStart).toMillis() / 1000.0;
  }

  private Duration sinceStart() {
    return Duration.between(status.started(), java.time.Instant.now());
  }

  private void modelCache() {
    metrics.gauge(
        "ucw_bpmn_cache_models",
        new Unit("models"),
        "Process models in the cache.",
        value -> value.call(source.models().size()));
    metrics.counted(
        "ucw_bpmn_cache_lookups",
        new Unit("lookups"),
        "Lookups in the cache of process models, by result.",
        value -> {
          value.call(source.models().statistics().hitCount(), "hit");
          value.call(source.models().statistics().missCount(), "miss");
        },
        "result");
    metrics.counted(
        "ucw_bpmn_cache_evictions",
        new Unit("evictions"),
        "Process models dropped because the cache was full.",
        value -> value.call(source.models().statistics().evictionCount()));
  }
}
