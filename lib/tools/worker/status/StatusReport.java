package lib.tools.worker.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import lib.base.cli.SecretMask;
import lib.base.config.Settings;
import lib.base.config.TopicSelection;
import lib.systems.page.HealthPage;
import lib.systems.page.LoopsPage;
import lib.systems.page.LoopsPage.Loop;
import lib.systems.page.LoopsPage.LoopError;
import lib.systems.page.StatusPage;
import lib.systems.page.StatusPage.Camunda;
import lib.systems.page.StatusPage.Rabbitmq;
import lib.systems.page.StatusPage.SettledAnswers;
import lib.systems.page.StatusPage.Topics;
import lib.tools.worker.status.Outcome.Ending;

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
        new LoopsPage(loop(status.routing()), loop(status.responses())),
        status.counts(),
        settled(),
        status.routedBySystem(),
        performance.throughput(),
        performance.latencies(),
        source.inFlight().get(),
        source.unconfirmed().getAsInt(),
        status.errors().stream().map(this::error).toList(),
        source.models().get());
  }

  private SettledAnswers settled() {
    return new SettledAnswers(
        status.answers(Ending.APPLIED),
        status.answers(Ending.ALREADY_DONE),
        status.answers(Ending.TO_ERROR_QUEUE));
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
        source.engine().sinceAnswer().map(Duration::toSeconds));
  }

  private Rabbitmq rabbitmq(Health health) {
    return new Rabbitmq(
        source.broker().where(),
        isSeen(source.broker(), health, Health.Kind.RABBITMQ_UNREACHABLE),
        source.broker().sinceAnswer().map(Duration::toSeconds),
        source.broker().blocked().map(mask),
        source.broker().missing());
  }

  private static boolean isSeen(Server server, Health health, Health.Kind problem) {
    return server.sinceAnswer().isPresent() && !health.has(problem);
  }

  private Loop loop(LoopStatus loop) {
    return new Loop(
        loop.isEnabled(),
        loop.isRunning(),
        loop.lastError().isPresent(),
        loop.lastSuccess().map(StatusReport::time),
        loop.sinceProgress().map(Duration::toSeconds),
        loop.lastTrouble().map(this::trouble));
  }

  private LoopError trouble(LoopStatus.Trouble trouble) {
    return new LoopError(time(trouble.time()), mask.apply(trouble.text()));
  }

  private StatusPage.Error error(RecentErrors.Entry error) {
    return new StatusPage.Error(
        time(error.time()), error.taskId(), error.kind(), mask.apply(String.valueOf(error.text())));
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
