package lib.tools.unlock;

import java.util.Optional;
import lib.base.text.Message;
import lib.systems.camunda.TaskState;

/**
 * What became of one task.
 *
 * @param task as it was immediately before, or as it was found if it could not be read again
 * @param retries the retries that were set, even if unlocking failed afterwards
 * @param error why it failed
 */
public record UnlockResult(
    TaskState task, Outcome outcome, Optional<Integer> retries, Optional<Message> error) {

  static UnlockResult of(TaskState task, Outcome outcome) {
    return new UnlockResult(task, outcome, Optional.empty(), Optional.empty());
  }
}
