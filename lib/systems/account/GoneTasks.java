package lib.systems.account;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import lib.base.text.Message;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskLists;

/**
 * Which tasks do not exist any more: completed, or cancelled with their process. Each is asked for
 * by its id, of whatever tenant it is. Changes nothing.
 */
public final class GoneTasks {

  private final TaskLists tasks;
  private final Rights rights;

  public GoneTasks(RestClient rest) {
    this.tasks = new TaskLists(rest);
    this.rights = new Rights(rest);
  }

  /**
   * Those of some tasks that are gone.
   *
   * @throws AccountException if this user may not see every task: one that is not seen may exist
   * @throws lib.systems.camunda.CamundaException if the engine does not answer as expected
   */
  public Set<String> among(Collection<String> taskIds) {
    Set<String> gone = new HashSet<>(taskIds);
    tasks.existing(taskIds).forEach(task -> gone.remove(task.id()));
    if (!gone.isEmpty() && rights.of(Rights.Things.EXTERNAL_TASKS) != Rights.Sight.ALL) {
      throw new AccountException(Message.of("account.unseen"));
    }
    return gone;
  }
}
