package sandbox;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends a process when this JVM has ended without doing so itself: a shell that waits for the end of
 * a pipe, which this JVM holds open and the operating system closes.
 */
final class Watchdog {
  /** Waits for end of file on its input, then TERM, 10 s of patience, KILL. */
  private static final String SCRIPT =
      """
      read -r _; kill -TERM "$1" || exit 0
      for second in 1 2 3 4 5 6 7 8 9 10; do sleep 1; kill -0 "$1" || exit 0; done
      kill -KILL "$1"
      """;

  private Watchdog() {}

  /** Starts one; kill it once its process needs no watching any more. */
  static Process over(long pid) throws IOException {
    var command = List.of("sh", "-c", SCRIPT, "watchdog", Long.toString(pid));
    return new ProcessBuilder(inOwnSession(command))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /**
   * The command, out of reach of the terminal's Ctrl-C. setsid replaces itself by it, so the
   * process keeps its id; where there is no setsid (macOS) the command stays as it is.
   */
  static List<String> inOwnSession(List<String> command) {
    var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    var setsid =
        Arrays.stream(path.split(":"))
            .map(folder -> Path.of(folder, "setsid"))
            .filter(Files::isExecutable)
            .limit(1)
            .map(Path::toString);
    return Stream.concat(setsid, command.stream()).toList();
  }
}
