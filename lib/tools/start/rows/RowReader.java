package lib.tools.start.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/** Reads the rows of a file, one after another. Used by one thread. */
public interface RowReader extends AutoCloseable {

  /** The mark that Windows programs put in front of UTF-8. */
  int BYTE_ORDER_MARK = 0xFEFF;

  /**
   * A file that begins with a brace has a JSON object a line, any other one is a table.
   *
   * @param text closed with the reader
   * @throws BadRow if its heading is wrong
   * @throws IOException if it cannot be read
   */
  static RowReader of(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return firstCharacter(text) == '{' ? new JsonRows(text) : new CsvRows(text);
  }

  private static int firstCharacter(BufferedReader text) throws IOException {
    final int farEnough = 4096;
    text.mark(farEnough);
    int first = text.read();
    for (int i = 1; i < farEnough && Character.isWhitespace(first); i++) {
      first = text.read();
    }
    text.reset();
    return first;
  }

  /**
   * The next row; empty at the end.
   *
   * @throws BadRow if the row is wrong; unless that is the last one, the next can be asked for
   * @throws IOException if the file cannot be read
   */
  Optional<Row> next() throws IOException;

  @Override
  void close() throws IOException;
}
