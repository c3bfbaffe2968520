package lib.base.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that gets its name when it is complete, so that nobody ever reads half of it and what was
 * there before stays until then. Closing it without {@link #commit} leaves nothing behind. A new
 * file is its owner's alone; one that is replaced keeps its rights.
 */
public final class FileReplacement implements AutoCloseable {

  private final Path target;
  private final Path temporary;
  private final FileOutputStream file;
  private final BufferedOutputStream stream;

  /**
   * Opens a temporary file beside the target.
   *
   * @param target if it is a link, what it leads to is replaced
   * @throws NoSuchFileException if the folder does not exist
   * @throws IOException if the folder cannot be written, or the target is something else than a
   *     file
   */
  public FileReplacement(Path target) throws IOException {
    this.target = followed(target.toAbsolutePath());
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException(target + " (not a regular file)");
    }
    if (!Files.isDirectory(this.target.getParent())) {
      throw new NoSuchFileException(this.target.getParent().toString());
    }
    // Not the number of the process: in two containers with a folder in common it is the same.
    String name = "." + this.target.getFileName() + "." + UUID.randomUUID() + ".tmp";
    this.temporary = this.target.resolveSibling(name);
    Leftovers.remove(this.target);
    PrivateFile.create(temporary, this.target);
    this.file = new FileOutputStream(temporary.toFile()); // a channel would not survive Ctrl-C
    Leftovers.claim(file);
    this.stream = new BufferedOutputStream(file, 1 << 16);
  }

  /** Also where a link leads to nothing: the file is wanted there. */
  private static Path followed(Path target) throws IOException {
    if (Files.exists(target)) {
      return target.toRealPath();
    }
    return Files.isSymbolicLink(target)
        ? target.resolveSibling(Files.readSymbolicLink(target)).normalize()
        : target;
  }

  /** Where the content goes. */
  public OutputStream stream() {
    return stream;
  }

  /** How many bytes have been written. */
  public long size() throws IOException {
    stream.flush();
    return Files.size(temporary);
  }

  /** Writes over what stands at a position already, e.g. a number that is known only at the end. */
  public void overwrite(long position, byte[] bytes) throws IOException {
    stream.flush();
    try (var written = new RandomAccessFile(temporary.toFile(), "rw")) {
      written.seek(position);
      written.write(bytes);
    }
  }

  /** Puts the content on the disk and gives it its name, in one step that cannot half happen. */
  public void commit() throws IOException {
    finish();
    replace();
    syncFolder();
  }

  /**
   * The same, but never in the place of another file, not even of one that has come meanwhile.
   *
   * @throws FileAlreadyExistsException if there is one; it stays as it is
   */
  public void commitNew() throws IOException {
    finish();
    try {
      Files.createLink(target, temporary); // fails if the name exists; a move replaces
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      reserve(); // Not every file system has links.
    }
    syncFolder();
  }

  /** Only one can create the name, and what it has created it may replace. */
  private void reserve() throws IOException {
    PrivateFile.create(target, temporary);
    try {
      replace();
    } catch (IOException e) {
      Files.deleteIfExists(target);
      throw e;
    }
  }

  private void finish() throws IOException {
    stream.flush();
    file.getFD().sync();
    stream.close();
  }

  private void replace() throws IOException {
    Files.move(
        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The name is part of the folder. Not every system can open one. */
  private void syncFolder() throws IOException {
    Path folder = target.getParent();
    if (Files.isReadable(folder) && !System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(temporary);
  }
}
