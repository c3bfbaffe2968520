package lib.tools.worker.status;

import io.prometheus.metrics.core.metrics.GaugeWithCallback.Callback;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import lib.base.config.RoutingTable;
import lib.base.config.SystemRoute;
import lib.systems.camunda.OwedAnswers;
import lib.systems.page.StatusPage.InFlight;

/** The metrics that are not counted but looked up when somebody asks for them. */
public record LiveMetrics(WorkerStatus status, StatusSource source, HealthCheck check) {

  /** Makes them part of the status.metrics(). */
  public void register(String workerId, RoutingTable routing) {
    routing.systems().forEach(route -> status.metrics().routed.initLabelValues(route.system()));
    status
        .metrics()
        .info(
            "ucw_worker_info",
            "Which worker this is.",
            Map.of("version", Version.CURRENT, "worker_id", workerId));
    status
        .metrics()
        .gauge(
            "ucw_start_time_seconds",
            Unit.SECONDS,
            "When the worker was started, in seconds since 1970.",
            value -> value.call(status.started().toEpochMilli() / 1000.0));
    inFlight();
    signsOfLife();
    progress();
    problems();
    modelCache();
    owed(routing);
  }

  private void owed(RoutingTable routing) {
    owed(
        routing,
        "ucw_owed_answers",
        new Unit("answers"),
        "Tasks handed over to the system and not answered yet, as the engine told within the last"
            + " minute; of very many the oldest 1,000 of all systems; NaN if it did not tell.",
        OwedAnswers.Owed::answers);
    owed(
        routing,
        "ucw_oldest_owed_answer_seconds",
        Unit.SECONDS,
        "Time since the oldest of these tasks was handed over; 0 if there is none.",
        LiveMetrics::age);
  }

  /** A number from before an outage would be taken for true. */
  private void owed(
      RoutingTable routing,
      String name,
      Unit unit,
      String help,
      ToDoubleFunction<OwedAnswers.Owed> number) {
    status
        .metrics()
        .gauge(
            name,
            unit,
            help,
            value -> {
              Optional<OwedAnswers> owed = source.owed().get();
              for (SystemRoute route : routing.systems()) {
                double known =
                    owed.map(all -> all.bySystem().get(route.system()))
                        .map(number::applyAsDouble)
                        .orElse(Double.NaN);
                value.call(known, route.system());
              }
            },
            "system");
  }

  private static double age(OwedAnswers.Owed owed) {
    return owed.oldest()
        .map(since -> Duration.between(since, Instant.now()))
        .map(age -> Math.max(0, age.toMillis() / 1000.0))
        .orElse(0.0);
  }

  private void inFlight() {
    gauge("in_flight_tasks", "tasks", "Tasks between fetch and hand-over.", InFlight::tasks);
    gauge(
        "awaiting_hand_over_tasks",
        "tasks",
        "Tasks confirmed by RabbitMQ whose long lock Camunda has not granted yet.",
        InFlight::awaitingHandOver);
    gauge("in_flight_answers", "answers", "Answers delivered and not settled.", InFlight::answers);
    status
        .metrics()
        .gauge(
            "ucw_unconfirmed_messages",
            new Unit("messages"),
            "Messages published and not confirmed by RabbitMQ yet.",
            value -> value.call(source.unconfirmed().getAsInt()));
  }

  private void gauge(String name, String unit, String help, ToIntFunction<InFlight> number) {
    status
        .metrics()
        .gauge(
            "ucw_" + name,
            new Unit(unit),
            help,
            value -> value.call(number.applyAsInt(source.inFlight().get())));
  }

  private void signsOfLife() {
    status
        .metrics()
        .gauge(
            "ucw_server_silence_seconds",
            Unit.SECONDS,
            "Time since the server's last sign of life; since the start if there was none.",
            value -> {
              value.call(seconds(source.engine()::sinceAnswer), "camunda");
              value.call(seconds(source.broker()::sinceAnswer), "rabbitmq");
            },
            "server");
  }

  private void progress() {
    status
        .metrics()
        .gauge(
            "ucw_loop_silence_seconds",
            Unit.SECONDS,
            "Time since the loop last got on; since the start if it never did. Only loops that"
                + " should run.",
            value -> {
              loop(value, status.routing(), "routing");
              loop(value, status.responses(), "responses");
            },
            "loop");
  }

  private void problems() {
    status
        .metrics()
        .gauge(
            "ucw_health_problems",
            new Unit("problems"),
            "1 for each problem for which /health answers 503, else 0.",
            value -> {
              Health health = check.now();
              for (Health.Kind kind : Health.Kind.values()) {
                value.call(health.has(kind) ? 1 : 0, kind.code());
              }
            },
            "problem");
  }

  private void loop(Callback value, LoopStatus loop, String name) {
    if (loop.isEnabled()) {
      value.call(seconds(loop::sinceProgress), name);
    }
  }

  private double seconds(Supplier<Optional<Duration>> age) {
    return age.get().orElseGet(this::sinceStart).toMillis() / 1000.0;
  }

  private Duration sinceStart() {
    return Duration.between(status.started(), Instant.now());
  }

  private void modelCache() {
    status
        .metrics()
        .gauge(
            "ucw_bpmn_cache_models",
            new Unit("models"),
            "Process models in the cache.",
            value -> value.call(source.models().get().models()));
    status
        .metrics()
        .counted(
            "ucw_bpmn_cache_lookups",
            new Unit("lookups"),
            "Lookups in the cache of process models, by result.",
            value -> {
              value.call(source.models().get().hits(), "hit");
              value.call(source.models().get().misses(), "miss");
            },
            "result");
    status
        .metrics()
        .counted(
            "ucw_bpmn_cache_evictions",
            new Unit("evictions"),
            "Process models dropped because the cache was full.",
            value -> value.call(source.models().get().evictions()));
  }
}
