package lib.base.cli;

import lib.base.text.ExitCode;

/** A command-line tool: a class with picocli's {@code @Command}, one per script. */
public interface Tool {

  /**
   * Does the tool's work.
   *
   * @return how it went
   * @throws lib.base.text.UserException for a failure that one sentence explains
   * @throws Exception for anything else, which is reported as a bug
   */
  ExitCode run(ToolContext context) throws Exception;

  /**
   * Whether this run, by its options, changes something on a server. Then it does so although
   * nobody reads what it prints ({@code | head -1}).
   */
  default boolean isChanging() {
    return false;
  }

  /**
   * Whether its exit code is a verdict, which is the same when nobody reads what is printed ({@code
   * | head -1}).
   */
  default boolean isVerdict() {
    return false;
  }

  /** Whether this is a service, which logs to the console from the configured level on. */
  default boolean isService() {
    return false;
  }
}
