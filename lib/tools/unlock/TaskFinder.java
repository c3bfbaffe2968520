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
import java.util.stream.Collectors;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskQuery;
import lib.systems.camunda.TaskState;
import lib.systems.camunda.UnreadableTask;

/**
 * Finds the tasks that a selection means, all of them before any is changed. Changes nothing;
 * throws {@code CamundaException} if the engine does not answer as expected.
 */
public record TaskFinder(TaskLists tasks, Rights rights, Clock clock, Optional<LostTasks> lost) {

  /** For selections that do not ask for lost tasks. */
  public TaskFinder(TaskLists tasks, Rights rights, Clock clock) {
    this(tasks, rights, clock, Optional.empty());
  }

  /**
   * Looks each id up if there are ids, else asks the engine for its locked or failed tasks. For
   * lost ones every queue is read, too.
   */
  public FoundTasks find(TaskSelection selection) throws InterruptedException {
    if (selection.lost()) {
      return lost.orElseThrow().find(selection);
    }
    if (!selection.ids().isEmpty()) {
      return byId(selection);
    }
    return selection.failed() ? outOfRetries(selection) : locked(selection);
  }

  private FoundTasks byId(TaskSelection selection) {
    List<TaskState> found = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> unfitting = new ArrayList<>();
    for (String id : selection.ids()) {
      Optional<TaskState> task =
          tasks.find(id).filter(it -> it.id().equals(id)).filter(selection::isOfTenant);
      if (task.isEmpty()) {
        unknown.add(id);
      } else if (!selection.fits(task.get())) {
        unfitting.add(id);
      } else {
        found.add(task.get());
      }
    }
    boolean hidden = !unknown.isEmpty() && mayHide(selection);
    return found(
        selection, found, new LeftOut(unknown, unfitting, 0, List.of(), Optional.empty(), hidden));
  }

  private FoundTasks outOfRetries(TaskSelection selection) {
    Rows rows = new Rows();
    Collection<TaskState> found = rows.matching(selection.query(), selection::fits);
    return found(selection, found, rows.leftOut(selection, found.isEmpty(), 0));
  }

  private FoundTasks locked(TaskSelection selection) {
    Rows rows = new Rows();
    Instant now = clock.instant();
    Collection<TaskState> locked =
        rows.matching(
            selection.query().locked(), task -> selection.fits(task) && task.isLockedAt(now));
    Collection<TaskState> expired =
        rows.matching(
            selection.query().lockEndsBefore(now),
            task -> selection.fits(task) && task.isLockExpiredAt(now));
    boolean nothing = locked.isEmpty() && expired.isEmpty();
    LeftOut leftOut = rows.leftOut(selection, nothing, expired.size());
    return new FoundTasks(selection, now, List.copyOf(locked), List.of(), leftOut);
  }

  private FoundTasks found(TaskSelection selection, Collection<TaskState> found, LeftOut leftOut) {
    Instant now = clock.instant();
    Map<Boolean, List<TaskState>> byLock =
        found.stream().collect(Collectors.partitioningBy(task -> task.isLockedAt(now)));
    return new FoundTasks(selection, now, byLock.get(true), byLock.get(false), leftOut);
  }

  private boolean mayHide(TaskSelection selection) {
    Rights.Things things = Rights.Things.EXTERNAL_TASKS;
    if (selection.processKeys().isEmpty()) {
      return rights.of(things) == Rights.Sight.PART;
    }
    return selection.processKeys().stream()
        .anyMatch(key -> rights.of(things, key) == Rights.Sight.PART);
  }

  /** What was read for one selection. */
  private final class Rows {

    private final Map<String, UnreadableTask> unreadable = new LinkedHashMap<>();
    private boolean readable;

    /** By id, because a row can come twice while others change the list. */
    Collection<TaskState> matching(TaskQuery query, Predicate<TaskState> condition) {
      Map<String, TaskState> found = new LinkedHashMap<>();
      tasks
          .list(query, bad -> unreadable.put(bad.id().orElse("-"), bad))
          .forEach(
              task -> {
                readable = true;
                if (condition.test(task)) {
                  found.put(task.id(), task);
                }
              });
      return found.values();
    }

    /** What has not one task with an id in it is no list of tasks. */
    LeftOut leftOut(TaskSelection selection, boolean nothing, long expired) {
      if (!readable && unreadable.containsKey("-")) {
        throw unreadable.get("-").why();
      }
      return new LeftOut(
          List.of(),
          List.of(),
          expired,
          List.copyOf(unreadable.values()),
          Optional.empty(),
          nothing && mayHide(selection));
    }
  }
}
