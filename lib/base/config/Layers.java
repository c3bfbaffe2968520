package lib.base.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import lib.base.config.Entry.Origin;
import lib.base.text.Message;

/** What the sources of settings hold, weakest source first, nothing of it checked yet. */
final class Layers {

  private static final String CONFIG_FILE = "config.properties";
  private static final String ENV_FILE = ".env";

  private Layers() {}

  /**
   * Reads all sources.
   *
   * @throws ConfigException if a file cannot be read or parsed, or a named one does not exist
   */
  static List<List<Entry>> read(SettingsSources sources) {
    return suppliers(sources).stream().map(Supplier::get).toList();
  }

  /** As {@link #read}, but without the sources that cannot be read. */
  static List<List<Entry>> readable(SettingsSources sources) {
    var layers = new ArrayList<List<Entry>>();
    for (var layer : suppliers(sources)) {
      try {
        layers.add(layer.get());
      } catch (ConfigException e) {
        layers.add(List.of()); // the caller has failed on it already and says so
      }
    }
    return layers;
  }

  private static List<Supplier<List<Entry>>> suppliers(SettingsSources sources) {
    return List.of(
        Layers::builtIn,
        () -> configFile(sources),
        () -> envFile(sources.home().resolve(ENV_FILE)),
        () -> environment(sources.environment()),
        () -> options(sources.commandLine()));
  }

  private static List<Entry> builtIn() {
    var entries = new ArrayList<Entry>();
    SettingTable.ALL.forEach(s -> entries.add(Entry.builtIn(s.name(), s.defaultValue())));
    BuiltInRouting.TABLE.forEach((key, value) -> entries.add(Entry.builtIn(key, value)));
    return entries;
  }

  private static List<Entry> configFile(SettingsSources sources) {
    Optional<Path> named = sources.configFile();
    Path path = named.orElse(sources.home().resolve(CONFIG_FILE));
    if (!Files.exists(path)) {
      if (named.isPresent()) {
        throw new ConfigException("config.file_missing", path);
      }
      return List.of();
    }
    List<Entry> entries =
        path.getFileName().toString().contains(ENV_FILE)
            ? EnvFile.read(path, Origin.CONFIG_FILE)
            : PropertiesFile.read(path);
    if (named.isPresent() && !entries.isEmpty()) {
      checkIsConfiguration(path, entries);
    }
    return entries;
  }

  /** Without this, a file of another kind would mean: the built-in defaults, another system. */
  private static void checkIsConfiguration(Path path, List<Entry> entries) {
    var known = new KnownNames();
    if (path.getFileName().toString().endsWith(".py")
        || entries.stream()
            .noneMatch(e -> known.isKnown(e.key()) || known.isNearlyKnown(e.key()))) {
      throw new ConfigException("config.no_configuration", path);
    }
  }

  private static List<Entry> envFile(Path path) {
    return Files.exists(path) ? EnvFile.read(path, Origin.ENV_FILE) : List.of();
  }

  private static List<Entry> environment(Map<String, String> variables) {
    return variables.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            variable ->
                new Entry(
                    variable.getKey(),
                    variable.getValue().strip(),
                    Origin.ENVIRONMENT,
                    Message.of("config.source.environment", variable.getKey())))
        .toList();
  }

  private static List<Entry> options(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> option(option.getKey(), option.getValue(), optionName(option.getKey())))
        .toList();
  }

  /** {@code --lang} stands for {@code tools.lang}. */
  private static String optionName(String setting) {
    return "--" + setting.substring(setting.lastIndexOf('.') + 1);
  }

  /** A setting that a command-line option stands for. */
  static Entry option(String key, String value, String description) {
    return new Entry(
        key, value, Origin.COMMAND_LINE, Message.of("config.source.option", description));
  }
}
