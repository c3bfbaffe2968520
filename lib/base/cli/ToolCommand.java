package lib.base.cli;

import java.util.List;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The command line of a tool as picocli reads it. */
final class ToolCommand {

  /** Where no terminal says how wide it is. */
  private static final int HELP_WIDTH = 100;

  private ToolCommand() {}

  /**
   * The command line of a tool: its own options and those that every tool has.
   *
   * <p>picocli reads it to its end whatever is wrong in it and collects its complaints, for how one
   * is told must not depend on whether it stands before or after {@code --json} or {@code --lang}.
   */
  static CommandLine of(String name, Tool tool, CommonOptions options) {
    var commandLine = new CommandLine(tool);
    commandLine.addMixin("common", options);
    commandLine.setCommandName(name + ".java");
    commandLine.setAbbreviatedOptionsAllowed(true);
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(HELP_WIDTH);
    commandLine.setExpandAtFiles(false); // --variables @FILE is the tool's own
    CommandSpec command = commandLine.getCommandSpec();
    command.parser().collectErrors(true);
    command.preprocessor(ToolCommand::keepEmpty);
    command.usageMessage().sortOptions(false).sortSynopsis(false);
    List.copyOf(command.args()).forEach(argument -> checkValue(command, argument));
    return commandLine;
  }

  /** picocli would read {@code -b= KEY} as {@code -b KEY}. The first argument is the last here. */
  private static boolean keepEmpty(
      Stack<String> args, CommandSpec command, ArgSpec none, Map<String, Object> info) {
    for (int i = args.size() - 1; i >= 0; i--) {
      String option = args.get(i).length() == 3 ? args.get(i).substring(0, 2) : "";
      if (args.get(i).endsWith("=") && command.optionsMap().containsKey(option)) {
        args.set(i, "");
        args.add(i + 1, option);
      }
    }
    return false;
  }

  /** All are taken out and put back, so that they stay in their order. */
  private static void checkValue(CommandSpec command, ArgSpec argument) {
    if (argument.group() != null) {
      return; // picocli cannot take it out; all that we have are flags
    }
    command.remove(argument);
    var value = new GivenValue();
    if (argument instanceof OptionSpec option && option.arity().max() == 0) {
      command.addOption(option);
    } else if (argument instanceof OptionSpec option) {
      command.addOption(OptionSpec.builder(option).preprocessor(value).build());
    } else if (argument instanceof PositionalParamSpec positional) {
      command.addPositional(PositionalParamSpec.builder(positional).preprocessor(value).build());
    }
  }
}
