package lib.tools.start.rows;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lib.base.text.Message;
import lib.systems.variables.VariableColumn;
import lib.systems.variables.VariableException;

/** The first row of a table: the names of its columns, perhaps with types. */
record TableHead(List<VariableColumn> columns) {

  /** That of an empty file. */
  static final TableHead NONE = new TableHead(List.of());

  /** What separates cells, by program and country. */
  private static final String SEPARATORS = ",;\t";

  /** Names of columns do not fill more. */
  private static final int LONGEST_HEAD = 1 << 16;

  /**
   * The first character between the names that can separate them; a comma if there is only one
   * name. Nothing is read away.
   */
  static char separator(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEAD);
    boolean quoted = false;
    char found = ',';
    for (int i = 0; i < LONGEST_HEAD; i++) {
      int c = text.read();
      quoted ^= c == '"';
      if (!quoted && SEPARATORS.indexOf(c) >= 0) {
        found = (char) c;
        break;
      }
      if (c < 0 || !quoted && (c == '\n' || c == '\r')) {
        break;
      }
    }
    text.reset();
    return found;
  }

  /**
   * @throws BadRow if a name is missing, stands twice, or has an unknown type
   */
  static TableHead of(List<String> names, long line) {
    if (names.stream().allMatch(String::isBlank)) {
      throw BadRow.last(line, Message.of("rows.no_head"), null);
    }
    List<VariableColumn> columns = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String name : names) {
      VariableColumn column = column(name, line, columns.size() + 1);
      if (!known.add(column.name())) {
        throw BadRow.last(line, Message.of("rows.column_twice", column.name()), null);
      }
      columns.add(column);
    }
    return new TableHead(List.copyOf(columns));
  }

  private static VariableColumn column(String name, long line, int number) {
    VariableColumn column;
    try {
      column = VariableColumn.of(name);
    } catch (VariableException e) {
      throw BadRow.last(line, Message.of("rows.bad_column", name, e.reason()), e);
    }
    if (column.name().isBlank()) {
      throw BadRow.last(line, Message.of("rows.nameless_column", number), null);
    }
    Optional<Message> tooLong = Cells.tooLong(column.name());
    if (tooLong.isPresent()) {
      throw BadRow.last(line, tooLong.get(), null);
    }
    if (looksLikeBusinessKey(column)) {
      throw BadRow.last(line, Message.of("rows.almost_business_key", name), null);
    }
    return column;
  }

  /** {@code businessKey}, {@code Business Key}: it must not become a variable unseen. */
  private static boolean looksLikeBusinessKey(VariableColumn column) {
    String letters = column.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    boolean exact = column.name().equals(Cells.BUSINESS_KEY) && column.type().isEmpty();
    return letters.equals("businesskey") && !exact;
  }

  boolean isBusinessKey(int index) {
    return columns.get(index).name().equals(Cells.BUSINESS_KEY);
  }
}
