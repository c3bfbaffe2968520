package lib.base.cli;

import java.util.Arrays;
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
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts picocli's complaints, which are English only, into our own sentences. */
final class UsageErrors {

  private UsageErrors() {}

  /**
   * A complaint in our own words.
   *
   * @param args what was complained about
   */
  static UsageException of(ParameterException e, Arguments args) {
    return new UsageException(message(e, args), e);
  }

  private static Message message(ParameterException e, Arguments args) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing, args);
    }
    if (e instanceof MutuallyExclusiveArgsException) {
      return Message.of("cli.exclusive_options", exclusive(e.getCommandLine(), args));
    }
    if (e.getArgSpec() == null) {
      return ambiguous(e, args);
    }
    return e.getValue() == null
        ? Message.of("cli.wrong_usage", e.getMessage())
        : Message.of(
            "cli.invalid_value", name(e.getArgSpec()), Arguments.typed(e.getValue()), allowed(e));
  }

  /** The options given of a group of which one is allowed. */
  private static String exclusive(CommandLine commandLine, Arguments args) {
    return groups(commandLine.getCommandSpec().argGroups())
        .filter(ArgGroupSpec::exclusive)
        .map(group -> group.options().stream().map(OptionSpec::longestName).filter(args::has))
        .map(Stream::toList)
        .filter(names -> names.size() > 1)
        .findFirst()
        .map(names -> String.join(", ", names))
        .orElse("-");
  }

  private static Stream<ArgGroupSpec> groups(List<ArgGroupSpec> groups) {
    return groups.stream()
        .flatMap(group -> Stream.concat(Stream.of(group), groups(group.subgroups())));
  }

  /** An abbreviation that fits several options; picocli has no exception of its own for it. */
  private static Message ambiguous(ParameterException e, Arguments args) {
    for (String name : args.names()) {
      List<String> fitting = fitting(e.getCommandLine(), name);
      if (fitting.size() > 1) {
        return Message.of("cli.ambiguous_option", name, String.join(", ", fitting));
      }
    }
    return Message.of("cli.wrong_usage", e.getMessage());
  }

  private static List<String> fitting(CommandLine commandLine, String name) {
    Set<String> names = commandLine.getCommandSpec().optionsMap().keySet();
    return !name.startsWith("--") || names.contains(name)
        ? List.of()
        : names.stream().filter(option -> option.startsWith(name)).toList();
  }

  private static Message unmatched(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    if (!e.isUnknownOption()) {
      return Message.of("cli.unexpected_argument", argument);
    }
    List<String> nearest = e.getSuggestions();
    return nearest.isEmpty()
        ? Message.of("cli.unknown_option", argument)
        : Message.of("cli.unknown_option_nearest", argument, String.join(", ", nearest));
  }

  private static Message missing(MissingParameterException e, Arguments args) {
    String names = e.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
    ArgSpec first = e.getMissing().get(0);
    if (!first.isOption()) {
      return Message.of("cli.missing_argument", names);
    }
    return args.has(name(first))
        ? Message.of("cli.missing_value", names, first.paramLabel())
        : Message.of("cli.missing_option", names);
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
