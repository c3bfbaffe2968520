package lib.systems.camunda;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment on this machine, by its two clocks: one is set by others, the other stands still while a
 * virtual machine does.
 */
public record Moment(Instant time, long nanos) {

  public static Moment now() {
    return new Moment(Instant.now(), System.nanoTime());
  }

  /** Whether so much time has passed since, by either clock. */
  public boolean isAgo(Duration duration) {
    return !Instant.now().isBefore(time.plus(duration))
        || System.nanoTime() - nanos >= duration.toNanos();
  }
}
