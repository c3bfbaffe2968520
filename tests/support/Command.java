package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A command line for tests, in a clean environment: only HOME, PATH and what decides where caches
 * and the JDK are. So neither the developer's settings nor the language of the shell change a test.
 * Immutable; each method returns a new command.
 *
 * <p>A tool that is {@link #run} to its end is called inside this JVM, which saves a second and
 * more, unless something about it needs a process: see {@link #inItsOwnProcess}. With the
 * environment variable {@code UCW_TEST_PROCESSES=all} every command is a process.
 *
 * <pre>{@code
 * Command.of("worker.java", "--once").env("CAMUNDA_BASE_URL", url).run().expect(0);
 *
 * try (RunningCommand worker = Command.of("worker.java").start()) {
 *   worker.awaitStderr("ready");
 *   worker.terminate();
 *   worker.awaitExit().expect(0);
 * }
 * }</pre>
 */
public final class Command {

  private static final List<String> KEPT_VARIABLES =
      List.of("HOME", "PATH", "TMPDIR", "JAVA_HOME", "XDG_CACHE_HOME", "JBANG_DIR", "JBANG_REPO");

  /** What tools read of the environment; the rest is for the wrapper or for Java. */
  private static final Pattern READ_BY_TOOLS =
      Pattern.compile(
          "(CAMUNDA|RABBITMQ|WORKER|BPMN_CACHE|TOOLS|LOG|ROUTING)_.*|UCW_HOME|NO_COLOR");

  private static final boolean ALL_ARE_PROCESSES =
      "all".equals(System.getenv("UCW_TEST_PROCESSES"));

  private static final int SIGINT = 2;
  private static final List<String> RESTORING_SIGINT =
      List.of("/usr/bin/env", "--default-signal=INT");
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  private final List<String> words;

  /** The script of the tool that can be called inside this JVM. */
  private final Optional<String> tool;

  private final Map<String, String> environment;
  private final Path folder;
  private final byte[] stdin;
  private final Duration timeout;

  private Command(
      List<String> words,
      Optional<String> tool,
      Map<String, String> environment,
      Path folder,
      byte[] stdin,
      Duration timeout) {
    this.words = words;
    this.tool = tool;
    this.environment = environment;
    this.folder = folder;
    this.stdin = stdin;
    this.timeout = timeout;
  }

  /** A script of the project, or an alias, run through the wrapper: its process is the JVM. */
  public static Command of(String script, String... arguments) {
    Path file = Project.home().resolve(script);
    String reference = file.toFile().isFile() ? file.toString() : script;
    return program(Project.home().resolve("jbang").toString(), reference)
        .as(Optional.of(script).filter(LoadedTools::has))
        .with(arguments);
  }

  /** A script of the project run by its path, as cron does: a shell stands before the JVM. */
  public static Command byPath(String script, String... arguments) {
    return program(Project.home().resolve(script).toString()).with(arguments);
  }

  /** Any program. */
  public static Command program(String... words) {
    Map<String, String> environment = new TreeMap<>();
    for (String name : KEPT_VARIABLES) {
      Optional.ofNullable(System.getenv(name)).ifPresent(value -> environment.put(name, value));
    }
    return new Command(
        List.of(words),
        Optional.empty(),
        environment,
        Project.home(),
        new byte[0],
        DEFAULT_TIMEOUT);
  }

  private Command as(Optional<String> script) {
    return new Command(words, script, environment, folder, stdin, timeout);
  }

  /**
   * Never inside this JVM: for what is about the process itself, e.g. its start, its memory, or
   * several at the same time. {@link #start}, variables that no tool reads, and what is no script
   * in the project's folder mean a process anyway.
   */
  public Command inItsOwnProcess() {
    return as(Optional.empty());
  }

  /** More arguments behind those that are there. */
  public Command with(String... arguments) {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(arguments));
    return new Command(all, tool, environment, folder, stdin, timeout);
  }

  public Command env(String name, String value) {
    Map<String, String> changed = new TreeMap<>(environment);
    changed.put(name, value);
    return new Command(words, tool, changed, folder, stdin, timeout);
  }

  public Command withoutEnv(String... names) {
    Map<String, String> changed = new TreeMap<>(environment);
    List.of(names).forEach(changed::remove);
    return new Command(words, tool, changed, folder, stdin, timeout);
  }

  /** The current folder of the command; the project's if not given. */
  public Command in(Path currentFolder) {
    return new Command(words, tool, environment, currentFolder, stdin, timeout);
  }

  /** What the command reads; without it stdin is empty (never a terminal). */
  public Command stdin(String text) {
    return stdin(text.getBytes(StandardCharsets.UTF_8));
  }

  public Command stdin(byte[] bytes) {
    return new Command(words, tool, environment, folder, bytes.clone(), timeout);
  }

  /**
   * How long {@link #run} and {@link RunningCommand}'s waiting may take; two minutes if not given.
   */
  public Command timeout(Duration limit) {
    return new Command(words, tool, environment, folder, stdin, limit);
  }

  /**
   * Runs the command to its end.
   *
   * @throws AssertionError if it does not end in time; it is killed then, or interrupted
   */
  public Result run() {
    return tool.filter(script -> canBeCalled())
        .flatMap(this::call)
        .orElseGet(
            () -> {
              try (RunningCommand running = start()) {
                return running.awaitExit();
              }
            });
  }

  private boolean canBeCalled() {
    boolean usual =
        KEPT_VARIABLES.stream()
            .allMatch(name -> Objects.equals(environment.get(name), System.getenv(name)));
    return usual
        && !ALL_ARE_PROCESSES
        && environment.keySet().stream()
            .filter(name -> !KEPT_VARIABLES.contains(name))
            .allMatch(name -> READ_BY_TOOLS.matcher(name).matches());
  }

  private Optional<Result> call(String script) {
    Map<String, String> variables = new TreeMap<>(environment);
    variables.putIfAbsent("UCW_HOME", Project.home().toString()); // The wrapper sets it.
    List<String> arguments = words.subList(2, words.size());
    return ToolCall.run(words, script, arguments, variables, folder, stdin, timeout);
  }

  /** Starts the command and sends its stdin; closing the result kills what is left of it. */
  public RunningCommand start() {
    RunningCommand running = startWithOpenStdin();
    running.write(stdin);
    running.closeStdin();
    return running;
  }

  /** Starts the command; the test writes to its stdin with {@link RunningCommand#write}. */
  public RunningCommand startWithOpenStdin() {
    BuiltTools.prepareFor(words);
    try {
      ProcessBuilder builder = new ProcessBuilder(interruptible()).directory(folder.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      return new RunningCommand(words, builder.start(), timeout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The words, with an end to ignoring SIGINT before them if this JVM was started to ignore it (as
   * shells start what runs in the background): its children could not be interrupted either.
   */
  private List<String> interruptible() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return words;
    }
    boolean ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> new BigInteger(line.substring(7).strip(), 16))
            .anyMatch(signals -> signals.testBit(SIGINT - 1));
    List<String> all = new ArrayList<>(ignored ? RESTORING_SIGINT : List.of());
    all.addAll(words);
    return all;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }

  /** How a command ended and everything that it printed (read as UTF-8). */
  public record Result(
      List<String> command, int exitCode, String stdout, String stderr, Duration duration) {

    /**
     * Returns itself if the exit code is the given one.
     *
     * @throws AssertionError with both streams otherwise
     */
    public Result expect(int expectedExitCode) {
      if (exitCode != expectedExitCode) {
        throw new AssertionError("exit code " + expectedExitCode + " expected from " + this);
      }
      return this;
    }

    public List<String> stdoutLines() {
      return stdout.lines().toList();
    }

    public List<String> stderrLines() {
      return stderr.lines().toList();
    }

    @Override
    public String toString() {
      return "%s%nexit code %d after %d ms%n--- stdout%n%s--- stderr%n%s---"
          .formatted(String.join(" ", command), exitCode, duration.toMillis(), stdout, stderr);
    }
  }
}
