package lib.systems.account;

import java.util.List;

/**
 * How far the account goes.
 *
 * @param alsoConsumed whether queues with consumers are read, too
 * @param moreQueues further queues in which messages can be
 */
public record AccountOptions(boolean alsoConsumed, List<String> moreQueues) {

  public AccountOptions {
    moreQueues = List.copyOf(moreQueues);
  }
}
