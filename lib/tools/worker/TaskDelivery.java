package lib.tools.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lib.systems.bpmn.ProcessModel;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Receipt;

/**
 * The way of a locked task: collect what its message needs, publish it, wait for the confirm, hand
 * it over. At every step that fails the task is given back, reported as failed, or left to its
 * short lock; it is never kept.
 */
final class TaskDelivery {

  private static final int MOST_PENDING = 1000;
  private static final Receipt.Lost NO_CONFIRM = new Receipt.Lost("no confirm in time");

  private final TaskPreparation preparation;
  private final TaskMessages messages;
  private final Publisher publisher;
  private final HandOver handOver;
  private final GiveBack giveBack;
  private final TaskFailures failures;
  private final FetchBudget budget;
  private final BrokerSide broker;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final Clock clock;
  private final Executor calls;
  private final Duration lock;

  /** Locked and not yet handed over, failed or given back. */
  private final Map<String, LockedTask> inHand = new ConcurrentHashMap<>();

  /** Closed when messages get lost, e.g. because this user may not write to the exchange. */
  private final Gate gate = new Gate();

  private final TaskPreparation.Next next =
      new TaskPreparation.Next() {
        @Override
        public void publish(LockedTask task, ObjectNode processVariables, ProcessModel model) {
          TaskDelivery.this.publish(task, processVariables, model);
        }

        @Override
        public void fail(LockedTask task, String reason) {
          calls.execute(() -> TaskDelivery.this.fail(task, reason));
        }

        @Override
        public void giveBackLater(LockedTask task) {
          TaskDelivery.this.giveBackLater(task);
        }
      };

  private volatile boolean stopping;

  /**
   * @param calls threads for requests to the engine
   * @param lock the short one, under which the tasks come
   */
  TaskDelivery(
      WorkerParts parts,
      TaskPreparation preparation,
      TaskMessages messages,
      BrokerSide broker,
      HandOver handOver,
      GiveBack giveBack,
      TaskFailures failures,
      FetchBudget budget,
      Executor calls,
      Duration lock) {
    this.status = parts.status();
    this.log = parts.log();
    this.clock = parts.clock();
    this.preparation = preparation;
    this.messages = messages;
    this.broker = broker;
    this.publisher = broker.tasks();
    this.handOver = handOver;
    this.giveBack = giveBack;
    this.failures = failures;
    this.budget = budget;
    this.calls = calls;
    this.lock = lock;
  }

  /** How many tasks are on their way. */
  int inHand() {
    return inHand.size();
  }

  /** How long nothing more should be fetched, because the last messages were lost. */
  Duration pause() {
    return gate.remaining();
  }

  /** From now on nothing new is published; what is published already is still handed over. */
  void stop() {
    stopping = true;
  }

  /** Gives back what is in hand without a confirm. For the end of a stop. */
  void giveBackUnconfirmed() {
    publisher.abandon("stopping");
  }

  /**
   * Starts a batch on its way, in its order. Waits for the variables (one request), not for the
   * broker.
   *
   * @throws CamundaException if the engine cannot be asked for the variables; the batch is then
   *     given back
   */
  void deliver(List<LockedTask> batch) {
    List<LockedTask> fresh = batch.stream().filter(this::isNew).toList();
    fresh.forEach(task -> inHand.put(task.id(), task));
    Map<String, ObjectNode> variables;
    try {
      variables = preparation.variablesOf(fresh, next);
    } catch (RuntimeException e) {
      fresh.stream().filter(this::isInHand).forEach(this::giveBack);
      throw e;
    }
    preparation.complete(fresh, variables, next);
  }

  /** Gives a batch back as it came. */
  void refuse(List<LockedTask> batch) {
    batch.forEach(task -> inHand.put(task.id(), task));
    batch.forEach(this::giveBack);
  }

  /** Whether the task is on its way here. */
  boolean isInHand(String taskId) {
    return inHand.containsKey(taskId);
  }

  private boolean isInHand(LockedTask task) {
    return isInHand(task.id());
  }

  /** So many tasks wait for their long lock that no more should be published. */
  boolean isOverloaded() {
    return handOver.pending() > MOST_PENDING;
  }

  /** Tasks that come again although they are on their way, because their short lock has ended. */
  private boolean isNew(LockedTask task) {
    LockedTask earlier = inHand.get(task.id());
    if (earlier != null && remaining(earlier).compareTo(lock.negated()) > 0) {
      return false; // Still on its way, only slow.
    }
    if (handOver.isPending(task.id())) {
      status.count(WorkerStatus.Count.DUPLICATES_AVOIDED);
      handOver.again(task);
      return false;
    }
    return true;
  }

  /** Not at once, or it would come again at once, for as long as the reason lasts. */
  private void giveBackLater(LockedTask task) {
    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, calls).execute(() -> giveBack(task));
  }

  private void publish(LockedTask task, ObjectNode variables, ProcessModel model) {
    if (stopping) {
      giveBack(task);
      return;
    }
    if (remaining(task).compareTo(lock.dividedBy(4)) < 0) {
      inHand.remove(task.id()); // Its lock is about to end; then it comes again.
      return;
    }
    CompletableFuture<Receipt> receipt;
    try {
      receipt = publisher.publish(messages.message(task, variables, model));
    } catch (RuntimeException e) {
      calls.execute(() -> fail(task, e.toString()));
      return;
    }
    long sent = System.nanoTime();
    receipt.thenAccept(
        result -> {
          if (result instanceof Receipt.Confirmed) {
            status.confirmTook(Duration.ofNanos(System.nanoTime() - sent));
          }
        });
    receipt
        .completeOnTimeout(NO_CONFIRM, lock.toMillis() / 3, TimeUnit.MILLISECONDS)
        .thenAcceptAsync(result -> settle(task, result), calls);
  }

  private void settle(LockedTask task, Receipt receipt) {
    if (receipt instanceof Receipt.Confirmed) {
      gate.open();
      status.routed(messages.systemOf(task));
      handOver.start(task, () -> done(task));
    } else if (receipt instanceof Receipt.Returned returned) {
      fail(task, "message returned by the broker: " + returned.reason());
    } else if (receipt instanceof Receipt.Refused refused) {
      fail(task, "message refused by the broker: " + refused.reason());
    } else if (receipt instanceof Receipt.Nacked) {
      lost(task, "nack");
    } else if (receipt instanceof Receipt.Lost lost) {
      lost(task, lost.reason());
      if (receipt == NO_CONFIRM && !stopping) {
        broker.prepareAnew(); // And forgets what waits for confirms that do not come.
      }
    }
  }

  /** Without a pause the task would come again at once, for as long as the reason lasts. */
  private void lost(LockedTask task, String reason) {
    Duration pause = stopping ? Duration.ZERO : gate.close();
    if (!pause.isZero()) {
      status.error(task.id(), "publish", reason);
      log.warn("worker.not_confirmed", reason, pause.toMillis() / 1000.0);
    }
    giveBack(task);
  }

  private void done(LockedTask task) {
    inHand.remove(task.id());
    Duration age = lock.minus(remaining(task));
    budget.settledAfter(age);
    status.routingTook(age);
  }

  private void fail(LockedTask task, String reason) {
    try {
      failures.report(task, reason);
    } finally {
      inHand.remove(task.id());
    }
  }

  private void giveBack(LockedTask task) {
    giveBack.later(task).whenComplete((nothing, error) -> inHand.remove(task.id()));
  }

  private Duration remaining(LockedTask task) {
    return Duration.between(Instant.now(clock), task.lockedUntil());
  }
}
