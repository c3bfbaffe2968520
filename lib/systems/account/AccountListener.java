package lib.systems.account;

/** Told what the account finds, as it finds it: there may be more than memory holds. */
public interface AccountListener {

  /** One more task or message was read, of whatever class; for progress. */
  default void step() {}

  /** A task and where it is; each comes once. */
  default void task(AccountedTask task) {}

  /** Messages without a task, or with one that others have, too. */
  default void message(AccountedMessage message) {}
}
