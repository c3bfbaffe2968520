package tests.support;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.cli.Tool;
import lib.base.cli.ToolEnvironment;
import lib.base.cli.ToolRunner;

/**
 * A call of a tool inside this JVM, which saves the start of another one. It has its own arguments,
 * variables, folder, streams and threads, so that its result is that of a process of its own. What
 * a JVM has only once, as its log, is this call's for as long as it runs: there is one at a time.
 */
final class ToolCall {

  private static final Semaphore PLACE = new Semaphore(1);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final List<String> words;
  private final String script;
  private final Tool tool;
  private final ToolThreads threads;
  private final ToolEnvironment environment;
  private final long started = System.nanoTime();

  /** What java ends with if {@code main} does not return. */
  private volatile int exitCode = 1;

  private ToolCall(
      List<String> words,
      String script,
      Map<String, String> variables,
      Path folder,
      InputStream stdin) {
    this.words = words;
    this.script = script;
    tool = LoadedTools.create(script);
    threads = new ToolThreads(script);
    environment =
        new ToolEnvironment(
            variables, folder, stdin, threads.stdout(), threads.stderr(), descriptor -> false);
  }

  /**
   * Calls a tool and waits for its end.
   *
   * @param words the command as it is shown
   * @param arguments those of the tool
   * @return empty, with nothing done, if another call is running
   * @throws AssertionError if it does not end in time; it is interrupted then
   */
  static Optional<Command.Result> run(
      List<String> words,
      String script,
      List<String> arguments,
      Map<String, String> variables,
      Path folder,
      byte[] stdin,
      Duration limit) {
    var call = new ToolCall(words, script, variables, folder, new ByteArrayInputStream(stdin));
    return PLACE.tryAcquire()
        ? Optional.of(call.await(call.start(arguments.toArray(String[]::new)), limit))
        : Optional.empty();
  }

  private Thread start(String... arguments) {
    Thread main = new Thread(threads, () -> toolMain(arguments), "main of " + script);
    main.setDaemon(true);
    main.start();
    return main;
  }

  private void toolMain(String... arguments) {
    var before = JvmState.take();
    try {
      String name = script.replace(".java", "");
      exitCode = ToolRunner.run(environment, name, tool, arguments);
    } finally {
      before.restore();
      PLACE.release();
    }
  }

  private Command.Result await(Thread main, Duration limit) {
    try {
      main.join(limit.toMillis());
      if (main.isAlive()) {
        String where = stack(main);
        main.interrupt();
        main.join(LAST_WORDS.toMillis());
        throw new AssertionError(
            "still running after %s s, in%n%s%n%s".formatted(limit.toSeconds(), where, soFar()));
      }
    } catch (InterruptedException e) {
      String where = stack(main);
      main.interrupt();
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + soFar() + " in\n" + where, e);
    }
    Command.Result result = soFar();
    Transcript.add(result);
    return result;
  }

  private static String stack(Thread main) {
    return Stream.of(main.getStackTrace())
        .map(frame -> "    at " + frame)
        .collect(Collectors.joining("\n"));
  }

  private Command.Result soFar() {
    return new Command.Result(
        words,
        exitCode,
        threads.stdout().toString(StandardCharsets.UTF_8),
        threads.stderr().toString(StandardCharsets.UTF_8),
        Duration.ofNanos(System.nanoTime() - started));
  }
}
