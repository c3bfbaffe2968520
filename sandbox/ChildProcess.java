package sandbox;

//SOURCES Watchdog.java

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A server that runs as a child of this JVM and ends with it, however this JVM ends.
 *
 * <p>It lives in a session of its own, so Ctrl-C on the terminal reaches this JVM only, which can
 * then stop its servers in order. A shutdown hook kills what is still running; if the JVM is killed
 * hard, a {@link Watchdog} terminates the child. {@link #release} lets the child outlive the JVM.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcess::kill)));
  }

  private final String name;
  private final Path log;
  private final Process process;
  private final Process watchdog;

  private ChildProcess(String name, Path log, Process process) throws IOException {
    this.name = name;
    this.log = log;
    this.process = process;
    RUNNING.add(this);
    this.watchdog = Watchdog.over(process.pid());
    process.onExit().thenRun(this::forget);
  }

  /**
   * Starts a command with exactly the given environment and no input; both its outputs go to a
   * file.
   *
   * @param name what messages call it
   * @param log file for its output, overwritten
   * @throws IOException if the command cannot be started
   */
  public static ChildProcess start(
      String name, Path log, Map<String, String> environment, List<String> command)
      throws IOException {
    var builder = new ProcessBuilder(Watchdog.inOwnSession(command)).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile()).redirectOutput(log.toFile());
    return new ChildProcess(name, log, builder.start());
  }

  /**
   * Waits until the condition holds. The process is left as it is if that does not come to be.
   *
   * @throws IOException if the process ends before, the time is over, or the thread is interrupted;
   *     the message ends with the last lines of its output
   */
  public void await(BooleanSupplier ready, Duration timeout) throws IOException {
    var end = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IOException(
            "%s ended with code %d: %s".formatted(name, process.exitValue(), lastLines()));
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "%s is not ready after %d s: %s".formatted(name, timeout.toSeconds(), lastLines()));
      }
      pause();
    }
  }

  /**
   * Asks it to end (SIGTERM) and waits; kills it when the time is over. Does nothing if it has
   * ended.
   */
  public void stop(Duration timeout) {
    var descendants = process.descendants().toList();
    process.destroy();
    if (!endsWithin(timeout)) {
      kill();
    }
    descendants.forEach(ProcessHandle::destroyForcibly);
  }

  /** Kills it and its children (SIGKILL) and waits for the end. Does nothing if it has ended. */
  public void kill() {
    var descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    endsWithin(Duration.ofSeconds(10));
  }

  /** Lets it go on after this JVM has ended. */
  public void release() {
    forget();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** The exit code; {@link IllegalThreadStateException} while it is running. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Everything that it has written so far. */
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with its output. */
  public Path log() {
    return log;
  }

  /** Kills it. */
  @Override
  public void close() {
    kill();
  }

  /** The end of its output in one line, for messages. */
  public String lastLines() {
    var lines = output().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.isEmpty()
        ? "no output"
        : String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  /**
   * Whoever stops a process needs to know that it has ended, also on the way out after an
   * interrupt.
   */
  private boolean endsWithin(Duration timeout) {
    var end = System.nanoTime() + timeout.toNanos();
    var interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void forget() {
    if (RUNNING.remove(this)) {
      watchdog.destroyForcibly();
    }
  }

  private void pause() throws IOException {
    try {
      Thread.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + name, e);
    }
  }
}
