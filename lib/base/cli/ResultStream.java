package lib.base.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lib.base.text.Printable;

/** Standard output: the result goes there, so it counts if it cannot be written. */
final class ResultStream {

  private final OutputStreamWatch watch;
  private final PrintStream stream;
  private boolean goesOn;
  private boolean used;

  ResultStream(OutputStream target) {
    this.watch = new OutputStreamWatch(target);
    this.stream = new PrintStream(watch, false, StandardCharsets.UTF_8);
  }

  /**
   * Prints lines.
   *
   * @param otherwise what is done if they could not be written, nobody has closed the stream, and
   *     work goes on: what was done is not lost
   * @throws OutputClosedException if they could not be written and work does not go on
   */
  void println(String text, Runnable otherwise) {
    used = true;
    if (watch.failure() == null) {
      stream.println(text);
      stream.flush();
    }
    if (watch.failure() == null) {
      return;
    }
    var failure = new OutputClosedException(watch.failure());
    if (!goesOn) {
      throw failure;
    }
    if (!failure.isBrokenPipe()) {
      otherwise.run();
    }
  }

  /** Prints a document in UTF-8, piece by piece, made harmless as {@link Printable} does. */
  void copy(Path file) {
    StringBuilder piece = new StringBuilder();
    char[] buffer = new char[8192];
    try (Reader reader = Files.newBufferedReader(file)) {
      for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
        piece.append(buffer, 0, length);
        int end = Printable.lastCut(piece);
        stream.print(Printable.text(piece.substring(0, end)));
        piece.delete(0, end);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stream.print(Printable.text(piece.toString()));
    checkOpen();
  }

  PrintStream stream() {
    return stream;
  }

  /** Whether lines have been printed. */
  boolean isUsed() {
    return used;
  }

  /** From now on a failure does not end the run where it occurs. */
  void goOn() {
    goesOn = true;
  }

  /** From now on a failure ends the run again. */
  void stopAtFailure() {
    goesOn = false;
  }

  /** Flushes, and fails if it could not be written. */
  void checkOpen() {
    stream.flush();
    if (watch.failure() != null && !goesOn) {
      throw new OutputClosedException(watch.failure());
    }
  }

  /** The end of the run; that only the reader is missing is no failure if work had to go on. */
  void finish() {
    checkOpen();
    if (watch.failure() != null && !new OutputClosedException(watch.failure()).isBrokenPipe()) {
      throw new OutputClosedException(watch.failure());
    }
  }
}
