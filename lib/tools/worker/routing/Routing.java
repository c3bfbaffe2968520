package lib.tools.worker.routing;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import lib.base.text.Reason;
import lib.systems.page.StatusPage.BpmnCache;
import lib.tools.worker.servers.BrokerConnections;
import lib.tools.worker.servers.ErrorQueue;
import lib.tools.worker.servers.Waiting;
import lib.tools.worker.servers.WorkerParts;

/** The way of tasks from the engine to the systems' queues: its parts put together. */
public final class Routing {

  private static final Duration ONCE_PATIENCE = Duration.ofSeconds(10);

  private final Duration handoffLock;
  private final ProcessModels models;
  private final HandOver handOver;
  private final GiveBack giveBack;
  private final TasksInHand inHand;
  private final TaskDelivery delivery;
  private final TaskRouter router;
  private final BrokerConnections broker;

  /**
   * @param calls threads for requests about tasks
   * @param loaders threads for loading process models
   */
  public Routing(
      WorkerParts parts,
      BrokerConnections broker,
      ErrorQueue errors,
      ScheduledExecutorService calls,
      ExecutorService loaders) {
    var camunda = parts.settings().camunda();
    this.handoffLock = camunda.handoffLockDuration();
    this.broker = broker;
    this.models = new ProcessModels(parts, loaders);
    this.handOver = new HandOver(parts, calls);
    this.giveBack = new GiveBack(parts, calls);
    this.inHand = new TasksInHand(giveBack, new TaskFailures(parts, errors), calls);
    FetchBudget budget = new FetchBudget(camunda.maxTasks(), handoffLock);
    TaskPublishing publishing = new TaskPublishing(parts, broker, inHand, handOver, budget, calls);
    this.delivery =
        new TaskDelivery(parts, new TaskDetails(parts, models), publishing, inHand, handOver);
    this.router = new TaskRouter(parts, broker.link(), delivery, budget);
  }

  /** The loop, which runs until {@link #stop}. */
  public Runnable loop() {
    return router;
  }

  /**
   * Routes the tasks that are there; ends early if work had to be given back, or if it should stop.
   */
  public void once(BooleanSupplier stopRequested) throws InterruptedException {
    do {
      Waiting.until(() -> inHand.size() == 0, handoffLock);
    } while (!stopRequested.getAsBoolean()
        && !isHindered()
        && (router.round(Duration.ZERO) > 0 || inHand.size() > 0));
    Waiting.until(() -> handOver.pending() == 0, ONCE_PATIENCE);
  }

  /** No new fetch, nothing new published; what is published already is still handed over. */
  public void stop() {
    router.stop();
    delivery.stop();
  }

  /** Gives back what is in hand without a confirm. For the end of a stop. */
  public void giveBackUnconfirmed() {
    broker.tasks().abandon(Reason.of("routing.why.stopping"));
  }

  /** Tasks between fetch and hand-over. */
  public int inHand() {
    return inHand.size();
  }

  /** Tasks that are published and wait for their long lock. */
  public int awaitingHandOver() {
    return handOver.pending();
  }

  /** Whether this worker is about to give the task its long lock. */
  public boolean isOnItsWay(String taskId) {
    return inHand.find(taskId).filter(task -> !task.isLockOver()).isPresent()
        || handOver.isAboutToLock(taskId);
  }

  /** Whether a task could not be published so far, because RabbitMQ could not be used. */
  public boolean isHindered() {
    return giveBack.isUsed();
  }

  /** How the cache of process models stands. */
  public BpmnCache modelCache() {
    return models.state();
  }
}
