package tests.support;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waiting for something that happens in other threads or processes. */
public final class Eventually {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Waits until it is so; fails after two minutes, saying what it waited for. */
  public static void that(String description, BooleanSupplier condition) {
    that(description, condition, () -> "");
  }

  /**
   * @param state said if it fails
   */
  public static void that(String description, BooleanSupplier condition, Supplier<?> state) {
    that(description, LIMIT, condition, state);
  }

  /**
   * @param limit for what may rightly take longer than two minutes
   * @param state said if it fails
   */
  public static void that(
      String description, Duration limit, BooleanSupplier condition, Supplier<?> state) {
    try {
      await(description)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(PAUSE)
          .atMost(limit)
          .until(condition::getAsBoolean);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + " " + state.get(), e);
    }
  }
}
