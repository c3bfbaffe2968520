package lib.systems.account;

import java.util.Optional;
import lib.base.text.Coded;
import lib.base.text.Message;

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
    /** Somebody has named it as one in which messages may be. */
    GIVEN,
    /** Messages may get there: it hangs on one of the exchanges, or takes what others reject. */
    OTHER
  }

  /** A queue of no system. */
  static AccountQueue of(String name, Role role) {
    return new AccountQueue(name, role, Optional.empty());
  }

  /**
   * Why nothing can be concluded if it does not exist: perhaps another virtual host has it, and the
   * messages. Queues that were only found may come and go.
   */
  Optional<Message> absence(String virtualHost) {
    if (role == Role.OTHER) {
      return Optional.empty();
    }
    String key = isGiven() ? "account.obstacle.missing_given" : "account.obstacle.missing";
    return Optional.of(Message.of(key, name, virtualHost));
  }

  /** Whether it is not the project's: somebody has named it, or has it beside the project. */
  public boolean isGiven() {
    return role == Role.GIVEN || role == Role.SENT;
  }

  /** Whether the tasks of a system belong there. */
  boolean isOf(String other) {
    return role == Role.SYSTEM && system.filter(other::equals).isPresent();
  }
}
