package lib.tools.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import lib.base.retry.Backoff;
import lib.systems.rabbitmq.Subscription.Inbound;

/** An answer between its delivery and its acknowledgement. */
final class AnswerInHand {

  private final Inbound inbound;
  private final Runnable left;
  private final AtomicBoolean finished = new AtomicBoolean();
  private final Instant since = Instant.now();
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));

  /**
   * @param left called once, when the message is not in hand any more
   */
  AnswerInHand(Inbound inbound, Runnable left) {
    this.inbound = inbound;
    this.left = left;
  }

  Inbound message() {
    return inbound;
  }

  Backoff backoff() {
    return backoff;
  }

  boolean isHeldLongerThan(Duration limit) {
    return since.plus(limit).isBefore(Instant.now());
  }

  /** How long it has been in hand. */
  Duration age() {
    return Duration.between(since, Instant.now());
  }

  /** Its outcome is safe: the broker may forget it. */
  void acknowledge() {
    inbound.ack();
    leave();
  }

  /** The broker has taken it back; it is delivered again. */
  void leave() {
    if (finished.compareAndSet(false, true)) {
      left.run();
    }
  }
}
