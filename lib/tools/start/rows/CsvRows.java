package lib.tools.start.rows;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.json.Json;
import lib.base.text.Message;
import lib.systems.variables.VariableColumn;

/**
 * Rows of a table: values separated by commas, semicolons or tabs, below a row with the names of
 * the columns. A cell with nothing in it sets no variable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvRows implements RowReader {

  /** A quote that nobody has closed makes the rest of a file one cell. */
  private static final int LONGEST_CELL = 4 << 20;

  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
          .build();

  private final CsvParser parser;
  private final TableHead head;
  private long line = 1;

  /**
   * @throws BadRow if the names of the columns are wrong
   */
  CsvRows(BufferedReader text) throws IOException {
    char separator = TableHead.separator(text);
    parser = FACTORY.createParser(text);
    parser.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
    parser.nextToken(); // the array of all rows
    head = cells().map(names -> TableHead.of(names, line)).orElse(TableHead.NONE);
  }

  @Override
  public Optional<Row> next() throws IOException {
    Optional<List<String>> cells = cells();
    while (cells.isPresent() && cells.get().stream().allMatch(String::isEmpty)) {
      cells = cells(); // Spreadsheets leave rows without anything in them at the end.
    }
    return cells.map(this::row);
  }

  private Optional<List<String>> cells() throws IOException {
    try {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      line = parser.currentLocation().getLineNr();
      List<String> cells = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        cells.add(parser.getText());
      }
      return Optional.of(cells);
    } catch (JacksonException e) {
      throw BadRow.last(line, Message.of("rows.broken_table", Json.problem(e)), e);
    }
  }

  private Row row(List<String> cells) {
    if (cells.size() != head.columns().size()) {
      throw BadRow.of(
          line,
          Message.of(
              "rows.other_width",
              Message.count("cell", cells.size()),
              Message.count("column", head.columns().size())));
    }
    Optional<String> businessKey = Optional.empty();
    Map<String, ObjectNode> variables = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      VariableColumn column = head.columns().get(i);
      if (head.isBusinessKey(i)) {
        businessKey = Optional.of(cell);
      } else if (!cell.isEmpty()) {
        variables.put(column.name(), Cells.variable(line, column.name(), () -> column.value(cell)));
      }
    }
    return new Row(line, businessKey, variables);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
