package lib.base.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import lib.base.files.PrivateFile;

/**
 * The log file that all tools of a folder share. Every record is appended by one write to the file
 * that has the name at that moment (some 50 µs), so several processes may log and rotate at once.
 * {@link java.util.logging.FileHandler} would open a file of its own for each process.
 */
final class LogFile extends Handler {

  static final long LARGEST_BYTES = 10 * 1024 * 1024;
  static final int KEPT_FILES = 5;

  /** Locks of files are held by the process: its threads need a lock of their own. */
  private static final Object ROTATION = new Object();

  /** A full disk is a matter of minutes, a service runs for months. */
  private static final long RETRY_NANOS = 60_000_000_000L;

  private final Path path;
  private final long largestBytes;
  private final Consumer<IOException> failed;
  private boolean told;
  private long silentUntilNanos = System.nanoTime();

  /**
   * @param failed called the first time that the file cannot be written; it is tried again after a
   *     minute
   */
  LogFile(Path path, long largestBytes, Consumer<IOException> failed) {
    this.path = path;
    this.largestBytes = largestBytes;
    this.failed = failed;
  }

  @Override
  public synchronized void publish(LogRecord logRecord) {
    if (System.nanoTime() - silentUntilNanos < 0 || !isLoggable(logRecord)) {
      return;
    }
    try {
      append(getFormatter().format(logRecord) + System.lineSeparator());
    } catch (IOException e) {
      silentUntilNanos = System.nanoTime() + RETRY_NANOS;
      if (!told) {
        told = true;
        failed.accept(e);
      }
    }
  }

  private void append(String line) throws IOException {
    if (Files.notExists(path)) {
      Files.createDirectories(path.toAbsolutePath().getParent());
      create();
    } else if (Files.size(path) >= largestBytes) {
      rotate();
    }
    // Not a FileChannel: that one closes when the thread that logs is interrupted.
    try (var file = new FileOutputStream(path.toFile(), true)) {
      file.write(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Like the one before, if it was rotated away; somebody may share it. */
  private void create() throws IOException {
    try {
      PrivateFile.create(path, numbered(1));
    } catch (FileAlreadyExistsException e) {
      // Another process was faster.
    }
  }

  private void rotate() throws IOException {
    Path lockFile = numbered("lock");
    synchronized (ROTATION) {
      try (var channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var lock = channel.lock()) {
        // Somebody else may have rotated while we waited for the lock.
        if (lock.isValid() && Files.exists(path) && Files.size(path) >= largestBytes) {
          shift();
        }
      }
    }
  }

  private void shift() throws IOException {
    for (int i = KEPT_FILES - 1; i >= 1; i--) {
      if (Files.exists(numbered(i))) {
        Files.move(numbered(i), numbered(i + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(path, numbered(1), StandardCopyOption.REPLACE_EXISTING);
    create();
  }

  private Path numbered(Object suffix) {
    return path.resolveSibling(path.getFileName() + "." + suffix);
  }

  @Override
  public void flush() {
    // every record has been written already
  }

  @Override
  public void close() {
    // the file is only open while a record is written
  }
}
