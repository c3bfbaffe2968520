package lib.base.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * Temporary files of programs that were killed. A program that lives holds a lock on its own, which
 * the operating system takes away with the process.
 */
final class Leftovers {

  /** Younger ones may not have been locked yet. */
  private static final Duration YOUNG = Duration.ofMinutes(1);

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private Leftovers() {}

  /** Marks a file as in use until it is closed. */
  static void claim(FileOutputStream file) {
    try {
      file.getChannel().tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      return; // Not every file system has locks; there nothing is ever taken for abandoned.
    }
  }

  /** Removes what earlier runs have left of a target. */
  static void remove(Path target) {
    String name = Pattern.quote("." + target.getFileName() + ".");
    Pattern temporary = Pattern.compile(name + UUID + "[.]tmp");
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            target.getParent(), file -> temporary.matcher(file.getFileName() + "").matches())) {
      for (Path file : files) {
        removeAbandoned(file);
      }
    } catch (IOException e) {
      return; // They do no harm; whoever may write here may remove them another time.
    }
  }

  private static void removeAbandoned(Path file) throws IOException {
    Instant changed = Files.getLastModifiedTime(file).toInstant();
    if (changed.isAfter(Instant.now().minus(YOUNG))) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (OverlappingFileLockException e) {
      return; // This program writes it.
    }
  }
}
