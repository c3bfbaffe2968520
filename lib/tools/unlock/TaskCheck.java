package lib.tools.unlock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lib.base.text.Message;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskState;

/**
 * Looks again: after the question, because people take their time to answer it, and after the
 * unlocking. Lists are read instead of single tasks, which would triple the number of requests.
 * Changes nothing; throws {@code CamundaException} if the engine does not answer as expected.
 */
public record TaskCheck(TaskLists tasks, TaskFinder finder, TaskSelection selection) {

  /**
   * The tasks as they are now, without those that are no longer as they were shown: completed, or
   * locked by somebody else, or not locked any more. A lock may have been extended.
   *
   * @param results gets what became of those
   */
  public FoundTasks refresh(FoundTasks shown, UnlockResults results) throws InterruptedException {
    FoundTasks now = finder.find(selection);
    return new FoundTasks(
        selection,
        now.at(),
        kept(shown.locked(), now.locked(), results),
        kept(shown.notLocked(), now.notLocked(), results),
        shown.reasons(),
        shown.leftOut(),
        shown.caution());
  }

  private List<TaskState> kept(
      List<TaskState> shown, Collection<TaskState> now, UnlockResults results) {
    Map<String, TaskState> current = byId(now);
    List<TaskState> kept = new ArrayList<>();
    for (TaskState task : shown) {
      TaskState same = current.get(task.id());
      if (same != null && same.holder().equals(task.holder())) {
        kept.add(same);
      } else {
        boolean exists = tasks.find(task.id()).isPresent();
        results.add(UnlockResult.of(task, exists ? Outcome.CHANGED : Outcome.GONE));
      }
    }
    return kept;
  }

  /** Turns what the engine said was unlocked, but has the same lock as before, into failures. */
  public List<UnlockResult> verify(UnlockResults results) throws InterruptedException {
    Map<String, TaskState> locked = byId(finder.find(selection.afterwards()).locked());
    List<UnlockResult> wrong = new ArrayList<>();
    for (UnlockResult result : results.all()) {
      TaskState task = result.task();
      TaskState now = locked.get(task.id());
      if (result.outcome() == Outcome.UNLOCKED && now != null && now.hasLockOf(task)) {
        Optional<Message> error =
            Optional.of(Message.of("unlock.still_held", task.holder().orElse("-")));
        wrong.add(new UnlockResult(task, Outcome.FAILED, result.retries(), error));
      }
    }
    wrong.forEach(results::add);
    return wrong;
  }

  private static Map<String, TaskState> byId(Collection<TaskState> tasks) {
    return tasks.stream()
        .collect(Collectors.toMap(TaskState::id, Function.identity(), (a, b) -> b));
  }
}
