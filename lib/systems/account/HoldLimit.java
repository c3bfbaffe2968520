package lib.systems.account;

import java.time.Duration;
import lib.systems.messages.BrokerSession;
import lib.systems.messages.QueueProfile;

/**
 * How long messages may be held: at most a second if somebody waits for them. Where nobody does, as
 * long as it takes to read them all, but not once a consumer has come.
 */
final class HoldLimit {

  private static final long MOST = Duration.ofMillis(900).toNanos();
  private static final long BETWEEN_LOOKS = Duration.ofMillis(200).toNanos();

  private final BrokerSession session;
  private final QueueProfile queue;
  private final long begun = System.nanoTime();
  private long looked = begun;
  private boolean wanted;

  HoldLimit(BrokerSession session, QueueProfile queue) {
    this.session = session;
    this.queue = queue;
    this.wanted = queue.consumers() > 0;
  }

  /** Whether to give everything back now. */
  boolean isOver() {
    long now = System.nanoTime();
    if (now - looked > BETWEEN_LOOKS) {
      looked = now;
      int own = queue.consumable() ? 1 : 0;
      wanted |= session.look(queue.name()).getConsumerCount() > Math.max(own, queue.consumers());
      return wanted && (queue.consumers() == 0 || now - begun > MOST);
    }
    return wanted && now - begun > MOST;
  }
}
