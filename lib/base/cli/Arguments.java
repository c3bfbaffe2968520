package lib.base.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Language;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The common options as far as they can be told without a successful parse: how an error is
 * reported must not depend on whether it stands before or after {@code --json}.
 */
final class Arguments {

  private final Map<String, String> values = new HashMap<>();

  Arguments(CommandSpec command, String... args) {
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
