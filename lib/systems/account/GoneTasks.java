package lib.systems.account;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.text.Message;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskLists;

/**
 * Which tasks do not exist any more: completed, or cancelled with their process. Each is asked for
 * by its id, of whatever tenant it is. To another engine every task looks gone, so only those are
 * taken for it whose process this one knows. Changes nothing.
 */
public final class GoneTasks {

  private final TaskLists tasks;
  private final ProcessInstances instances;
  private final Rights rights;

  public GoneTasks(RestClient rest) {
    this.tasks = new TaskLists(rest);
    this.instances = new ProcessInstances(rest);
    this.rights = new Rights(rest);
  }

  /**
   * What became of tasks that the engine does not have.
   *
   * @param gone those of process instances that it knows
   * @param unknown those of others: another engine's, or its history was cleaned up
   */
  public record Found(Set<String> gone, Set<String> unknown) {}

  /**
   * Those of some tasks that the engine does not have.
   *
   * @param taskInstances the tasks, each with its process instance if that is known
   * @throws AccountException if this user may not see every task: one that is not seen may exist
   * @throws lib.systems.camunda.CamundaException if the engine does not answer as expected
   */
  public Found among(Map<String, Optional<String>> taskInstances) {
    Set<String> missing = new HashSet<>(taskInstances.keySet());
    tasks.existing(taskInstances.keySet()).forEach(task -> missing.remove(task.id()));
    if (!missing.isEmpty() && rights.of(Rights.Things.EXTERNAL_TASKS) != Rights.Sight.ALL) {
      throw new AccountException(Message.of("account.unseen"));
    }
    Set<String> known = known(missing.stream().map(taskInstances::get).toList());
    Map<Boolean, Set<String>> isGone =
        missing.stream()
            .collect(
                Collectors.partitioningBy(
                    task -> taskInstances.get(task).filter(known::contains).isPresent(),
                    Collectors.toSet()));
    return new Found(isGone.get(true), isGone.get(false));
  }

  private Set<String> known(Collection<Optional<String>> ofTasks) {
    List<String> ids = ofTasks.stream().flatMap(Optional::stream).distinct().toList();
    return instances.states(ids).keySet();
  }
}
