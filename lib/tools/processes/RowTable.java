package lib.tools.processes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.Table;
import lib.base.text.Severity;
import lib.base.text.Texts;

/**
 * The rows of a list, a line each. Of a row no more is kept than that line, so that ten thousand of
 * them need some ten megabytes.
 */
final class RowTable {

  private record Row(Severity severity, String age, List<String> cells) {}

  private static final Comparator<Row> URGENT_FIRST =
      Comparator.comparing(Row::severity).reversed().thenComparing(Row::age);

  private final EngineList list;
  private final RowLines lines;
  private final List<Row> rows = new ArrayList<>();

  RowTable(EngineList list, RowLines lines) {
    this.list = list;
    this.lines = lines;
  }

  void add(JsonNode row) {
    List<String> cells =
        TableLayout.of(list).stream().map(column -> lines.cell(column.source(), row)).toList();
    rows.add(new Row(lines.severity(list, row), row.path("createTime").asText(""), cells));
  }

  /** Those that need somebody first; tasks by their age, all others as they came. */
  void print(Output out, Texts texts) {
    var columns = TableLayout.of(list).stream().map(TableLayout::column).toList();
    var table = new Table(out, texts, "processes", columns);
    rows.stream()
        .sorted(URGENT_FIRST)
        .forEach(row -> table.row(style(row.severity()), row.cells()));
    table.print();
  }

  /** Every incident is one; that need not be said by each line. */
  private Optional<Style> style(Severity severity) {
    return list == EngineList.INCIDENTS ? Optional.empty() : Style.of(severity);
  }
}
