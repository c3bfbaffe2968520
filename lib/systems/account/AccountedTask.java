package lib.systems.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.text.Message;
import lib.systems.camunda.TaskState;

/**
 * A task and where it is.
 *
 * @param system whose it is
 * @param since since when it has been there, as far as the engine tells
 * @param queues where its messages are
 * @param copies how many messages with the task there are
 * @param errorType why its answer was refused
 * @param doubt why it cannot be known
 */
public record AccountedTask(
    TaskState task,
    String system,
    TaskClass where,
    Todo todo,
    Optional<Instant> since,
    List<String> queues,
    int copies,
    Optional<String> errorType,
    Optional<Message> doubt) {

  /** How urgent it is: the smaller, the more. */
  public int urgency() {
    return todo.ordinal();
  }
}
