package lib.tools.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lib.base.cli.SecretMask;
import lib.base.config.Settings;
import lib.base.config.TopicSelection;

/** What {@code GET /status} and {@code GET /health} say. Asks nobody, so it answers at once. */
public final class StatusReport {

  private final Settings settings;
  private final WorkerStatus status;
  private final StatusSource source;
  private final Clock clock;
  private final String host;
  private final UnaryOperator<String> mask;
  private final Performance performance;

  /**
   * @param host name of this machine
   */
  StatusReport(
      Settings settings, WorkerStatus status, StatusSource source, Clock clock, String host) {
    this.settings = settings;
    this.status = status;
    this.source = source;
    this.clock = clock;
    this.host = host;
    this.mask = SecretMask.of(settings)::mask;
    this.performance = new Performance(status);
  }

  /** How fast the work goes. */
  Performance performance() {
    return performance;
  }

  /** Whether the worker does its work, and why not. */
  public Health health() {
    return source.health();
  }

  /** The document of {@code GET /health}. */
  Map<String, Object> healthDocument(Health health) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("healthy", health.isOk());
    document.put("state", status.state().label());
    document.put("problems", problems(health));
    return document;
  }

  /** The document of {@code GET /status}. */
  Map<String, Object> document() {
    Health health = health();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("state", status.state().label());
    document.put("healthy", health.isOk());
    document.put("problems", problems(health));
    document.put("version", Version.CURRENT);
    document.put("started", time(status.started()));
    document.put("uptime_seconds", Duration.between(status.started(), clock.instant()).toSeconds());
    document.put("host", host);
    document.put("pid", ProcessHandle.current().pid());
    document.put("worker_id", settings.camunda().workerId());
    document.put("topics", topics());
    document.put("camunda", camunda(health));
    document.put("rabbitmq", rabbitmq(health));
    document.put("loops", loops());
    document.put("counters", status.counts());
    document.put("routed_by_system", status.routedBySystem());
    document.put("throughput_per_second", performance.throughput());
    document.put("latency_seconds", performance.latencies());
    document.put("in_flight", source.inFlight());
    document.put("unconfirmed_messages", source.unconfirmedMessages());
    document.put("errors", status.errors().stream().map(this::error).toList());
    document.put("bpmn_cache", source.modelCache());
    return document;
  }

  private List<Map<String, Object>> problems(Health health) {
    return health.problems().stream().map(this::problem).toList();
  }

  private Map<String, Object> problem(Health.Problem problem) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("kind", problem.kind().label());
    document.put("text", mask.apply(problem.text()));
    return document;
  }

  private Map<String, Object> topics() {
    Map<String, Object> topics = new LinkedHashMap<>();
    TopicSelection selection = settings.worker().topics();
    List<String> names = settings.routing().mappedTopics();
    if (selection instanceof TopicSelection.Listed listed) {
      topics.put("selection", "listed");
      names = listed.topics();
    } else {
      topics.put("selection", selection instanceof TopicSelection.All ? "all" : "mapped");
    }
    topics.put("names", names);
    return topics;
  }

  private Map<String, Object> camunda(Health health) {
    Map<String, Object> camunda = new LinkedHashMap<>();
    camunda.put("url", settings.camunda().baseUrl().toString());
    camunda.put("reachable", isSeen(source.sinceEngine(), health, Health.Kind.CAMUNDA_UNREACHABLE));
    camunda.put("last_answer_seconds_ago", seconds(source.sinceEngine()));
    return camunda;
  }

  private Map<String, Object> rabbitmq(Health health) {
    Map<String, Object> rabbitmq = new LinkedHashMap<>();
    rabbitmq.put("address", source.broker());
    rabbitmq.put(
        "reachable", isSeen(source.sinceBroker(), health, Health.Kind.RABBITMQ_UNREACHABLE));
    rabbitmq.put("last_answer_seconds_ago", seconds(source.sinceBroker()));
    rabbitmq.put("blocked", source.brokerAlarm().map(mask).orElse(null));
    return rabbitmq;
  }

  private static boolean isSeen(Optional<Duration> age, Health health, Health.Kind problem) {
    return age.isPresent() && !health.has(problem);
  }

  private Map<String, Object> loops() {
    Map<String, Object> loops = new LinkedHashMap<>();
    loops.put("routing", loop(status.routing()));
    loops.put("responses", loop(status.responses()));
    return loops;
  }

  private Map<String, Object> loop(LoopStatus loop) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("enabled", loop.isEnabled());
    document.put("running", loop.isRunning());
    document.put("failing", loop.lastError().isPresent());
    document.put("last_success", loop.lastSuccess().map(StatusReport::time).orElse(null));
    document.put("last_progress_seconds_ago", seconds(loop.sinceProgress()));
    document.put("last_error", loop.lastTrouble().map(this::trouble).orElse(null));
    return document;
  }

  private Map<String, Object> trouble(LoopStatus.Trouble trouble) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("time", time(trouble.time()));
    document.put("text", mask.apply(trouble.text()));
    return document;
  }

  private Map<String, Object> error(WorkerStatus.ErrorEntry error) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("time", time(error.time()));
    document.put("task", error.taskId());
    document.put("kind", error.kind());
    document.put("text", mask.apply(String.valueOf(error.text())));
    return document;
  }

  private static Long seconds(Optional<Duration> age) {
    return age.map(Duration::toSeconds).orElse(null);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
