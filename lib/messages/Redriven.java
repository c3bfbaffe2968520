package lib.messages;

//SOURCES ErrorMessage.java
//SOURCES RedriveOutcome.java
//SOURCES ../text/Message.java

import java.util.Optional;
import lib.text.Message;

/**
 * One message of the error queue and what became of it.
 *
 * @param number its place in the queue, from 1
 * @param target the queue that its original belongs to; empty for the engine
 */
public record Redriven(
    long number,
    ErrorMessage error,
    Optional<String> target,
    RedriveOutcome outcome,
    Optional<Message> problem) {

  Redriven with(RedriveOutcome newOutcome, Optional<Message> newProblem) {
    return new Redriven(number, error, target, newOutcome, newProblem);
  }
}
