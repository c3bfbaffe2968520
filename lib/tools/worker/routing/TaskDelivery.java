package lib.tools.worker.routing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Reason;
import lib.systems.bpmn.ProcessModel;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.LockedTask;
import lib.tools.worker.servers.WorkerParts;
import lib.tools.worker.status.WorkerStatus.Count;

/**
 * The way of locked tasks: collect what their messages need, publish, wait for the confirms, hand
 * over. At every step that fails a task is given back, reported as failed, or left to its short
 * lock; it is never kept.
 */
record TaskDelivery(
    WorkerParts parts,
    TaskDetails details,
    TaskPublishing publishing,
    TasksInHand inHand,
    HandOver handOver)
    implements TaskDetails.NextStep {

  private static final int MOST_PENDING = 1000;

  /** How many tasks are on their way. */
  int size() {
    return inHand.size();
  }

  /** How long nothing more should be fetched, because the last messages were lost. */
  Duration pause() {
    return publishing.pause();
  }

  /** So many tasks wait for their long lock that no more should be published. */
  boolean isOverloaded() {
    return handOver.pending() > MOST_PENDING;
  }

  /** From now on nothing new is published; what is published already is still handed over. */
  void stop() {
    publishing.stop();
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
    inHand.add(fresh);
    Map<String, ObjectNode> variables;
    try {
      variables = details.variablesOf(fresh, this);
    } catch (RuntimeException e) {
      fresh.stream().filter(task -> inHand.contains(task.id())).forEach(inHand::giveBack);
      throw e;
    }
    details.complete(fresh, variables, this);
  }

  /** Gives a batch back as it came. */
  void refuse(List<LockedTask> batch) {
    inHand.add(batch);
    batch.forEach(inHand::giveBack);
  }

  @Override
  public void publish(LockedTask task, ObjectNode processVariables, ProcessModel model) {
    publishing.publish(task, processVariables, model);
  }

  @Override
  public void fail(LockedTask task, Reason reason) {
    inHand.fail(task, reason);
  }

  @Override
  public void giveBackLater(LockedTask task) {
    inHand.giveBackLater(task);
  }

  /** Tasks that come again although they are on their way, because their short lock has ended. */
  private boolean isNew(LockedTask task) {
    Optional<LockedTask> earlier = inHand.find(task.id());
    Duration lock = parts.settings().camunda().handoffLockDuration();
    if (earlier.isPresent() && publishing.remaining(earlier.get()).compareTo(lock.negated()) > 0) {
      return false; // Still on its way, only slow.
    }
    if (handOver.resume(task)) {
      parts.status().count(Count.DUPLICATES_AVOIDED);
      return false;
    }
    return true;
  }
}
