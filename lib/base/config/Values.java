package lib.base.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.config.Entry.Origin;
import lib.base.files.FileProblem;
import lib.base.text.Message;

/** The values in force, each of its type, with errors that say where a value stands. */
final class Values {

  private final Map<String, Entry> entries;
  private final Path home;

  /**
   * Checks every value by itself and reads the files of secrets.
   *
   * @param entries the strongest entry of every setting, by dotted name; it is added to
   */
  Values(Map<String, Entry> entries, Path home) {
    this.entries = entries;
    this.home = home;
    for (SettingDefinition setting : SettingTable.ALL) {
      check(setting, entries.get(setting.name()));
    }
    for (String secret :
        List.of("camunda.auth_password", "camunda.auth_token", "rabbitmq.password")) {
      readSecretFile(secret);
    }
  }

  private void check(SettingDefinition setting, Entry entry) {
    if (entry.origin() == Origin.DEFAULT || entry.value().isEmpty()) {
      return;
    }
    if (setting.type().isHttp()
        && split(entry.value()).stream().anyMatch(HttpUrl::hasCredentials)) {
      throw new ConfigException("config.url_credentials", entry.where(), entry.key());
    }
    if (!setting.type().accepts(entry.value())) {
      throw invalid(setting.name(), setting.type().allowed());
    }
  }

  private void readSecretFile(String name) {
    Entry secret = entries.get(name);
    Entry file = entries.get(name + "_file");
    if (file.value().isEmpty() || file.origin().compareTo(secret.origin()) < 0) {
      return;
    }
    if (file.origin() == secret.origin() && !secret.value().isEmpty()) {
      throw new ConfigException(
          "config.secret_twice", secret.key(), secret.where(), file.key(), file.where());
    }
    Path path = file(name + "_file").orElseThrow();
    List<String> lines =
        TextFile.read(path).lines().stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (lines.size() != 1) {
      String kind = lines.isEmpty() ? "config.secret_file_empty" : "config.secret_file_lines";
      throw new ConfigException(kind, file.where(), file.key(), path);
    }
    var where = Message.of("config.source.secret_file", path, file.where());
    entries.put(name, new Entry(file.key(), lines.get(0), file.origin(), where));
  }

  /** The elements of a comma list. */
  static List<String> split(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  Entry entry(String name) {
    return entries.get(name);
  }

  /** Whether somebody set this to something. */
  boolean isSet(String name) {
    return entry(name).origin() != Origin.DEFAULT && !text(name).isEmpty();
  }

  /** Replaces a default by what follows from other settings. */
  void derive(String name, String value) {
    var where = Message.of("config.source.derived");
    entries.put(name, new Entry(name, value, Origin.DEFAULT, where));
  }

  String text(String name) {
    return entry(name).value();
  }

  boolean flag(String name) {
    return SettingType.isYes(text(name));
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  Duration millis(String name) {
    return Duration.ofMillis(Long.parseLong(text(name)));
  }

  Duration seconds(String name) {
    return Duration.ofSeconds(number(name));
  }

  List<String> list(String name) {
    return split(text(name));
  }

  Secret secret(String name) {
    return new Secret(text(name));
  }

  /** The path of a file, which must be readable. */
  Optional<Path> file(String name) {
    if (text(name).isEmpty()) {
      return Optional.empty();
    }
    Path path = home.resolve(text(name));
    Optional<Message> obstacle = FileProblem.ofReading(path);
    if (obstacle.isPresent()) {
      Entry entry = entry(name);
      throw new ConfigException(
          "config.named_file_missing", entry.where(), entry.key(), path, obstacle.get());
    }
    return Optional.of(path);
  }

  /** An error about the value of a setting. */
  ConfigException invalid(String name, Message allowed) {
    Entry entry = entry(name);
    var setting =
        SettingTable.ALL.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    return new ConfigException(
        "config.invalid_value", entry.where(), entry.key(), setting.shown(entry.value()), allowed);
  }
}
