package lib.tools.start.rows;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import lib.base.files.FileProblem;
import lib.base.files.FileReplacement;
import lib.base.json.Json;
import lib.base.text.Message;
import lib.base.text.UserException;

/**
 * A file of JSON objects, one a line, that only grows, for its owner alone; one run at a time has
 * it. Used by one thread.
 */
final class JournalFile implements AutoCloseable {

  private final Path file;
  private final RandomAccessFile stream;

  private JournalFile(Path file) throws IOException {
    this.file = file;
    this.stream = new RandomAccessFile(file.toFile(), "rw");
  }

  /**
   * Opens it, or begins it with a first line.
   *
   * @throws RowsException if it is in use or cannot be written
   */
  static JournalFile open(Path file, Object firstLine) {
    try {
      if (!Files.exists(file)) {
        begin(file, firstLine);
      }
      var opened = new JournalFile(file);
      try {
        opened.lock();
      } catch (IOException | UserException e) {
        opened.close();
        throw e;
      }
      return opened;
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static void begin(Path file, Object firstLine) throws IOException {
    try (var replacement = new FileReplacement(file)) {
      replacement.stream().write(line(firstLine));
      replacement.commitNew();
    } catch (FileAlreadyExistsException e) {
      return; // Another run was faster; the lock decides.
    }
  }

  private void lock() throws IOException {
    FileLock lock;
    try {
      lock = stream.getChannel().tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // a run in this JVM
    }
    if (lock == null) {
      throw RowsException.critical("rows.in_use", Message.of("rows.in_use", file), null);
    }
  }

  /** Removes a last line that was being written when a run was killed or the disk was full. */
  void cutOffHalfALine() {
    try {
      long end = stream.length();
      while (end > 0 && !endsLine(end)) {
        end--;
      }
      stream.setLength(end);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private boolean endsLine(long end) throws IOException {
    stream.seek(end - 1);
    return stream.read() == '\n';
  }

  /**
   * Adds a line.
   *
   * @param toDisk whether it is on the disk afterwards, whatever happens to the machine
   * @throws RowsException if it cannot be written
   */
  void add(Object content, boolean toDisk) {
    try {
      stream.seek(stream.length());
      stream.write(line(content));
      if (toDisk) {
        stream.getChannel().force(false);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  private static byte[] line(Object content) {
    return (Json.write(content) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Reads all lines; what is no JSON is a missing node. */
  void forEach(Consumer<JsonNode> action) {
    try {
      stream.seek(0);
      // Never closed: with it the lock would go.
      var bytes = Channels.newInputStream(stream.getChannel());
      var lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        action.accept(json(line));
      }
    } catch (IOException e) {
      throw RowsException.unreadable(file.toString(), FileProblem.of(file, e), e);
    }
  }

  private static JsonNode json(String line) {
    try {
      return Json.MAPPER.readTree(line);
    } catch (IOException e) {
      return Json.MAPPER.missingNode();
    }
  }

  private static RowsException unwritable(Path file, IOException e) {
    return RowsException.critical(
        "rows.unwritable", Message.of("rows.unwritable", file, FileProblem.of(file, e)), e);
  }

  /** Begins it anew, with another first line. */
  void restart(Object firstLine) {
    try {
      stream.setLength(0);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
    add(firstLine, true);
  }

  @Override
  public void close() {
    try {
      stream.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
