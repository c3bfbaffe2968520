package tests.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A tool to try the runner with: its options are of every kind, its work is the test's. */
@Command
public final class SampleTool implements Tool {

  public interface Work {
    ExitCode run(SampleTool tool, ToolContext context) throws Exception;
  }

  public enum Shape {
    ROUND,
    SQUARE
  }

  @Parameters(paramLabel = "KEY", arity = "0..1")
  public String key;

  @Option(
      names = {"--variables", "-v"},
      paramLabel = "TEXT")
  public String variables;

  @Option(
      names = {"--business-key", "-b"},
      paramLabel = "B")
  public String businessKey;

  @Option(names = "--count", paramLabel = "N")
  public int count = 5;

  @Option(names = "--shape", paramLabel = "S")
  public Shape shape;

  @Option(names = "--verify")
  public boolean verify;

  @Option(names = "--file", paramLabel = "FILE")
  public Path file;

  @Option(names = "--tags", split = ",", paramLabel = "TAG")
  public List<String> tags = new ArrayList<>();

  @Option(names = "--label", paramLabel = "L")
  public Optional<String> label = Optional.empty();

  @ArgGroup public Sides sides = new Sides();

  public static final class Sides {
    @Option(names = "--left-side")
    public boolean left;

    @Option(names = "--left-corner")
    public boolean corner;
  }

  private final Work work;

  public SampleTool(Work work) {
    this.work = work;
  }

  @Override
  public ExitCode run(ToolContext context) throws Exception {
    return work.run(this, context);
  }
}
