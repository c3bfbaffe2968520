package lib.base.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.config.RabbitSettings;
import lib.base.config.Settings;
import lib.base.config.SystemRoute;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the settings know of the values that a command line may have: for a shell to offer them. */
final class KnownValues {

  /** What every shell reads as it is; a completion script is code. */
  private static final Pattern PLAIN = Pattern.compile("[\\w.:@%+/-]+");

  private final Map<String, List<String>> values;

  private KnownValues(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Those of the settings, if they can be read. */
  static KnownValues of(Optional<Settings> settings) {
    return new KnownValues(settings.map(KnownValues::byLabel).orElse(Map.of()));
  }

  private static Map<String, List<String>> byLabel(Settings settings) {
    List<SystemRoute> systems = settings.routing().systems();
    List<String> topics = plain(settings.routing().mappedTopics().stream());
    List<String> queues =
        plain(
            Stream.concat(
                systems.stream().map(SystemRoute::queue),
                Stream.of(settings.rabbit().responsesQueue(), RabbitSettings.ERRORS_QUEUE)));
    return Map.of(
        "TOPIC", topics,
        "TOPICS", topics,
        "SYSTEM", plain(systems.stream().map(SystemRoute::system)),
        "QUEUE", queues,
        "TARGET", queues);
  }

  private static List<String> plain(Stream<String> names) {
    return names.filter(PLAIN.asMatchPredicate()).distinct().toList();
  }

  /** The command with these values; it is not for parsing. */
  CommandLine in(CommandLine commandLine) {
    CommandSpec original = commandLine.getCommandSpec();
    CommandSpec copy = CommandSpec.create().name(original.name());
    for (OptionSpec option : original.options()) {
      OptionSpec.Builder builder = OptionSpec.builder(option);
      known(option).ifPresent(builder::completionCandidates);
      copy.addOption(builder.build());
    }
    for (PositionalParamSpec parameter : original.positionalParameters()) {
      PositionalParamSpec.Builder builder = PositionalParamSpec.builder(parameter);
      known(parameter).ifPresent(builder::completionCandidates);
      copy.addPositional(builder.build());
    }
    return new CommandLine(copy);
  }

  private Optional<List<String>> known(ArgSpec argument) {
    return Optional.ofNullable(values.get(argument.paramLabel()));
  }
}
