package lib.base.cli;

import java.util.List;
import java.util.Optional;
import lib.base.text.Message;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The form in which a tool prints its result. One at a time may be asked for, in every tool: one
 * reader reads one form.
 */
public enum OutputForm {
  /** For people, of as many lines as it takes. */
  TEXT(""),
  /** One document. Every tool has it. */
  JSON("--json"),
  /** One line as Nagios plugins print it; see {@link NagiosLine}. */
  NAGIOS("--nagios"),
  /** One line for a log. */
  BRIEF("--brief"),
  /** For people, one line a row; see {@link Table}. */
  TABLE("--table");

  private final String option;

  OutputForm(String option) {
    this.option = option;
  }

  /** The mixin of a tool that is a plugin, too. */
  public static final class ForNagios {
    @Option(names = "--nagios")
    boolean nagios;
  }

  /** The mixin of a tool that has a line for logs. */
  public static final class ForLogs {
    @Option(names = "--brief")
    boolean brief;
  }

  /** The mixin of a tool that shows lists. */
  public static final class ForTables {
    @Option(names = "--table")
    boolean table;
  }

  /**
   * The form that a command line asks for.
   *
   * @throws UsageException if it asks for two
   */
  static OutputForm of(ParseResult parsed) {
    List<OutputForm> asked =
        List.of(BRIEF, TABLE, NAGIOS, JSON).stream()
            .filter(form -> parsed.hasMatchedOption(form.option))
            .toList();
    if (asked.size() > 1) {
      throw excluding(asked.get(0).option, asked.get(1).option);
    }
    if (asked.contains(NAGIOS) && parsed.hasMatchedOption("--watch")) {
      throw excluding("--watch", NAGIOS.option); // A plugin ends.
    }
    return asked.isEmpty() ? TEXT : asked.get(0);
  }

  /** Whether the command line that was read, perhaps in vain, has the option of this form. */
  boolean isGiven(CommandSpec command) {
    return Optional.ofNullable(command.findOption(option))
        .map(OptionSpec::getValue)
        .filter(Boolean.TRUE::equals)
        .isPresent();
  }

  private static UsageException excluding(String one, String other) {
    return new UsageException(Message.of("cli.exclusive_options", one + ", " + other));
  }
}
