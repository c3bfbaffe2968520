package lib.tools.worker.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What one of the worker's two loops is doing. Thread-safe. */
public final class LoopStatus {

  /** Why a round failed, and when. */
  public record Trouble(Instant time, String text) {}

  private final Clock clock;
  private volatile boolean enabled;
  private volatile boolean running;
  private volatile Instant lastSuccess;
  private volatile Long progressNanos;
  private volatile Trouble lastTrouble;
  private volatile boolean failing;

  LoopStatus(Clock clock) {
    this.clock = clock;
  }

  /** This loop is wanted in this run. */
  public void enable() {
    enabled = true;
  }

  public void started() {
    running = true;
  }

  public void stopped() {
    running = false;
  }

  /** The loop got round once: it asked and was answered. */
  public void succeeded() {
    lastSuccess = clock.instant();
    failing = false;
    alive();
  }

  /** The loop could do something if there were anything to do. */
  public void alive() {
    progressNanos = System.nanoTime();
  }

  public void failed(String text) {
    lastTrouble = new Trouble(clock.instant(), text);
    failing = true;
  }

  /** Whether the loop is wanted in this run. */
  public boolean isEnabled() {
    return enabled;
  }

  public boolean isRunning() {
    return running;
  }

  public Optional<Instant> lastSuccess() {
    return Optional.ofNullable(lastSuccess);
  }

  /** How long ago the loop last got on or was seen able to; empty if it never was. */
  public Optional<Duration> sinceProgress() {
    return Optional.ofNullable(progressNanos)
        .map(then -> Duration.ofNanos(System.nanoTime() - then));
  }

  /** Why the last round failed, empty if it did not. */
  public Optional<String> lastError() {
    return failing ? lastTrouble().map(Trouble::text) : Optional.empty();
  }

  /** The last failure of all, also if it is over. */
  public Optional<Trouble> lastTrouble() {
    return Optional.ofNullable(lastTrouble);
  }
}
