package lib.base.cli;

import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;

/**
 * Runs a tool from its command line to its exit code: picocli reads, and whatever it comes to, a
 * {@link ToolRun} does or tells.
 */
public final class ToolRunner {

  private final ToolEnvironment environment;
  private final String name;
  private final Tool tool;
  private final CommonOptions options = new CommonOptions();
  private final CommandLine commandLine;
  private Optional<ToolRun> run = Optional.empty();

  private ToolRunner(ToolEnvironment environment, String name, Tool tool) {
    this.environment = environment;
    this.name = name;
    this.tool = tool;
    this.commandLine =
        ToolCommand.of(name, tool, options)
            .setExecutionStrategy(this::execute)
            .setParameterExceptionHandler((e, args) -> run().refused(e, args))
            .setExecutionExceptionHandler((e, command, parsed) -> run().failed(cause(e)))
            .setExitCodeExceptionMapper(e -> Failure.of(e).exitCode().code());
  }

  /**
   * Runs a tool in this process's environment; meant for {@code main}.
   *
   * @param name name of the script and of its texts, e.g. {@code start_process}
   * @return the exit code
   */
  public static int run(String name, Tool tool, String... args) {
    return run(ToolEnvironment.system(), name, tool, args);
  }

  /** Runs a tool in any environment. */
  public static int run(ToolEnvironment environment, String name, Tool tool, String... args) {
    return new ToolRunner(environment, name, tool).commandLine.execute(args);
  }

  /** Only when the command line has been read it is known how and where to the tool speaks. */
  private ToolRun run() {
    run = run.or(() -> Optional.of(new ToolRun(environment, name, tool, commandLine, options)));
    return run.get();
  }

  private int execute(ParseResult parsed) {
    if (!parsed.errors().isEmpty() && parsed.errors().get(0) instanceof PicocliException first) {
      throw first;
    }
    try {
      return run().start(parsed);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      throw new ExecutionException(commandLine, "The tool failed", e);
    }
  }

  /** picocli hands on what an exception was caused by, but not an error. */
  private static Throwable cause(Exception e) {
    return e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
  }
}
