package lib.tools.worker.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lib.base.cli.SecretMask;
import lib.base.config.Settings;
import lib.base.config.TopicSelection;
import lib.systems.page.HealthPage;
import lib.systems.page.StatusPage;
import lib.systems.page.StatusPage.Camunda;
import lib.systems.page.StatusPage.Loop;
import lib.systems.page.StatusPage.LoopError;
import lib.systems.page.StatusPage.Loops;
import lib.systems.page.StatusPage.Rabbitmq;
import lib.systems.page.StatusPage.Topics;

/** What {@code GET /status} and {@code GET /health} say. Asks nobody, so it answers at once. */
public final class StatusReport {

  private final Settings settings;
  private final WorkerStatus status;
  private final StatusSource source;
  private final HealthCheck check;
  private final Clock clock;
  private final String host;
  private final UnaryOperator<String> mask;
  private final Performance performance;

  /** Nothing is asked before somebody wants to know. */
  public StatusReport(
      Settings settings, WorkerStatus status, StatusSource source, HealthCheck check, Clock clock) {
    this.settings = settings;
    this.status = status;
    this.source = source;
    this.check = check;
    this.clock = clock;
    this.host = HostName.find();
    this.mask = SecretMask.of(settings)::mask;
    this.performance = new Performance(status, clock);
  }

  /** How fast the work goes. */
  public Performance performance() {
    return performance;
  }

  /** Whether the worker does its work, and why not. */
  public Health health() {
    return check.now();
  }

  /** What {@code GET /health} says. */
  public HealthPage healthPage(Health health) {
    return new HealthPage(health.isOk(), status.state().code(), problems(health));
  }

  /** What {@code GET /status} says. */
  public StatusPage page() {
    Health health = health();
    return new StatusPage(
        status.state().code(),
        health.isOk(),
        problems(health),
        Version.CURRENT,
        time(status.started()),
        Duration.between(status.started(), clock.instant()).toSeconds(),
        host,
        ProcessHandle.current().pid(),
        settings.camunda().workerId(),
        topics(),
        camunda(health),
        rabbitmq(health),
        new Loops(loop(status.routing()), loop(status.responses())),
        status.counts(),
        status.routedBySystem(),
        performance.throughput(),
        performance.latencies(),
        source.inFlight().get(),
        source.unconfirmed().getAsInt(),
        status.errors().stream().map(this::error).toList(),
        source.models().get());
  }

  private List<StatusPage.Problem> problems(Health health) {
    return health.problems().stream()
        .map(p -> new StatusPage.Problem(p.kind().code(), mask.apply(p.text())))
        .toList();
  }

  private Topics topics() {
    TopicSelection selection = settings.worker().topics();
    if (selection instanceof TopicSelection.Listed listed) {
      return new Topics("listed", listed.topics());
    }
    return new Topics(
        selection instanceof TopicSelection.All ? "all" : "mapped",
        settings.routing().mappedTopics());
  }

  private Camunda camunda(Health health) {
    return new Camunda(
        settings.camunda().baseUrl().toString(),
        isSeen(source.engine(), health, Health.Kind.CAMUNDA_UNREACHABLE),
        seconds(source.engine().sinceAnswer()));
  }

  private Rabbitmq rabbitmq(Health health) {
    return new Rabbitmq(
        source.broker().where(),
        isSeen(source.broker(), health, Health.Kind.RABBITMQ_UNREACHABLE),
        seconds(source.broker().sinceAnswer()),
        source.broker().blocked().map(mask).orElse(null));
  }

  private static boolean isSeen(Server server, Health health, Health.Kind problem) {
    return server.sinceAnswer().isPresent() && !health.has(problem);
  }

  private Loop loop(LoopStatus loop) {
    return new Loop(
        loop.isEnabled(),
        loop.isRunning(),
        loop.lastError().isPresent(),
        loop.lastSuccess().map(StatusReport::time).orElse(null),
        seconds(loop.sinceProgress()),
        loop.lastTrouble().map(this::trouble).orElse(null));
  }

  private LoopError trouble(LoopStatus.Trouble trouble) {
    return new LoopError(time(trouble.time()), mask.apply(trouble.text()));
  }

  private StatusPage.Error error(WorkerStatus.ErrorEntry error) {
    return new StatusPage.Error(
        time(error.time()), error.taskId(), error.kind(), mask.apply(String.valueOf(error.text())));
  }

  private static Long seconds(Optional<Duration> age) {
    return age.map(Duration::toSeconds).orElse(null);
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
