package lib.tools.worker.answers;

import java.util.concurrent.atomic.AtomicInteger;

/** How many answers are delivered and not settled. Thread-safe. */
final class AnswersInHand {

  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger alone = new AtomicInteger();

  void add() {
    number.incrementAndGet();
  }

  void remove() {
    number.decrementAndGet();
  }

  void waitsAlone(boolean does) {
    alone.addAndGet(does ? 1 : -1);
  }

  /** All of them. */
  int number() {
    return number.get();
  }

  /** Those that wait for something that concerns nobody else, e.g. a suspended instance. */
  int waitingAlone() {
    return alone.get();
  }
}
