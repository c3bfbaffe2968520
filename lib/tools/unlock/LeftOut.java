package lib.tools.unlock;

import java.util.List;
import java.util.Optional;
import lib.base.text.Message;
import lib.systems.camunda.UnreadableTask;

/**
 * What a selection means or might mean, but is left alone.
 *
 * @param unknown named by id, but there is no such task (any more) or not for this tenant
 * @param unfitting named by id, but it does not fit the other filters
 * @param expired how many others fit, but their lock has expired
 * @param unreadable rows of the engine's list from which no task can be made
 * @param doubt tasks that may be lost, of which that cannot be known
 * @param hidden whether the engine may have left out tasks that this user may not read
 */
public record LeftOut(
    List<String> unknown,
    List<String> unfitting,
    long expired,
    List<UnreadableTask> unreadable,
    Optional<Doubt> doubt,
    boolean hidden) {

  /**
   * What stands in the way of knowing.
   *
   * @param tasks how many tasks it concerns
   * @param why for the first of them
   */
  record Doubt(long tasks, Message why) {}

  /** Whether nothing was left out that was meant. */
  boolean isNothing() {
    return unknown.isEmpty()
        && unfitting.isEmpty()
        && unreadable.isEmpty()
        && doubt.isEmpty()
        && !hidden;
  }
}
