package lib.worker;

//SOURCES FetchBudget.java
//SOURCES GiveBack.java
//SOURCES HandOver.java
//SOURCES ProcessModel.java
//SOURCES ProcessModels.java
//SOURCES TaskFailures.java
//SOURCES TaskMessages.java
//SOURCES UnreadableModel.java
//SOURCES WorkerLog.java
//SOURCES WorkerParts.java
//SOURCES WorkerStatus.java
//SOURCES ../camunda/CamundaException.java
//SOURCES ../camunda/Engine.java
//SOURCES ../camunda/LockedTask.java
//SOURCES ../json/Json.java
//SOURCES ../rabbitmq/Publisher.java
//SOURCES ../rabbitmq/Receipt.java

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import lib.camunda.CamundaException;
import lib.camunda.Engine;
import lib.camunda.LockedTask;
import lib.json.Json;
import lib.rabbitmq.Publisher;
import lib.rabbitmq.Receipt;

/**
 * The way of a locked task: collect what its message needs, publish it, wait for the confirm, hand
 * it over. At every step that fails the task is given back, reported as failed, or left to its
 * short lock; it is never kept.
 */
final class TaskDelivery {

  private final Engine engine;
  private final ProcessModels models;
  private final TaskMessages messages;
  private final Publisher publisher;
  private final HandOver handOver;
  private final GiveBack giveBack;
  private final TaskFailures failures;
  private final FetchBudget budget;
  private final WorkerStatus status;
  private final WorkerLog log;
  private final Clock clock;
  private final Executor calls;
  private final Duration lock;

  /** Locked and not yet handed over, failed or given back. */
  private final Map<String, LockedTask> inHand = new ConcurrentHashMap<>();

  private volatile boolean stopping;

  /**
   * @param calls threads for requests to the engine
   * @param lock the short one, under which the tasks come
   */
  TaskDelivery(
      WorkerParts parts,
      ProcessModels models,
      TaskMessages messages,
      Publisher publisher,
      HandOver handOver,
      GiveBack giveBack,
      TaskFailures failures,
      FetchBudget budget,
      Executor calls,
      Duration lock) {
    this.engine = parts.engine();
    this.status = parts.status();
    this.log = parts.log();
    this.clock = parts.clock();
    this.models = models;
    this.messages = messages;
    this.publisher = publisher;
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
    if (!fresh.isEmpty()) {
      withVariables(fresh);
    }
  }

  /** Tasks that come again although they are on their way, because their short lock has ended. */
  private boolean isNew(LockedTask task) {
    if (handOver.isPending(task.id())) {
      status.count(WorkerStatus.Count.DUPLICATES_AVOIDED);
      handOver.again(task);
      return false;
    }
    return !inHand.containsKey(task.id());
  }

  private void withVariables(List<LockedTask> tasks) {
    Map<String, ObjectNode> variables;
    try {
      variables =
          engine.processVariables(
              tasks.stream()
                  .map(LockedTask::processInstanceId)
                  .filter(Objects::nonNull)
                  .collect(Collectors.toSet()));
    } catch (CamundaException e) {
      variablesFailed(tasks, e);
      return;
    }
    prepare(tasks, variables);
  }

  /** One instance whose variables the engine cannot read must not stop the others. */
  private void variablesFailed(List<LockedTask> tasks, CamundaException e) {
    if (e.what() == CamundaException.Kind.ENGINE_ERROR && tasks.size() > 1) {
      withVariables(tasks.subList(0, tasks.size() / 2));
      withVariables(tasks.subList(tasks.size() / 2, tasks.size()));
    } else if (e.what() == CamundaException.Kind.ENGINE_ERROR) {
      fail(tasks.get(0), e.reason());
    } else {
      tasks.forEach(this::giveBack);
      throw e;
    }
  }

  /** In the order of the batch as far as models are known; the others follow, each in its order. */
  private void prepare(List<LockedTask> tasks, Map<String, ObjectNode> variables) {
    Map<CompletableFuture<ProcessModel>, List<LockedTask>> waiting = new LinkedHashMap<>();
    Map<String, CompletableFuture<ProcessModel>> models = new HashMap<>();
    for (LockedTask task : tasks) {
      var model = models.computeIfAbsent(definitionOf(task), this::modelOf);
      if (model.isDone() && !waiting.containsKey(model)) {
        publishWith(model, task, variables);
      } else {
        waiting.computeIfAbsent(model, m -> new ArrayList<>()).add(task);
      }
    }
    waiting.forEach(
        (model, late) ->
            model.whenComplete(
                (m, error) -> late.forEach(task -> publishWith(model, task, variables))));
  }

  private CompletableFuture<ProcessModel> modelOf(String definitionId) {
    return definitionId.isEmpty()
        ? CompletableFuture.completedFuture(ProcessModel.UNKNOWN)
        : models.of(definitionId);
  }

  private static String definitionOf(LockedTask task) {
    return Objects.requireNonNullElse(task.processDefinitionId(), "");
  }

  /**
   * @param model done
   */
  private void publishWith(
      CompletableFuture<ProcessModel> model, LockedTask task, Map<String, ObjectNode> variables) {
    ObjectNode own = variables.getOrDefault(task.processInstanceId(), emptyObject());
    model.handle(
        (known, error) -> {
          if (error == null) {
            publish(task, own, known);
          } else {
            withoutModel(task, own, unwrapped(error));
          }
          return null;
        });
  }

  private void withoutModel(LockedTask task, ObjectNode variables, Throwable error) {
    if (error instanceof CamundaException e && !e.what().isOutage()) {
      // Perhaps this user may not read definitions. The rest of the message is complete.
      log.warn("worker.model_refused", task.processDefinitionId(), e.userMessage());
      publish(task, variables, ProcessModel.UNKNOWN);
    } else if (error instanceof UnreadableModel) {
      calls.execute(() -> fail(task, error.getMessage()));
    } else {
      giveBack(task);
    }
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
    receipt
        .completeOnTimeout(
            new Receipt.Lost("no confirm in time"), lock.toMillis() / 3, TimeUnit.MILLISECONDS)
        .thenAcceptAsync(result -> settle(task, result), calls);
  }

  private void settle(LockedTask task, Receipt receipt) {
    if (receipt instanceof Receipt.Confirmed) {
      status.count(WorkerStatus.Count.ROUTED);
      handOver.start(task, () -> done(task));
    } else if (receipt instanceof Receipt.Returned returned) {
      fail(task, "message returned by the broker: " + returned.reason());
    } else if (receipt instanceof Receipt.Refused refused) {
      fail(task, "message refused by the broker: " + refused.reason());
    } else {
      giveBack(task);
    }
  }

  private void done(LockedTask task) {
    inHand.remove(task.id());
    budget.settledAfter(lock.minus(remaining(task)));
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

  private static ObjectNode emptyObject() {
    return Json.MAPPER.createObjectNode();
  }

  private static Throwable unwrapped(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? unwrapped(error.getCause())
        : error;
  }
}
