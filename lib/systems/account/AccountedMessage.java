package lib.systems.account;

import java.util.List;
import java.util.Optional;
import lib.base.text.Coded;
import lib.systems.camunda.InstanceState;

/**
 * Messages about one task, or about none, that are worth telling.
 *
 * @param queues where they are
 * @param count how many
 * @param taskId the task that they are about
 * @param instance how it stands with the process, of a task that is gone
 */
public record AccountedMessage(
    Kind kind,
    List<String> queues,
    long count,
    Optional<String> taskId,
    Optional<InstanceState> instance) {

  /** What is worth telling. */
  public enum Kind implements Coded {
    /** The task does not exist any more: it was completed, or its process was cancelled. */
    GONE,
    /** This engine knows neither the task nor its process: another engine's, or long over. */
    UNKNOWN_PROCESS,
    /** It cannot be known whether the task exists: this user may not see every task. */
    UNSEEN,
    /** The same task in several messages. */
    DUPLICATE,
    /** The worker tells a system that a task was cancelled. */
    CANCELLATION,
    /** About no task at all. */
    FOREIGN
  }
}
