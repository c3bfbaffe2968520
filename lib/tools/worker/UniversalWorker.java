package lib.tools.worker;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lib.base.config.Settings;
import lib.base.text.Message;
import lib.systems.page.StatusPage.InFlight;
import lib.tools.worker.answers.AnswerOutcome;
import lib.tools.worker.answers.Answers;
import lib.tools.worker.cancellations.CancellationWatch;
import lib.tools.worker.routing.Routing;
import lib.tools.worker.servers.BrokerConnections;
import lib.tools.worker.servers.EngineProbe;
import lib.tools.worker.servers.ErrorKinds;
import lib.tools.worker.servers.ErrorQueue;
import lib.tools.worker.servers.OwedWatch;
import lib.tools.worker.servers.PollTime;
import lib.tools.worker.servers.RightsWatch;
import lib.tools.worker.servers.StartCheck;
import lib.tools.worker.servers.Waiting;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.HealthCheck;
import lib.tools.worker.status.LiveMetrics;
import lib.tools.worker.status.StatusReport;
import lib.tools.worker.status.StatusSource;
import lib.tools.worker.status.Throughput;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;
import lib.tools.worker.status.WorkerStatus.Count;
import lib.tools.worker.web.Resources;

/**
 * The worker: its parts put together, started and stopped. Two loops, one for tasks and one for
 * answers, over one client of the engine and two connections to RabbitMQ.
 */
public final class UniversalWorker {

  private static final Duration STATISTICS_PERIOD = Duration.ofSeconds(30);
  private static final Duration TOPOLOGY_PERIOD = Duration.ofSeconds(5);
  private static final Duration OWED_PERIOD = Duration.ofMinutes(1);
  private static final Duration RIGHTS_PERIOD = Duration.ofMinutes(10);

  private final WorkerParts parts;
  private final WorkerThreads threads;
  private final BrokerConnections broker;
  private final Routing routing;
  private final Answers answers;
  private final CancellationWatch cancellations;
  private final OwedWatch owed;
  private final RightsWatch rights;
  private final StatusReport report;
  private volatile boolean stopRequested;

  /** Connects to nothing yet. */
  public UniversalWorker(Settings settings, WorkerLog log, Clock clock) {
    WorkerStatus status =
        new WorkerStatus(clock, List.of(AnswerOutcome.values()), ErrorKinds.all());
    parts = WorkerParts.of(settings, status, log, clock);
    threads = new WorkerThreads(settings.worker(), log::bug);
    broker = new BrokerConnections(parts);
    ErrorQueue errors = new ErrorQueue(parts, broker);
    routing = new Routing(parts, broker, errors, threads.tasks(), threads.models());
    cancellations = new CancellationWatch(parts, broker);
    answers =
        new Answers(
            parts,
            broker,
            errors,
            routing::isOnItsWay,
            cancellations::errorReported,
            threads.answers());
    owed = new OwedWatch(parts);
    rights = new RightsWatch(parts);
    report = report(settings, clock);
  }

  private StatusReport report(Settings settings, Clock clock) {
    StatusSource source =
        new StatusSource(
            parts.watch(),
            broker,
            this::inFlight,
            broker::unconfirmed,
            routing::modelCache,
            owed::last);
    HealthCheck check = new HealthCheck(parts.status(), parts.watch(), broker, pollTime());
    new LiveMetrics(parts.status(), source, check).register(parts.workerId(), settings.routing());
    return new StatusReport(settings, parts.status(), source, check, clock);
  }

  private InFlight inFlight() {
    return new InFlight(
        routing.inHand(), routing.awaitingHandOver(), answers.inHand(), answers.waitingAlone());
  }

  private Duration pollTime() {
    return PollTime.forHealth(parts.settings().camunda());
  }

  /**
   * Looks whether both systems can be used, and declares what is missing on the broker.
   *
   * @param patient whether a system that is only unreachable is waited for later
   * @throws lib.base.text.UserException if a system refuses, or is unreachable and this is not
   *     patient
   */
  public void check(boolean patient) throws InterruptedException {
    new StartCheck(parts).engine(patient);
    broker.check(patient);
  }

