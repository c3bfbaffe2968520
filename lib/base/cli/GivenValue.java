package lib.base.cli;

import java.util.Arrays;
import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What holds for the value of any argument: it is not empty, nor is a list, and an option takes
 * whatever is attached to it, so {@code -h-2026} in {@code --business-key=-h-2026} is no option
 * {@code -h}.
 */
final class GivenValue implements IParameterPreprocessor {

  /** Stands for "separator" where option and value are two arguments. */
  private static final String APART = " ";

  /** The rest is picocli's; this only refuses, or sets how it reads the value. */
  @Override
  public boolean preprocess(
      Stack<String> args, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
    if (!args.isEmpty() && isEmpty(argument.splitRegex(), args.peek())) {
      args.pop();
      throw new ParameterException(command.commandLine(), "empty value", argument, "");
    }
    command.parser().allowOptionsAsOptionParameters(!APART.equals(info.get("separator")));
    return false;
  }

  /** Of a list of commas alone picocli makes nothing, as if the option had not been given. */
  private static boolean isEmpty(String separator, String value) {
    return value.isEmpty()
        || (!separator.isEmpty()
            && Arrays.stream(value.split(separator)).allMatch(String::isBlank));
  }
}
