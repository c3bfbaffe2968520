package lib.tools.worker.status;

import java.time.Duration;
import java.util.Optional;

/** What the status wants to know of a server without which the worker cannot work. */
public interface Server {

  /** Whether it is known to be away now, however long ago it last answered. */
  boolean isAway();

  /** How long ago it last answered as it should, empty if it never did. */
  Optional<Duration> sinceAnswer();

  /** Why it did not answer the last time, empty if it did. */
  Optional<String> lastFailure();
}
