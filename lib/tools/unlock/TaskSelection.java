package lib.tools.unlock;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lib.systems.camunda.TaskQuery;
import lib.systems.camunda.TaskState;

/**
 * Which tasks are meant: those that fit every kind of filter that is not empty.
 *
 * @param ids in the order in which they are to be shown
 * @param topics any of these
 * @param workerIds held, at last, by any of these
 * @param processKeys of any of these processes
 * @param tenantIds of any of these; tasks without a tenant only if this is empty
 * @param failed only those out of retries, locked or not
 * @param lost only those that nobody has
 */
public record TaskSelection(
    Set<String> ids,
    Set<String> topics,
    Set<String> workerIds,
    Set<String> processKeys,
    List<String> tenantIds,
    boolean failed,
    boolean lost) {

  /** Whether every task is meant, as far as the tenants go. */
  public boolean isUnlimited() {
    return ids.isEmpty()
        && topics.isEmpty()
        && workerIds.isEmpty()
        && processKeys.isEmpty()
        && !failed
        && !lost;
  }

  /** Whether a task is meant, whatever the engine made of {@link #query}. */
  public boolean fits(TaskState task) {
    return accepts(ids, Optional.of(task.id()))
        && accepts(topics, Optional.of(task.topic()))
        && accepts(workerIds, task.holder())
        && accepts(processKeys, task.place().processKey())
        && (!failed || task.isOutOfRetries())
        && isOfTenant(task);
  }

  /** Whether the configuration allows to see this task at all. */
  boolean isOfTenant(TaskState task) {
    return accepts(tenantIds, task.tenantId());
  }

  private static boolean accepts(Collection<String> allowed, Optional<String> value) {
    return allowed.isEmpty() || value.filter(allowed::contains).isPresent();
  }

  /** The same after it was done: whether they failed or were lost is the past. */
  TaskSelection afterwards() {
    return new TaskSelection(ids, topics, workerIds, processKeys, tenantIds, false, false);
  }

  /** As much of this as one query of the engine can say: it takes one value of each kind. */
  TaskQuery query() {
    TaskQuery query = TaskQuery.all().tenants(tenantIds);
    if (topics.size() == 1) {
      query = query.topic(topics.iterator().next());
    }
    if (workerIds.size() == 1) {
      query = query.worker(workerIds.iterator().next());
    }
    if (processKeys.size() == 1) {
      query = query.process(processKeys.iterator().next());
    }
    return failed ? query.outOfRetries() : query;
  }
}
