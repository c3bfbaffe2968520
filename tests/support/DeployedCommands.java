package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The command lines of {@code deploy/}, as cron, Nagios or an agent runs them: by a shell, from the
 * root folder, with next to no environment. The installation is this checkout, its settings come
 * from an {@code .env} file that points to a test's corner.
 */
public final class DeployedCommands {

  private static final String INSTALLATION = "/opt/universal-camunda-worker/";

  private final Path settings;

  public DeployedCommands(TestEnvironment corner) {
    try {
      settings = Servers.folder("deploy");
      Files.writeString(
          settings.resolve(".env"),
          corner.environment().entrySet().stream()
              .map(DeployedCommands::line)
              .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(Map.Entry<String, String> setting) {
    return setting.getKey() + "='" + setting.getValue() + "'\n";
  }

  /** A folder for what the commands write. */
  public Path folder() {
    return settings;
  }

  /** A line for a shell, with the paths of this checkout. */
  public Command shell(String line) {
    String here = line.replace(INSTALLATION, Project.home() + "/");
    return Command.program("/bin/sh", "-c", here)
        .env("PATH", "/usr/bin:/bin")
        .env("UCW_HOME", settings.toString())
        .in(Path.of("/"));
  }

  /** A file below {@code deploy/}. */
  public static Path file(String name) {
    return Project.home().resolve("deploy").resolve(name);
  }
}
