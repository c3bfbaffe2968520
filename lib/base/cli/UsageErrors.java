package lib.base.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.text.Message;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts picocli's complaints, which are English only, into our own sentences. */
public final class UsageErrors {

  private UsageErrors() {}

  /**
   * A complaint in our own words.
   *
   * @param args what was complained about
   */
  public static UsageException of(ParameterException e, String... args) {
    return new UsageException(message(e, List.of(args)), e);
  }

  private static Message message(ParameterException e, List<String> args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, args);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing());
    }
    if (e instanceof MutuallyExclusiveArgsException) {
      return Message.of("cli.exclusive_options", exclusive(e.getCommandLine().getCommandSpec()));
    }
    if (e.getArgSpec() == null) {
      return "".equals(e.getValue()) ? emptyArgument(args) : ambiguous(e, args);
    }
    if (e.getValue() == null) {
      return Message.of("cli.wrong_usage", e.getMessage());
    }
    return e.getValue().isEmpty() && e.getArgSpec().arity().max() > 0
        ? empty(e.getArgSpec(), args)
        : Message.of("cli.invalid_value", name(e.getArgSpec()), e.getValue(), allowed(e));
  }

  /** The options given of a group of which one is allowed. */
  private static String exclusive(CommandSpec command) {
    return groups(command.argGroups())
        .filter(ArgGroupSpec::exclusive)
        .map(group -> group.options().stream().filter(UsageErrors::isGiven).toList())
        .filter(given -> given.size() > 1)
        .findFirst()
        .map(given -> given.stream().map(UsageErrors::name).collect(Collectors.joining(", ")))
        .orElse("-");
  }

  private static boolean isGiven(OptionSpec option) {
    return !option.originalStringValues().isEmpty();
  }

  private static Stream<ArgGroupSpec> groups(List<ArgGroupSpec> groups) {
    return groups.stream()
        .flatMap(group -> Stream.concat(Stream.of(group), groups(group.subgroups())));
  }

  /** What is empty is a variable of the shell that is not set. */
  private static Message empty(ArgSpec argument, List<String> args) {
    return argument instanceof OptionSpec option
        ? Message.of("cli.empty_value", typedName(option, args))
        : emptyArgument(args);
  }

  private static Message emptyArgument(List<String> args) {
    return Message.of("cli.empty_argument", args.indexOf("") + 1);
  }

  private static String typedName(OptionSpec option, List<String> args) {
    return Arrays.stream(option.names())
        .filter(name -> args.contains(name + "=") || isFollowedByNothing(name, args))
        .findFirst()
        .orElseGet(option::longestName);
  }

  private static boolean isFollowedByNothing(String name, List<String> args) {
    return Collections.indexOfSubList(args, List.of(name, "")) >= 0;
  }

  /** An abbreviation that fits several options; picocli has no exception of its own for it. */
  private static Message ambiguous(ParameterException e, List<String> args) {
    Set<String> options = e.getCommandLine().getCommandSpec().optionsMap().keySet();
    for (String arg : args) {
      String name = arg.split("=", 2)[0];
      List<String> fitting =
          !name.startsWith("--") || options.contains(name)
              ? List.of()
              : options.stream().filter(option -> isShort(name, option)).toList();
      if (fitting.size() > 1) {
        return Message.of("cli.ambiguous_option", name, String.join(", ", fitting));
      }
    }
    return Message.of("cli.wrong_usage", e.getMessage());
  }

  /** Whether it stands for the option, by picocli's own rules: {@code --b-k} is a business key. */
  private static boolean isShort(String name, String option) {
    return new CommandLine(CommandSpec.create().addOption(OptionSpec.builder(option).build()))
        .setAbbreviatedOptionsAllowed(true)
        .setUnmatchedArgumentsAllowed(true)
        .parseArgs(name)
        .hasMatchedOption(option);
  }

  private static Message unmatched(UnmatchedArgumentException e, List<String> args) {
    String argument = e.getUnmatched().get(0);
    if (argument.isEmpty()) {
      return emptyArgument(args);
    }
    if (!e.isUnknownOption() || isOption(e, argument)) {
      return Message.of("cli.unexpected_argument", argument);
    }
    List<String> nearest = e.getSuggestions();
    return nearest.isEmpty()
        ? Message.of("cli.unknown_option", argument)
        : Message.of("cli.unknown_option_nearest", argument, String.join(", ", nearest));
  }

  /** One of ours, which is an argument behind {@code --}. */
  private static boolean isOption(UnmatchedArgumentException e, String argument) {
    return e.getCommandLine().getCommandSpec().optionsMap().containsKey(argument);
  }

  private static Message missing(List<ArgSpec> missing) {
    String names = missing.stream().map(UsageErrors::name).collect(Collectors.joining(", "));
    ArgSpec first = missing.get(0);
    if (!first.isOption()) {
      return Message.of("cli.missing_argument", names);
    }
    return first.required()
        ? Message.of("cli.missing_option", names)
        : Message.of("cli.missing_value", names, first.paramLabel());
  }

  private static Message allowed(ParameterException e) {
    for (ITypeConverter<?> converter : e.getArgSpec().converters()) {
      if (converter instanceof WholeNumber<?> number) {
        return number.allowed(e.getValue());
      }
    }
    Class<?> type = e.getArgSpec().type();
    if (type.isEnum()) {
      String words =
          Arrays.stream(type.getEnumConstants())
              .map(word -> word.toString().toLowerCase(Locale.ROOT))
              .collect(Collectors.joining(", "));
      return Message.of("cli.allowed.choice", words);
    }
    if (type == boolean.class || type == Boolean.class) {
      return Message.of("cli.allowed.flag");
    }
    boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
    return Message.of(
        number ? "cli.allowed.number" : "cli.allowed.other", e.getArgSpec().paramLabel());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}
