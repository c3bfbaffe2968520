package lib.base.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from, strongest first.
 *
 * @param commandLine settings that options stand for, by dotted name
 * @param environment environment variables
 * @param home folder of {@code .env} and {@code config.properties}; relative paths start there
 * @param configFile a configuration file instead of {@code config.properties}; it must exist
 */
public record SettingsSources(
    Map<String, String> commandLine,
    Map<String, String> environment,
    Path home,
    Optional<Path> configFile) {

  public SettingsSources {
    commandLine = Map.copyOf(commandLine);
    environment = Map.copyOf(environment);
  }
}
