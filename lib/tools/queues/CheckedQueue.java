package lib.tools.queues;

import lib.base.text.Severity;
import lib.systems.rabbitmq.management.QueueState;

/**
 * A queue with what it is for.
 *
 * @param level by the thresholds; OK for a queue whose messages cannot be counted
 * @param mayHoldMore whether somebody may have unacknowledged messages of it that cannot be counted
 */
public record CheckedQueue(QueueState state, QueueRole role, Severity level, boolean mayHoldMore) {

  /** Whether it has messages, as far as can be told. */
  boolean mayHaveMessages() {
    return state.hasMessages() || mayHoldMore;
  }
}
