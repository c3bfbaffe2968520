package lib.tools.unlock;

import java.util.List;
import lib.systems.camunda.UnreadableTask;

/**
 * What a selection means or might mean, but is left alone.
 *
 * @param unknown named by id, but there is no such task (any more) or not for this tenant
 * @param unfitting named by id, but it does not fit the other filters
 * @param expired how many others fit, but their lock has expired
 * @param unreadable rows of the engine's list from which no task can be made
 * @param hidden whether the engine may have left out tasks that this user may not read
 */
public record LeftOut(
    List<String> unknown,
    List<String> unfitting,
    long expired,
    List<UnreadableTask> unreadable,
    boolean hidden) {

  /** Whether nothing was left out that was meant. */
  boolean isNothing() {
    return unknown.isEmpty() && unfitting.isEmpty() && unreadable.isEmpty() && !hidden;
  }
}
