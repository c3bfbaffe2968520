package lib.base.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Language;
import lib.base.text.Message;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The common options as far as they can be told without a successful parse: how an error is
 * reported must not depend on whether it stands before or after {@code --json}.
 */
final class Arguments {

  /** Stands before a value that begins with a dash; nobody can type it. */
  private static final char ATTACHED = '\uE000';

  private final Map<String, String> values = new HashMap<>();
  private final CommandSpec command;
  private final String[] args;

  Arguments(CommandSpec command, String... args) {
    this.command = command;
    this.args = args;
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      int equals = args[i].startsWith("--") ? args[i].indexOf('=') : -1;
      Optional<OptionSpec> option =
          option(command, equals < 0 ? args[i] : args[i].substring(0, equals));
      if (option.isPresent()) {
        boolean takesNext = equals < 0 && option.get().arity().min() > 0 && i + 1 < args.length;
        String value = equals >= 0 ? args[i].substring(equals + 1) : takesNext ? args[++i] : "";
        values.put(option.get().longestName(), value);
      }
    }
  }

  /** The option of this name, or the only one that the name is a prefix of. */
  private static Optional<OptionSpec> option(CommandSpec command, String name) {
    OptionSpec exact = command.optionsMap().get(name);
    if (exact != null || !name.startsWith("--") || name.equals("--")) {
      return Optional.ofNullable(exact);
    }
    List<OptionSpec> found =
        command.optionsMap().entrySet().stream()
            .filter(option -> option.getKey().startsWith(name))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /**
   * The arguments for picocli, which takes {@code -h-2026} in {@code --business-key=-h-2026} for
   * the option {@code -h}; {@link #typed} gives the value back.
   *
   * @throws UsageException if one is empty: that is what a variable that is not set leaves behind
   */
  String[] forParser() {
    String[] prepared = args.clone();
    for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
      checkNotEmpty(i);
      int equals = args[i].indexOf('=');
      if (equals > 0 && args[i].startsWith("-") && args[i].startsWith("-", equals + 1)) {
        Optional<OptionSpec> option = option(command, args[i].substring(0, equals));
        if (option.filter(Arguments::isText).isPresent()) {
          prepared[i] = args[i].substring(0, equals + 1) + ATTACHED + args[i].substring(equals + 1);
        }
      }
    }
    return prepared;
  }

  private static boolean isText(OptionSpec option) {
    return option.type() == String.class || option.type() == Path.class;
  }

  /** A value as it was typed. */
  static String typed(String value) {
    return !value.isEmpty() && value.charAt(0) == ATTACHED ? value.substring(1) : value;
  }

  private void checkNotEmpty(int i) {
    boolean endsOption = args[i].startsWith("--") && args[i].endsWith("=");
    String name =
        endsOption ? args[i].substring(0, args[i].length() - 1) : i > 0 ? args[i - 1] : "";
    boolean ofOption = option(command, name).filter(o -> o.arity().min() > 0).isPresent();
    if (ofOption && (endsOption || args[i].isEmpty())) {
      throw new UsageException(Message.of("cli.empty_value", name));
    }
    if (args[i].isEmpty()) {
      throw new UsageException(Message.of("cli.empty_argument", i + 1));
    }
  }

  /** What is written like a long option, without its value. */
  List<String> names() {
    return Arrays.stream(args)
        .takeWhile(arg -> !arg.equals("--"))
        .filter(arg -> arg.startsWith("--"))
        .map(arg -> arg.replaceFirst("=.*", ""))
        .toList();
  }

  boolean has(String option) {
    return values.containsKey(option);
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(values.get(option)).filter(value -> !value.isEmpty());
  }

  /** The language asked for; empty if none is or it is wrong, which the parser tells. */
  Optional<Language> language() {
    return value("--lang")
        .filter(code -> code.equalsIgnoreCase("ru") || code.equalsIgnoreCase("en"))
        .map(Language::of);
  }
}
