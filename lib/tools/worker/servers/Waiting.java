package lib.tools.worker.servers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that happens elsewhere. */
public final class Waiting {

  private Waiting() {}

  /** Until it is so, or the time is over. */
  public static void until(BooleanSupplier condition, Duration patience)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.sleep(10);
    }
  }
}
