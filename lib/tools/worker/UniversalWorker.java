package lib.tools.worker;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import lib.base.config.CamundaSettings;
import lib.base.config.Settings;
import lib.base.config.WorkerSettings;
import lib.systems.camunda.Engine;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.RestClient;

/**
 * The worker: its parts put together, started and stopped. Two loops, one for tasks and one for
 * answers, over one connection to RabbitMQ and one client of the engine.
 */
public final class UniversalWorker {

  private static final int PREFETCH_PER_THREAD = 4;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration ONCE_PATIENCE = Duration.ofSeconds(10);

  private final WorkerParts parts;
  private final StatusReport report;
  private final EngineProbe engineProbe;
  private final Duration pollTime;
  private final BrokerSide broker;
  private final Workshop workshop;
  private final TaskDelivery delivery;
  private final GiveBack giveBack;
  private final HandOver handOver;
  private final TaskRouter router;
  private final AnswerLoop answers;
  private final String responsesQueue;
  private final Duration handoffLock;
  private final String workerId;
  private final URI engineUrl;
  private volatile boolean stopRequested;

  /** Connects to nothing yet. */
  public UniversalWorker(Settings settings, WorkerStatus status, WorkerLog log, Clock clock) {
    CamundaSettings camunda = settings.camunda();
    WorkerSettings worker = settings.worker();
    String exchange = settings.rabbit().tasksExchange();
    responsesQueue = settings.rabbit().responsesQueue();
    handoffLock = camunda.handoffLockDuration();
    workerId = camunda.workerId();
    engineUrl = camunda.baseUrl();
    RestClient rest = new RestClient(camunda);
    EngineWatch watch = new EngineWatch(status, log, clock);
    parts = new WorkerParts(new Engine(rest), new ExternalTasks(rest), watch, status, log, clock);
    workshop = new Workshop(worker.publishConcurrency(), worker.responseConcurrency(), log::bug);
    broker = new BrokerSide(settings.rabbit(), settings.routing(), status, log);
    pollTime = PollTime.forHealth(camunda);
    engineProbe = new EngineProbe(parts, pollTime);
    ProcessModels models =
        new ProcessModels(
            parts.engine(), worker.bpmnCacheTtl(), worker.bpmnCacheMaxSize(), workshop.models());
    ErrorQueue errors = new ErrorQueue(broker.errors(), exchange, responsesQueue, clock);
    FetchBudget budget = new FetchBudget(camunda.maxTasks(), camunda.handoffLockDuration());
    giveBack = new GiveBack(parts, handoffLock, workshop.tasks());
    handOver = new HandOver(parts, camunda.workerId(), camunda.lockDuration(), workshop.tasks());
    delivery =
        new TaskDelivery(
            parts,
            new TaskPreparation(parts, models),
            new TaskMessages(exchange, settings.routing(), clock),
            broker,
            handOver,
            giveBack,
            new TaskFailures(
                parts, errors, camunda.workerId(), worker.retryAttempts(), worker.retryDelay()),
            budget,
            workshop.tasks(),
            camunda.handoffLockDuration());
    TopicSource topics = new TopicSource(worker.topics(), settings.routing(), parts);
    router = new TaskRouter(parts, camunda, topics, broker.link(), delivery, budget);
    AnswerHandling handling =
        new AnswerHandling(
            parts,
            new AnswerReader(new AnswerVariables(worker.returnOriginalVariables())),
            new AnswerProcessor(
                parts.tasks(),
                camunda.workerId(),
                handoffLock,
                id -> delivery.isInHand(id) || handOver.isPending(id)),
            errors,
            broker.errors(),
            responsesQueue,
            broker.link()::isWritable,
            workshop.answers());
    int prefetch = worker.responseConcurrency() * PREFETCH_PER_THREAD;
    answers =
        new AnswerLoop(
            parts,
            broker.answersLink(),
            responsesQueue,
            prefetch,
            pollTime,
            broker::prepareAnew,
            handling,
            workshop.answers());
    HealthCheck check = new HealthCheck(status, watch, broker, pollTime);
    StatusSource source =
        new StatusSource(delivery, handOver, answers, broker, watch, models, check);
    new LiveMetrics(status.metrics(), status, source).register(workerId, settings.routing());
    report = new StatusReport(settings, status, source, clock, HostName.find());
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
  public void start(boolean routing, boolean responses) {
    parts.log().info("worker.started", workerId, engineUrl, broker.where());
    broker.start();
    if (routing) {
      parts.status().routing().enable();
      workshop.start("task-router", router);
    }
    if (responses) {
      parts.status().responses().enable();
      workshop.start("answers", answers);
    }
    workshop.every(Duration.ofSeconds(30), this::logStatistics);
    workshop.every(Throughput.SAMPLE_PERIOD, report.performance()::sample);
    workshop.every(pollTime.dividedBy(2), engineProbe::ask);
    workshop.every(pollTime.dividedBy(2), broker::ask);
    parts.status().enter(WorkerStatus.State.RUNNING);
  }

  /**
   * Routes the tasks that are there, then applies the answers that are there.
   *
   * @throws lib.base.text.UserException if a system fails meanwhile
   */
  public void once(boolean routing, boolean responses) throws InterruptedException {
    broker.start();
    broker.awaitUp();
    if (routing) {
      do {
        await(() -> delivery.inHand() == 0, handoffLock);
      } while (!stopRequested
          && !giveBack.isUsed()
          && (router.round(Duration.ZERO) > 0 || delivery.inHand() > 0));
      await(() -> handOver.pending() == 0, ONCE_PATIENCE);
    }
    if (responses && !stopRequested && broker.readyIn(responsesQueue) > 0) {
      workshop.start("answers", answers);
      while (!stopRequested && !isDrained() && !isKept()) {
        Thread.sleep(POLL.toMillis());
      }
    }
  }

  /** Nothing ready and nothing in hand, for long enough to be no message on its way to us. */
  private boolean isDrained() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      if (answers.inHand() > 0 || broker.readyIn(responsesQueue) > 0) {
        return false;
      }
      Thread.sleep(POLL.toMillis());
    }
    return true;
  }

  /** Whether work was left because one of the two systems could not be used. */
  public boolean isHindered() {
    return giveBack.isUsed() || isKept();
  }

  private boolean isKept() {
    return status().value(AnswerOutcome.ENGINE_UNAVAILABLE) > 0
        || status().value(AnswerOutcome.MISCONFIGURED) > 0
        || status().responses().lastError().isPresent();
  }

  /** Lets {@link #once} end before all is done. Returns at once. */
  public void requestStop() {
    stopRequested = true;
  }

  /** Stops in an orderly way, within ten seconds. Idempotent. */
  public void stop() throws InterruptedException {
    parts.status().enter(WorkerStatus.State.STOPPING);
    router.stop();
    delivery.stop();
    answers.stop();
    workshop.join("task-router", PollTime.LONGEST.plusMillis(500));
    Duration patience = Duration.ofMillis(1500);
    await(() -> delivery.inHand() == 0 && answers.inHand() == 0, patience);
    await(() -> handOver.pending() == 0, Duration.ofMillis(500));
    delivery.giveBackUnconfirmed();
    await(() -> delivery.inHand() == 0, Duration.ofSeconds(1));
    answers.close();
    broker.close();
    workshop.close();
    logStatistics();
    parts.log().info("worker.stopped");
  }

  /** How it stands, for whoever asks. */
  public StatusReport report() {
    return report;
  }

  /** Everything that was counted. */
  public WorkerStatus status() {
    return parts.status();
  }

  /** Waits until it is so, or the time is over. */
  private static void await(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }

  private void logStatistics() {
    WorkerStatus status = parts.status();
    parts
        .log()
        .info(
            "worker.statistics",
            status.value(WorkerStatus.Count.FETCHED),
            status.value(WorkerStatus.Count.ROUTED),
            status.value(WorkerStatus.Count.FAILED),
            status.value(WorkerStatus.Count.UNLOCKED),
            status.value(AnswerOutcome.COMPLETED),
            status.value(AnswerOutcome.ALREADY_DONE),
            status.answersSettled(),
            delivery.inHand(),
            answers.inHand());
  }
}
