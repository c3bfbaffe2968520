package lib.tools.worker.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lib.base.text.Reason;
import lib.systems.bpmn.ProcessModel;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.Receipt;
import lib.tools.worker.servers.BrokerConnections;
import lib.tools.worker.servers.ErrorKinds;
import lib.tools.worker.servers.SharedPause;
import lib.tools.worker.servers.WorkerParts;

/** Publishes task messages and does with each task what the broker's receipt says. */
final class TaskPublishing {

  private static final Receipt NO_CONFIRM = Receipt.late();

  private final WorkerParts parts;
  private final TaskMessages messages;
  private final BrokerConnections broker;
  private final TasksInHand inHand;
  private final HandOver handOver;
  private final FetchBudget budget;
  private final Executor calls;
  private final Duration lock;

  /** Begins when messages get lost, e.g. because this user may not write to the exchange. */
  private final SharedPause pause = new SharedPause();

  private volatile boolean stopping;

  /**
   * @param calls threads for requests to the engine
   */
  TaskPublishing(
      WorkerParts parts,
      BrokerConnections broker,
      TasksInHand inHand,
      HandOver handOver,
      FetchBudget budget,
      Executor calls) {
    this.parts = parts;
    this.messages = new TaskMessages(parts);
    this.broker = broker;
    this.inHand = inHand;
    this.handOver = handOver;
    this.budget = budget;
    this.calls = calls;
    this.lock = parts.settings().camunda().handoffLockDuration();
  }

  /** From now on every task is given back instead. */
  void stop() {
    stopping = true;
  }

  /** How long nothing more should be fetched, because the last messages were lost. */
  Duration pause() {
    return pause.remaining();
  }

  /** How long the task is still locked; negative once it is not. */
  Duration remaining(LockedTask task) {
    return Duration.between(Instant.now(parts.clock()), task.lockedUntil());
  }

  /** Returns at once. */
  void publish(LockedTask task, ObjectNode variables, ProcessModel model) {
    if (stopping) {
      inHand.giveBack(task);
      return;
    }
    if (remaining(task).compareTo(lock.dividedBy(4)) < 0) {
      inHand.leave(task); // Its lock is about to end; then it comes again.
      return;
    }
    try {
      send(task, messages.message(task, variables, model), true);
    } catch (RuntimeException e) {
      parts.log().bug(e);
      inHand.fail(
          task, Reason.of("routing.why.unwritable", Reason.said(String.valueOf(e.getMessage()))));
    }
  }

  private void send(LockedTask task, Outgoing message, boolean firstTime) {
    CompletableFuture<Receipt> receipt = broker.tasks().publish(message);
    measure(receipt);
    receipt
        .completeOnTimeout(NO_CONFIRM, lock.toMillis() / 3, TimeUnit.MILLISECONDS)
        .thenAcceptAsync(result -> settle(task, message, result, firstTime), calls);
  }

  private void measure(CompletableFuture<Receipt> receipt) {
    long sent = System.nanoTime();
    receipt.thenAccept(
        result -> {
          if (result.isConfirmed()) {
            parts.status().confirmTook(Duration.ofNanos(System.nanoTime() - sent));
          }
        });
  }

  private void settle(LockedTask task, Outgoing message, Receipt receipt, boolean firstTime) {
    Runnable consequence =
        switch (receipt.kind()) {
          case CONFIRMED -> () -> confirmed(task);
          case RETURNED -> () -> returned(task, message, receipt, firstTime);
          case REFUSED ->
              () -> inHand.fail(task, Reason.of("routing.why.refused", receipt.reason()));
          case NACKED -> () -> giveBack(task, receipt.reason());
          case LOST -> () -> lost(task, receipt);
        };
    consequence.run();
  }

  private void confirmed(LockedTask task) {
    pause.reset();
    parts.status().routed(messages.systemOf(task));
    handOver.start(task, () -> done(task));
  }

  private void returned(LockedTask task, Outgoing message, Receipt receipt, boolean firstTime) {
    if (firstTime) {
      // Perhaps its queue is missing, which is no fault of the task.
      broker.repairTopology(System.nanoTime());
      send(task, message, false);
    } else {
      inHand.fail(task, Reason.of("routing.why.returned", receipt.reason()));
    }
  }

  private void lost(LockedTask task, Receipt receipt) {
    giveBack(task, receipt.reason());
    if (receipt == NO_CONFIRM && !stopping) {
      broker.prepareAnew(); // And forgets what waits for confirms that do not come.
    }
  }

  /** Without a pause the task would come again at once, for as long as the reason lasts. */
  private void giveBack(LockedTask task, Reason reason) {
    Duration wait = stopping ? Duration.ZERO : pause.begin();
    if (!wait.isZero()) {
      parts.status().error(Optional.of(task.id()), ErrorKinds.PUBLISH, reason.english());
      parts.log().warn("routing.not_confirmed", reason, wait.toMillis() / 1000.0);
    }
    inHand.giveBack(task);
  }

  private void done(LockedTask task) {
    inHand.leave(task);
    Duration age = lock.minus(remaining(task));
    budget.settledAfter(age);
    parts.status().routingTook(age);
  }
}
