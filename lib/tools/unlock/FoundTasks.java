package lib.tools.unlock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.text.Message;
import lib.systems.camunda.TaskState;

/**
 * What was found for a selection. Locked always means a lock that is still valid.
 *
 * @param at when
 * @param locked the tasks to unlock, by topic and then by the end of the lock
 * @param notLocked meant, but there is no valid lock to take away
 * @param reasons why tasks are thought lost, by their id
 * @param caution what to make sure of first
 */
public record FoundTasks(
    TaskSelection selection,
    Instant at,
    List<TaskState> locked,
    List<TaskState> notLocked,
    Map<String, Message> reasons,
    LeftOut leftOut,
    Optional<Message> caution) {

  private static final Comparator<TaskState> ORDER =
      Comparator.comparing(TaskState::topic)
          .thenComparing(task -> task.lockEnd().orElse(Instant.MAX))
          .thenComparing(TaskState::id);

  /** Tasks that are as the engine says, and nothing to think of. */
  FoundTasks(
      TaskSelection selection,
      Instant at,
      List<TaskState> locked,
      List<TaskState> notLocked,
      LeftOut leftOut) {
    this(selection, at, locked, notLocked, Map.of(), leftOut, Optional.empty());
  }

  public FoundTasks {
    reasons = Map.copyOf(reasons);
    locked = locked.stream().sorted(ORDER).toList();
  }

  /** All of them, first those with a lock. */
  public List<TaskState> all() {
    return Stream.concat(locked.stream(), notLocked.stream()).toList();
  }

  /**
   * The tasks that would be changed.
   *
   * @param retries whether retries are to be set, which tasks without a lock can have, too
   */
  public List<TaskState> toChange(boolean retries) {
    List<TaskState> tasks = new ArrayList<>(locked);
    if (retries) {
      tasks.addAll(notLocked);
    }
    return tasks;
  }

  /** Whether there is no task at all, locked or not. */
  public boolean isEmpty() {
    return locked.isEmpty() && notLocked.isEmpty();
  }

  /** Whether everything that was meant is in {@link #toChange}. */
  public boolean isComplete(boolean retries) {
    return leftOut.isNothing() && (retries || notLocked.isEmpty());
  }
}
