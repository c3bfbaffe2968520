package lib.tools.unlock;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.TaskQuery;
import lib.systems.camunda.TaskState;

/**
 * Finds the tasks that a selection means, all of them before any is changed. Changes nothing;
 * throws {@code CamundaException} if the engine does not answer as expected.
 */
public final class TaskFinder {

  private final ExternalTasks tasks;
  private final Clock clock;

  public TaskFinder(ExternalTasks tasks, Clock clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  /** Looks each id up if there are ids, else asks the engine for its locked tasks. */
  public FoundTasks find(TaskSelection selection) {
    return selection.ids().isEmpty() ? byFilter(selection) : byId(selection);
  }

  private FoundTasks byId(TaskSelection selection) {
    List<TaskState> locked = new ArrayList<>();
    List<TaskState> notLocked = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> unfitting = new ArrayList<>();
    for (String id : selection.ids()) {
      Optional<TaskState> found =
          tasks.find(id).filter(task -> task.id().equals(id)).filter(selection::isOfTenant);
      if (found.isEmpty()) {
        unknown.add(id);
      } else if (!selection.fits(found.get())) {
        unfitting.add(id);
      } else {
        (found.get().isLockedAt(clock.instant()) ? locked : notLocked).add(found.get());
      }
    }
    return new FoundTasks(clock.instant(), locked, notLocked, unknown, unfitting, 0);
  }

  private FoundTasks byFilter(TaskSelection selection) {
    Instant now = clock.instant();
    Collection<TaskState> locked =
        matching(selection.query().locked(), task -> selection.fits(task) && task.isLockedAt(now));
    Collection<TaskState> expired =
        matching(
            selection.query().lockEndsBefore(now),
            task -> selection.fits(task) && task.isLockExpiredAt(now));
    return new FoundTasks(
        now, List.copyOf(locked), List.of(), List.of(), List.of(), expired.size());
  }

  /** By id, because a row can come twice while others change the list. */
  private Collection<TaskState> matching(TaskQuery query, Predicate<TaskState> condition) {
    Map<String, TaskState> found = new LinkedHashMap<>();
    tasks.list(query).filter(condition).forEach(task -> found.put(task.id(), task));
    return found.values();
  }
}
