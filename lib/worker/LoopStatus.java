package lib.worker;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** What one of the worker's two loops is doing. Thread-safe. */
public final class LoopStatus {

  private final Clock clock;
  private volatile boolean running;
  private volatile Instant lastSuccess;
  private volatile String lastError;

  LoopStatus(Clock clock) {
    this.clock = clock;
  }

  void started() {
    running = true;
  }

  void stopped() {
    running = false;
  }

  /** The loop got round once: it asked and was answered. */
  void succeeded() {
    lastSuccess = clock.instant();
    lastError = null;
  }

  void failed(String text) {
    lastError = text;
  }

  public boolean isRunning() {
    return running;
  }

  public Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccess);
  }

  /** Why the last round failed, empty if it did not. */
  public Optional<String> lastError() {
    return Optional.ofNullable(lastError);
  }
}