  /** Starts the loops. Returns at once. */
  public void start(boolean withRouting, boolean withAnswers) {
    var engineUrl = parts.settings().camunda().baseUrl();
    parts.log().info("worker.started", parts.workerId(), engineUrl, broker.where());
    broker.start();
    if (withRouting) {
      parts.status().routing().enable();
      threads.start("task-router", routing.loop());
      threads.soonAndEvery(RIGHTS_PERIOD, rights::ask);
    }
    if (withAnswers) {
      parts.status().responses().enable();
      threads.start("answers", answers.loop());
    }
    EngineProbe engineProbe = new EngineProbe(parts, pollTime());
    threads.every(STATISTICS_PERIOD, this::logStatistics);
    threads.soonAndEvery(OWED_PERIOD, owed::ask);
    Optional<Duration> looks = parts.settings().worker().cancellationInterval();
    looks.ifPresent(interval -> threads.soonAndEvery(interval, cancellations::look));
    threads.every(Throughput.SAMPLE_PERIOD, report.performance()::sample);
    threads.every(pollTime().dividedBy(2), engineProbe::ask);
    threads.every(pollTime().dividedBy(2), broker::ask);
    threads.every(TOPOLOGY_PERIOD, () -> broker.repairTopology(System.nanoTime()));
    parts.status().enter(WorkerStatus.State.RUNNING);
  }

  /**
   * Routes the tasks that are there, then applies the answers that are there.
   *
   * @throws lib.base.text.UserException if a system fails meanwhile
   */
  public void once(boolean withRouting, boolean withAnswers) throws InterruptedException {
    broker.start();
    broker.awaitUp();
    if (withRouting) {
      rights.ask();
      routing.once(() -> stopRequested);
    }
    if (withAnswers && !stopRequested && answers.areThere()) {
      threads.start("answers", answers.loop());
      answers.once(() -> stopRequested);
    }
  }

  /** Whether work was left because one of the two systems could not be used. */
  public boolean isHindered() {
    return routing.isHindered() || answers.isHindered();
  }

  /** Whether tasks failed, or answers wait for somebody, here or in the error queue. */
  public boolean needsSomebody() {
    return parts.status().value(Count.FAILED) > 0 || answers.needSomebody();
  }

  /** Lets {@link #once} end before all is done. Returns at once. */
  public void requestStop() {
    stopRequested = true;
  }

  /** Stops in an orderly way, within ten seconds. Idempotent. */
  public void stop() throws InterruptedException {
    parts.status().enter(WorkerStatus.State.STOPPING);
    routing.stop();
    answers.stop();
    threads.join("task-router", PollTime.LONGEST.plusMillis(500));
    Waiting.until(
        () -> routing.inHand() == 0 && answers.inHand() == answers.waitingAlone(),
        Duration.ofMillis(1500));
    Waiting.until(() -> routing.awaitingHandOver() == 0, Duration.ofMillis(500));
    routing.giveBackUnconfirmed();
    Waiting.until(() -> routing.inHand() == 0, Duration.ofSeconds(1));
    answers.close();
    broker.close();
    threads.close();
    logStatistics();
    parts.log().info("worker.stopped");
  }

  /** How it stands, for whoever asks over HTTP. */
  public Resources resources() {
    return new Resources(
        parts.settings(), report, parts.status().metrics(), List.of(AnswerOutcome.values()));
  }

  /** How many answers are being applied. */
  public int answersInHand() {
    return answers.inHand();
  }

  /** Everything that was counted. */
  public WorkerStatus status() {
    return parts.status();
  }

  private void logStatistics() {
    WorkerStatus status = parts.status();
    parts
        .log()
        .info(
            "worker.statistics",
            status.value(Count.FETCHED),
            status.value(Count.ROUTED),
            status.value(Count.FAILED),
            status.value(Count.UNLOCKED),
            status.value(AnswerOutcome.COMPLETED),
            status.value(AnswerOutcome.ALREADY_DONE),
            status.answersSettled(),
            Message.count("task", routing.inHand()),
            Message.count("answer", answersInHand()));
  }
}
