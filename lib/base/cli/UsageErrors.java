package lib.base.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lib.base.text.Message;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts picocli's complaints, which are English only, into our own sentences. */
final class UsageErrors {

  /** picocli has no exception of its own for an ambiguous prefix. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?:Error: )?'(.+)' is not unique: it matches (.+)");

  /** The names of the options stand only in picocli's own sentence. */
  private static final Pattern EXCLUSIVE =
      Pattern.compile("(?:Error: )?(.+) are mutually exclusive.*");

  private UsageErrors() {}

  static UsageException of(ParameterException e) {
    return new UsageException(message(e), e);
  }

  private static Message message(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing);
    }
    if (e instanceof MutuallyExclusiveArgsException) {
      return Message.of(
          "cli.exclusive_options", EXCLUSIVE.matcher(e.getMessage()).replaceFirst("$1"));
    }
    var ambiguous = AMBIGUOUS.matcher(e.getMessage());
    if (ambiguous.matches()) {
      return Message.of(
          "cli.ambiguous_option", ambiguous.group(1), ambiguous.group(2).replace("'", ""));
    }
    if (e.getArgSpec() != null && e.getValue() != null) {
      return Message.of("cli.invalid_value", name(e.getArgSpec()), e.getValue(), allowed(e));
    }
    return Message.of("cli.wrong_usage", e.getMessage());
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

  private static Message missing(MissingParameterException e) {
    String names = e.getMissing().stream().map(UsageErrors::name).collect(Collectors.joining(", "));
    ArgSpec first = e.getMissing().get(0);
    if (!first.isOption()) {
      return Message.of("cli.missing_argument", names);
    }
    // "Missing required parameter for option" and "Missing required option" differ in text only.
    return e.getMessage().contains("parameter for option")
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
