package lib.systems.account;

import java.util.Optional;
import lib.base.text.Coded;

/**
 * A queue that the account looks into.
 *
 * @param system whose it is, for those of systems
 */
public record AccountQueue(String name, Role role, Optional<String> system) {

  /** What a queue is for. */
  public enum Role implements Coded {
    /** For the tasks of a system; the default one, too. */
    SYSTEM,
    RESPONSES,
    ERRORS,
    /** Where a system notes the tasks that it works on: {@code SYSTEM.sent.queue}. */
    SENT,
    /** Messages may get there: it hangs on one of the exchanges, or takes what others reject. */
    OTHER
  }

  /** A queue of no system. */
  static AccountQueue of(String name, Role role) {
    return new AccountQueue(name, role, Optional.empty());
  }

  /** Whether the tasks of a system belong there. */
  boolean isOf(String other) {
    return role == Role.SYSTEM && system.filter(other::equals).isPresent();
  }
}
