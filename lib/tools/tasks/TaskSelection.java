package lib.tools.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.text.Severity;
import lib.systems.account.AccountedTask;
import lib.systems.account.Todo;

/**
 * Which tasks are told of.
 *
 * @param topics empty for all
 * @param systems empty for all
 * @param olderThan tasks that have been where they are for longer; whatever they wait for, somebody
 *     is to look after them
 * @param limit how many tasks are shown one by one
 */
public record TaskSelection(
    List<String> topics,
    List<String> systems,
    Optional<Duration> olderThan,
    int limit,
    Limits limits) {

  /**
   * From when on a monitor is told.
   *
   * @param warning age of the oldest task that a system owes
   * @param critical the same
   * @param criticalLost number of lost tasks
   */
  public record Limits(Optional<Duration> warning, Optional<Duration> critical, int criticalLost) {}

  public TaskSelection {
    topics = List.copyOf(topics);
    systems = List.copyOf(systems);
  }

  /** Whether a task is meant. */
  boolean accepts(AccountedTask task, Instant now) {
    return (topics.isEmpty() || topics.contains(task.task().topic()))
        && accepts(task.system())
        && (olderThan.isEmpty()
            || task.since().filter(now.minus(olderThan.get())::isAfter).isPresent());
  }

  /** Whether a system is meant. */
  boolean accepts(String system) {
    return systems.isEmpty() || systems.contains(system);
  }

  /** How serious it is that this is to be done about a task. */
  Severity severity(Todo todo) {
    Severity own = todo.severity();
    return olderThan.isPresent() ? own.or(Severity.WARNING) : own;
  }
}
