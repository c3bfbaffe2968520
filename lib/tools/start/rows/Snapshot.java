package lib.tools.start.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lib.base.files.FileProblem;
import lib.base.text.Message;

/**
 * A copy of the rows that nobody changes between the check and the starts. Its owner alone may read
 * it; closing removes it.
 */
final class Snapshot implements AutoCloseable {

  private final String name;
  private final Path copy;
  private final String hash;

  private Snapshot(String name, Path copy, String hash) {
    this.name = name;
    this.copy = copy;
    this.hash = hash;
  }

  /**
   * Copies a file.
   *
   * @param name as it was given
   * @param file a dash stands for standard input
   * @throws RowsException if it cannot be read or copied
   */
  static Snapshot of(String name, Path file, InputStream stdin) {
    try (InputStream source = name.equals("-") ? stdin : Files.newInputStream(file)) {
      return of(name, source);
    } catch (IOException e) {
      throw RowsException.unreadable(name, FileProblem.of(file, e), e);
    }
  }

  private static Snapshot of(String name, InputStream source) throws IOException {
    Path copy = Files.createTempFile("start_process", ".rows");
    MessageDigest digest = sha256();
    try (OutputStream target = Files.newOutputStream(copy)) {
      new DigestInputStream(source, digest).transferTo(target);
    } catch (IOException e) {
      Files.deleteIfExists(copy);
      throw e;
    }
    return new Snapshot(name, copy, HexFormat.of().formatHex(digest.digest()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JDK has it.
    }
  }

  /** As the file was called. */
  String name() {
    return name;
  }

  /** SHA-256 of the content, in hexadecimal digits. */
  String hash() {
    return hash;
  }

  /** What is done with the rows. */
  @FunctionalInterface
  interface Use<T> {
    T with(RowReader rows) throws IOException;
  }

  /**
   * Reads the rows from the first one on.
   *
   * @throws BadRow if the heading of a table is wrong
   * @throws RowsException if it cannot be read, or is not in UTF-8
   */
  <T> T read(Use<T> use) {
    var decoder = StandardCharsets.UTF_8.newDecoder(); // refuses what is not UTF-8
    try (var text =
            new BufferedReader(
                new InputStreamReader(Files.newInputStream(copy), decoder), 1 << 16);
        RowReader rows = RowReader.of(text)) {
      return use.with(rows);
    } catch (CharacterCodingException e) {
      throw RowsException.of("rows.not_utf8", Message.of("rows.not_utf8", name), e);
    } catch (IOException e) {
      throw RowsException.unreadable(name, FileProblem.of(copy, e), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      copy.toFile().deleteOnExit();
    }
  }
}
