package lib.tools.worker.status;

import java.util.Optional;
import lib.base.text.Coded;

/** What can become of an attempt to apply an answer, as far as it is counted. */
public interface Outcome extends Coded {

  /** How an answer leaves the responses queue. */
  enum Ending {
    /** The engine has taken it. */
    APPLIED,
    /** Its task did not exist any more. */
    ALREADY_DONE,
    /** It lies in the error queue: somebody has to look. */
    TO_ERROR_QUEUE
  }

  /** How an answer that is counted under it has left the responses queue; empty if it has not. */
  Optional<Ending> ending();

  /** Whether the answer has left the responses queue. */
  default boolean isSettled() {
    return ending().isPresent();
  }

  /** Whether an answer that is counted under it lies in the error queue: somebody has to look. */
  default boolean goesToErrorQueue() {
    return ending().filter(Ending.TO_ERROR_QUEUE::equals).isPresent();
  }
}
