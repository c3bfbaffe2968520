package tests.support;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for something that happens in other threads or processes. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Eventually() {}

  /** Waits until it is so; fails after two minutes, saying what it waited for. */
  public static void that(String description, BooleanSupplier condition) {
    that(description, condition, () -> "");
  }

  /**
   * @param state said if it fails
   */
  public static void that(String description, BooleanSupplier condition, Supplier<?> state) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within two minutes: " + description + " " + state.get());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }
}
