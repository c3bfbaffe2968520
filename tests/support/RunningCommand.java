package tests.support;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** A command that a test has started and watches. Closing it kills it and its descendants. */
public final class RunningCommand implements AutoCloseable {

  private final List<String> words;
  private final Process process;
  private final Duration timeout;
  private final OutputReader stdout;
  private final OutputReader stderr;
  private final long started = System.nanoTime();
  private boolean recorded;

  public RunningCommand(List<String> words, Process process, Duration timeout) {
    this.words = words;
    this.process = process;
    this.timeout = timeout;
    stdout = new OutputReader(process.getInputStream());
    stderr = new OutputReader(process.getErrorStream());
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  /** What it has printed to stdout so far. */
  public String stdout() {
    return stdout.text();
  }

  /** What it has printed to stderr so far. */
  public String stderr() {
    return stderr.text();
  }

  /** Waits until stdout contains a text; fails if the command ends or time runs out first. */
  public void awaitStdout(String text) {
    awaitStdout(printed -> printed.contains(text), "\"" + text + "\" on stdout");
  }

  public void awaitStdout(Predicate<String> condition, String description) {
    await(stdout, condition, description);
  }

  /** Waits until stderr contains a text; fails if the command ends or time runs out first. */
  public void awaitStderr(String text) {
    awaitStderr(printed -> printed.contains(text), "\"" + text + "\" on stderr");
  }

  public void awaitStderr(Predicate<String> condition, String description) {
    await(stderr, condition, description);
  }

  private void await(OutputReader reader, Predicate<String> condition, String description) {
    if (!reader.await(condition, timeout)) {
      String why = process.isAlive() ? "not within " + timeout.toSeconds() + " s" : "it ended";
      throw new AssertionError("waiting for %s: %s%n%s".formatted(description, why, soFar()));
    }
  }

  /** Waits for something that cannot be seen in the command's output. */
  public void await(BooleanSupplier condition, String description) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waiting for %s: not in time%n%s".formatted(description, soFar()));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Writes to its stdin; a command that no longer reads is no error, its output tells more. */
  public void write(byte[] bytes) {
    try {
      process.getOutputStream().write(bytes);
      process.getOutputStream().flush();
    } catch (IOException e) {
      Transcript.note("stdin of " + String.join(" ", words) + ": " + e.getMessage());
    }
  }

  public void closeStdin() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      Transcript.note("stdin of " + String.join(" ", words) + ": " + e.getMessage());
    }
  }

  /** Sends SIGTERM. */
  public void terminate() {
    signal("TERM");
  }

  /** Sends SIGINT, what Ctrl-C sends. */
  public void interrupt() {
    signal("INT");
  }

  /** Sends SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Sends a signal by its name to the process itself (not to its children). */
  public void signal(String name) {
    Signals.send(name, pid());
  }

  /** Waits for its end, for as long as the command's time limit. */
  public Command.Result awaitExit() {
    return awaitExit(timeout);
  }

  /**
   * Waits for its end.
   *
   * @throws AssertionError with what was printed if it does not end in time
   */
  public Command.Result awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "still running after %s s: %s".formatted(limit.toSeconds(), soFar()));
      }
      // A child that was left behind may hold the pipes open; its output is not waited for.
      stdout.awaitEnd(Duration.ofSeconds(5));
      stderr.awaitEnd(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + soFar(), e);
    }
    return record();
  }

  private Command.Result record() {
    Command.Result result = soFar();
    if (!recorded) {
      recorded = true;
      Transcript.add(result);
    }
    return result;
  }

  /** The exit code is -1 while it runs. */
  private Command.Result soFar() {
    return new Command.Result(
        words,
        process.isAlive() ? -1 : process.exitValue(),
        stdout(),
        stderr(),
        Duration.ofNanos(System.nanoTime() - started));
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    record();
  }
}
