package lib.systems.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.systems.account.AccountedMessage.Kind;
import lib.systems.camunda.InstanceState;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskState;

/** The messages that belong to no task of the engine, and those that are there more than once. */
final class MessageAccount {

  private final TaskLists tasks;
  private final ProcessInstances instances;
  private final AccountListener listener;
  private final boolean allSeen;

  /**
   * @param allSeen whether the engine shows all tasks, so that one that it does not show is none
   */
  MessageAccount(
      TaskLists tasks, ProcessInstances instances, AccountListener listener, boolean allSeen) {
    this.tasks = tasks;
    this.instances = instances;
    this.listener = listener;
    this.allSeen = allSeen;
  }

  /**
   * Tells the listener.
   *
   * @param known the tasks that the engine has shown
   */
  void tell(MessageIndex messages, Set<String> known, Evidence evidence) {
    messages.forEach(
        (task, seen) -> {
          if (seen.copies() > 1) {
            tell(Kind.DUPLICATE, seen, task, Optional.empty());
          }
        });
    List<String> others = new ArrayList<>(messages.tasksWithout(known));
    for (int i = 0; i < others.size(); i += TaskLists.BATCH) {
      withoutTask(messages, others.subList(i, Math.min(i + TaskLists.BATCH, others.size())));
    }
    for (QueueLook look : evidence.looks()) {
      others(messages, look.queue(), MessageIdentity.Kind.CANCELLATION, Kind.CANCELLATION);
      others(messages, look.queue(), MessageIdentity.Kind.FOREIGN, Kind.FOREIGN);
    }
  }

  private void others(
      MessageIndex messages, AccountQueue queue, MessageIdentity.Kind kind, Kind told) {
    long number = messages.others(queue, kind);
    if (number > 0) {
      List<String> where = List.of(queue.name());
      listener.message(
          new AccountedMessage(told, where, number, Optional.empty(), Optional.empty()));
    }
  }

  /** Each is asked for by its id: the lists leave out other tenants, and what came meanwhile. */
  private void withoutTask(MessageIndex messages, List<String> ids) {
    Set<String> existing =
        tasks.existing(ids).stream().map(TaskState::id).collect(Collectors.toSet());
    List<String> gone = ids.stream().filter(id -> !existing.contains(id)).toList();
    Map<String, InstanceState> states = states(messages, gone);
    for (String id : gone) {
      Sighting seen = messages.of(id);
      Optional<InstanceState> state = seen.instanceId().map(states::get);
      tell(kind(state.isPresent()), seen, id, state);
    }
  }

  private Kind kind(boolean isProcessKnown) {
    if (!allSeen) {
      return Kind.UNSEEN;
    }
    return isProcessKnown ? Kind.GONE : Kind.UNKNOWN_PROCESS;
  }

  private void tell(Kind kind, Sighting seen, String task, Optional<InstanceState> instance) {
    listener.message(
        new AccountedMessage(kind, seen.queues(), seen.messages(), Optional.of(task), instance));
  }

  private Map<String, InstanceState> states(MessageIndex messages, List<String> tasksGone) {
    List<String> ids =
        tasksGone.stream().flatMap(id -> messages.of(id).instanceId().stream()).distinct().toList();
    return instances.states(ids);
  }
}
