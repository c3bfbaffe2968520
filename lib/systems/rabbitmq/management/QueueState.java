package lib.systems.rabbitmq.management;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.text.Coded;
import lib.systems.rabbitmq.BrokerException;

/**
 * What is known of a queue. Everything beyond its presence may be unknown, depending on rights and
 * plugins.
 *
 * @param problem why a present queue cannot be looked at, in the broker's words
 * @param ready messages that wait for a consumer
 * @param unacked messages that consumers have and have not acknowledged; management API only
 * @param type {@code classic}, {@code quorum}, {@code stream}; management API only
 * @param detail everything that the management API says, its counts some seconds old
 */
public record QueueState(
    String name,
    Presence presence,
    Optional<String> problem,
    OptionalLong ready,
    OptionalLong unacked,
    OptionalInt consumers,
    Optional<String> type,
    Optional<QueueInfo> detail) {

  /** Whether a queue is there. */
  public enum Presence implements Coded {
    PRESENT,
    MISSING,
    /** It exists and cannot be looked at: exclusive to another connection, its node is down. */
    UNREADABLE,
    /** It is not even known whether it exists. */
    UNKNOWN
  }

  /** Whether it is exclusive to another connection, so that nobody else may look at it. */
  public boolean isExclusiveElsewhere() {
    return problem.filter(BrokerException::saysLocked).isPresent();
  }

  /** Whether messages wait in it and nobody takes them. */
  public boolean isUnhandled() {
    return ready.orElse(0) > 0 && consumers.orElse(0) == 0;
  }

  /** Whether it is known to exist. */
  public boolean exists() {
    return presence == Presence.PRESENT || presence == Presence.UNREADABLE;
  }

  /** Whether it is known to hold messages, ready or in consumers' hands. */
  public boolean hasMessages() {
    return ready.orElse(0) > 0 || unacked.orElse(0) > 0;
  }
}
