package lib.systems.messages;

import java.util.Optional;
import lib.base.text.Message;

/**
 * One message of the error queue and what became of it. Without the message itself, as there may be
 * very many of them.
 *
 * @param number its place in the queue, from 1
 * @param target the queue that its original belongs to; empty for the engine
 */
public record Redriven(
    long number,
    String format,
    String taskId,
    String errorType,
    Optional<String> target,
    RedriveOutcome outcome,
    Optional<Message> problem) {

  static Redriven planned(long number, ErrorMessage error, Optional<String> target) {
    return new Redriven(
        number,
        error.format(),
        error.taskId(),
        error.errorType(),
        target,
        RedriveOutcome.PLANNED,
        Optional.empty());
  }

  Redriven with(RedriveOutcome newOutcome, Optional<Message> newProblem) {
    return new Redriven(number, format, taskId, errorType, target, newOutcome, newProblem);
  }
}
