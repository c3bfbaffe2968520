package lib.base.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lib.base.text.ExitCode;
import lib.base.text.UserException;

/**
 * Looks again and again until Ctrl-C. On a terminal a report takes the place of the last one;
 * elsewhere every look is one line, or one JSON document on a line of its own.
 */
public final class Watch {

  /** One look, with what it prints. */
  public interface Look {
    /**
     * Looks.
     *
     * @throws UserException if it fails, which is told; the next look may succeed
     */
    void look() throws InterruptedException;
  }

  private final ToolContext context;
  private final Duration pause;
  private final Clock clock;
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * @param pause between two looks
   */
  public Watch(ToolContext context, Duration pause, Clock clock) {
    this.context = context;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * Watches.
   *
   * @param failed tells of a look that failed, in another form than JSON
   * @return always that it was interrupted
   * @throws UserException if the first look fails, as without watching
   */
  public ExitCode run(Look look, Consumer<UserException> failed) throws InterruptedException {
    StopSignals.onStop(signal -> stop.countDown());
    look.look();
    while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        look.look();
      } catch (UserException e) {
        tell(e, failed);
      }
    }
    return ExitCode.INTERRUPTED;
  }

  private void tell(UserException failure, Consumer<UserException> failed) {
    if (context.json()) {
      Map<String, Object> error = new LinkedHashMap<>();
      error.put("kind", failure.code());
      error.put("message", context.texts().get(failure.userMessage()));
      error.put("exit_code", failure.exitCode().code());
      context.out().jsonLine(Map.of("error", error));
    } else {
      failed.accept(failure);
    }
  }

  /** Whether every look has a screen of its own: full reports on a terminal. */
  public boolean hasScreen() {
    return context.form() == OutputForm.TEXT
        && context.out().isTerminal()
        && !context.out().isQuiet();
  }

  /** Begins a look's screen: an empty one if the terminal can do that. */
  public void newScreen() {
    context.out().clearScreen();
  }

  /** When a look is shown, for its title. */
  public LocalTime now() {
    return LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
  }

  /** The pause between two looks. */
  public Duration pause() {
    return pause;
  }
}
