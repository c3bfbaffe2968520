package lib.base.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tells whether standard error goes to the system journal. The variable alone does not say so: it
 * is inherited by what a service starts with its output redirected.
 *
 * @see <a
 *     href="https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#%24JOURNAL_STREAM">
 *     systemd.exec, $JOURNAL_STREAM</a>
 */
final class JournalStream {

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  private JournalStream() {}

  /** Whether {@code JOURNAL_STREAM} names the device and inode of this process's stderr. */
  static boolean isStderr(Map<String, String> variables) {
    String named = variables.getOrDefault("JOURNAL_STREAM", "");
    if (named.isEmpty()) {
      return false;
    }
    try {
      Map<String, Object> file = Files.readAttributes(STDERR, "unix:dev,ino");
      return named.equals(file.get("dev") + ":" + file.get("ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // Not Linux, so there is no journal either.
    }
  }
}
