package lib.tools.start.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Message;
import lib.systems.camunda.StartRequest;
import lib.systems.variables.VariableType;

/**
 * Reads all rows before anything is started, and finds whatever is wrong with any of them. Used
 * once.
 */
final class RowCheck {

  /** More than anybody repairs without looking at the file. */
  static final int SHOWN = 20;

  /** So many rows are shown of what would be started. */
  private static final int SAMPLES = 3;

  private final Map<String, ObjectNode> common;
  private final Map<String, Long> lineOfKey = new HashMap<>();
  private final List<Message> problems = new ArrayList<>();
  private final List<Row> samples = new ArrayList<>();
  private long rows;
  private long wrong;
  private long withoutKey;
  private long longStrings;

  /**
   * What a file holds.
   *
   * @param samples the first rows
   * @param wrong how many rows have mistakes; the first ones are named by the problems
   * @param withoutKey how many have no business key
   * @param tooLong how many have a String that is usually too long for the engine
   */
  record Result(
      long rows,
      List<Row> samples,
      long wrong,
      List<Message> problems,
      long withoutKey,
      long tooLong) {}

  /**
   * @param common variables of all rows
   */
  RowCheck(Map<String, ObjectNode> common) {
    this.common = common;
  }

  /** Reads them all. */
  Result check(Snapshot snapshot) {
    try {
      snapshot.read(this::readAll);
    } catch (BadRow e) {
      add(e);
    }
    if (rows == 0 && wrong == 0) {
      throw RowsException.of("rows.none", Message.of("rows.none", snapshot.name()), null);
    }
    return new Result(
        rows, List.copyOf(samples), wrong, List.copyOf(problems), withoutKey, longStrings);
  }

  private Void readAll(RowReader reader) throws IOException {
    boolean more = true;
    while (more) {
      try {
        Optional<Row> row = reader.next();
        row.ifPresent(this::check);
        more = row.isPresent();
      } catch (BadRow e) {
        add(e);
        more = !e.isLast();
      }
    }
    return null;
  }

  private void add(BadRow problem) {
    wrong++;
    if (problems.size() < SHOWN) {
      problems.add(problem.userMessage());
    }
  }

  private void check(Row row) {
    row.businessKey().ifPresentOrElse(key -> checkKey(row, key), () -> withoutKey++);
    for (String name : row.variables().keySet()) {
      if (common.containsKey(name)) {
        throw BadRow.of(row.line(), Message.of("rows.variable_twice", name));
      }
      Optional<Message> tooLong = Cells.tooLong(name);
      if (tooLong.isPresent()) {
        throw BadRow.of(row.line(), tooLong.get());
      }
    }
    rows++;
    longStrings += row.variables().values().stream().anyMatch(VariableType::isTooLong) ? 1 : 0;
    if (samples.size() < SAMPLES) {
      samples.add(with(common, row));
    }
  }

  private void checkKey(Row row, String key) {
    if (key.isBlank()) {
      throw BadRow.of(row.line(), Message.of("rows.empty_business_key"));
    }
    if (key.length() > StartRequest.LONGEST_BUSINESS_KEY) {
      throw BadRow.of(
          row.line(),
          Message.of(
              "rows.long_business_key",
              Message.count("character", key.length()),
              StartRequest.LONGEST_BUSINESS_KEY));
    }
    Long other = lineOfKey.putIfAbsent(key, row.line());
    if (other != null) {
      throw BadRow.of(row.line(), Message.of("rows.business_key_twice", key, other));
    }
  }

  /** The row with the variables that all rows have. */
  static Row with(Map<String, ObjectNode> common, Row row) {
    Map<String, ObjectNode> all = new LinkedHashMap<>(common);
    all.putAll(row.variables());
    return new Row(row.line(), row.businessKey(), all);
  }
}
