package lib.base.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a run of a tool; a test may build its own.
 *
 * @param variables environment variables
 * @param folder current folder
 * @param terminals which of the streams are terminals
 */
public record ToolEnvironment(
    Map<String, String> variables,
    Path folder,
    InputStream stdin,
    OutputStream stdout,
    OutputStream stderr,
    Terminals terminals) {

  /** The folder that holds the configuration, set by the wrapper. */
  static final String HOME = "UCW_HOME";

  /** That of this process. Its streams are raw, so that text is UTF-8 whatever the locale is. */
  public static ToolEnvironment system() {
    return new ToolEnvironment(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        new SystemTerminals());
  }

  /** One without terminals and with nothing to read. */
  public static ToolEnvironment of(
      Map<String, String> variables, Path folder, OutputStream stdout, OutputStream stderr) {
    return new ToolEnvironment(
        variables, folder, InputStream.nullInputStream(), stdout, stderr, descriptor -> false);
  }

  /** Folder of {@code .env} and {@code config.properties}. */
  Path home() {
    String home = variables.getOrDefault(HOME, "");
    return home.isEmpty() ? folder : folder.resolve(home);
  }
}
