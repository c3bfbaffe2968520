package lib.tools.worker.answers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import lib.base.retry.Backoff;
import lib.systems.rabbitmq.Subscription.Inbound;

/** An answer between its delivery and its acknowledgement. */
final class AnswerInHand {

  private final Inbound inbound;
  private final AnswersInHand all;
  private final AtomicBoolean finished = new AtomicBoolean();
  private final Instant since = Instant.now();
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));
  private int bugs;
  private boolean waitsAlone;

  AnswerInHand(Inbound inbound, AnswersInHand all) {
    this.inbound = inbound;
    this.all = all;
    all.add();
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

  /** How often this program has failed at it, this time included. */
  synchronized int failedHere() {
    return ++bugs;
  }

  /** Whether it waits for something that concerns nobody else. */
  synchronized void waitsAlone(boolean does) {
    if (waitsAlone != does && !finished.get()) {
      waitsAlone = does;
      all.waitsAlone(does);
    }
  }

  /**
   * Its outcome is safe: the broker may forget it.
   *
   * @param told done before it is out of hand, so that whoever waits for that finds it counted
   */
  void acknowledge(Runnable told) {
    inbound.ack();
    try {
      told.run();
    } finally {
      leave();
    }
  }

  /** It is not this worker's any more: applied, or taken back by the broker. */
  void leave() {
    waitsAlone(false);
    if (finished.compareAndSet(false, true)) {
      all.remove();
    }
  }
}
