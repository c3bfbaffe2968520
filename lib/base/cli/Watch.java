package lib.base.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import lib.base.text.ExitCode;
import lib.base.text.LocalClock;
import lib.base.text.Texts;
import lib.base.text.UserException;
import picocli.CommandLine.Option;

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

  /** A look whose result counts if it is the only one. */
  @FunctionalInterface
  public interface OneLook {
    /** Looks once and prints what it sees. */
    ExitCode look() throws InterruptedException;
  }

  /** The mixin of a tool that can look again and again. */
  public static final class Options {

    @Option(names = "--watch", paramLabel = "S", converter = WholeNumber.FromOne.class)
    private Optional<Integer> seconds = Optional.empty();

    /** The watch that was asked for. */
    public Optional<Watch> watch(ToolContext context) {
      return seconds.map(pause -> new Watch(context, Duration.ofSeconds(pause), new LocalClock()));
    }

    /** Looks at a list once, or as often as it was asked for. */
    public ExitCode list(ToolContext context, OneLook look) throws InterruptedException {
      Optional<Watch> watch = watch(context);
      return watch.isPresent() ? watch.get().list(look::look) : look.look();
    }

    /** Whether it was asked for. */
    public boolean isGiven() {
      return seconds.isPresent();
    }
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
    context.out().makeDocumentsLines();
    context.out().heedClosed();
    look.look();
    while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        look.look();
      } catch (OutputClosedException e) {
        throw e;
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
      context.out().json(Map.of("error", error));
    } else {
      failed.accept(failure);
    }
  }

  /** Whether every look has a screen of its own: full reports on a terminal. */
  public boolean hasScreen() {
    boolean full = context.form() == OutputForm.TEXT || context.form() == OutputForm.TABLE;
    return full && context.out().isTerminal() && !context.out().isQuiet();
  }

  /**
   * Watches a list, whose looks are printed as a whole: on a terminal each in the place of the last
   * one, elsewhere one below the other, with the time above it.
   *
   * @return always that it was interrupted
   * @throws UserException if the first look fails, as without watching
   */
  private ExitCode list(Look look) throws InterruptedException {
    Output out = context.out();
    return run(
        () -> {
          if (hasScreen()) {
            newScreen();
          }
          title();
          look.look();
        },
        failure -> out.error(context.texts().error(failure.userMessage())));
  }

  /** When this look is, and how often there is one. */
  public void title() {
    Texts texts = context.texts();
    String interval = texts.count("second", pause.toSeconds());
    context.out().line(texts.get("cli.watching", now(), interval));
  }

  /** Begins a look's screen: an empty one if the terminal can do that. */
  public void newScreen() {
    context.out().clearScreen();
  }

  /** When a look is shown, for its title. */
  public LocalTime now() {
    return LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
  }
}
