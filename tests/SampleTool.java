package tests;

//SOURCES ../lib/base/cli/package-info.java
//SOURCES ../lib/base/text/package-info.java
//FILES sample_tool_ru.properties=sample_tool_ru.properties
//FILES sample_tool_en.properties=sample_tool_en.properties

import lib.base.cli.Tool;
import lib.base.cli.ToolContext;
import lib.base.text.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A tool to try the runner with: its options are of every kind, its work is the test's. */
@Command
final class SampleTool implements Tool {

  interface Work {
    ExitCode run(SampleTool tool, ToolContext context) throws Exception;
  }

  enum Shape {
    ROUND,
    SQUARE
  }

  @Parameters(paramLabel = "KEY", arity = "0..1")
  String key;

  @Option(
      names = {"--variables", "-v"},
      paramLabel = "TEXT")
  String variables;

  @Option(
      names = {"--business-key", "-b"},
      paramLabel = "B")
  String businessKey;

  @Option(names = "--count", paramLabel = "N")
  int count = 5;

  @Option(names = "--shape", paramLabel = "S")
  Shape shape;

  @Option(names = "--verify")
  boolean verify;

  private final Work work;

  SampleTool(Work work) {
    this.work = work;
  }

  @Override
  public ExitCode run(ToolContext context) throws Exception {
    return work.run(this, context);
  }
}
