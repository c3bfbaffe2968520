package lib.base.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lib.base.cli.TableColumn.Kind;
import lib.base.text.DisplayWidth;
import lib.base.text.Printable;
import lib.base.text.Texts;

/**
 * Rows for people, one line each, without borders, as wide as the terminal; see {@link
 * Output#width} for what that is elsewhere. A column in which nothing stands is not shown.
 *
 * <p>picocli's {@code TextTable} wraps or cuts columns of fixed widths without an ellipsis and
 * takes emoji and combining characters for one column, so this is laid out here. It keeps what it
 * was given until it is printed: short texts, some 1 KB a row.
 */
public final class Table {

  /** Longer cells are cut before anything is measured: no terminal is that wide. */
  private static final int LONGEST = 2000;

  private record Row(List<String> cells, Optional<Style> style) {}

  private final Output out;
  private final Texts texts;
  private final String bundle;
  private final List<TableColumn> columns;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param bundle whose texts {@code BUNDLE.column.CODE} are the headers
   */
  public Table(Output out, Texts texts, String bundle, List<TableColumn> columns) {
    this.out = out;
    this.texts = texts;
    this.bundle = bundle;
    this.columns = List.copyOf(columns);
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns, from wherever; an empty one is shown as a dash
   */
  public void row(Optional<Style> style, List<String> cells) {
    rows.add(new Row(cells.stream().map(Table::harmless).toList(), style));
  }

  private static String harmless(String cell) {
    return DisplayWidth.tamed(Printable.line(cell, LONGEST)).strip();
  }

  /** The cell of a number; empty if nobody knows it. */
  public static String cell(OptionalLong number) {
    return number.isPresent() ? Texts.number(number.getAsLong()) : "";
  }

  /** The cell of a number; empty if nobody knows it. */
  public static String cell(OptionalInt number) {
    return number.isPresent() ? Texts.number(number.getAsInt()) : "";
  }

  /** Prints it; nothing if there are no rows. */
  public void print() {
    if (rows.isEmpty()) {
      return;
    }
    List<String> headers =
        columns.stream().map(column -> texts.get(bundle + ".column." + column.code())).toList();
    int room = out.width().orElse(Integer.MAX_VALUE);
    var widths = new TableWidths(columns, natural(headers, room), room);
    out.line(Style.ACCENT, line(headers, widths));
    for (Row row : rows) {
      String line = line(row.cells(), widths);
      row.style().ifPresentOrElse(style -> out.line(style, line), () -> out.line(line));
    }
    String missing =
        IntStream.range(0, columns.size())
            .filter(column -> isFilled(column) && !widths.shown().contains(column))
            .mapToObj(headers::get)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      out.line(Style.DIM, texts.get("cli.table.narrow", missing));
    }
  }

  private boolean isFilled(int column) {
    return rows.stream().anyMatch(row -> !row.cells().get(column).isEmpty());
  }

  private int[] natural(List<String> headers, int room) {
    return IntStream.range(0, columns.size())
        .map(column -> natural(column, DisplayWidth.of(headers.get(column)), room))
        .toArray();
  }

  private int natural(int column, int header, int room) {
    boolean key = columns.get(column).rank() == 0;
    int longest = key ? TableWidths.longestKey(room) : Integer.MAX_VALUE;
    int widest =
        rows.stream()
            .mapToInt(row -> DisplayWidth.of(row.cells().get(column)))
            .filter(width -> width <= longest)
            .max()
            .orElse(longest);
    return widest == 0 ? 0 : Math.max(widest, header);
  }

  /** A key that is too long for its column has a line of its own. */
  private String line(List<String> cells, TableWidths widths) {
    var line = new StringBuilder();
    for (int column : widths.shown()) {
      TableColumn what = columns.get(column);
      int width = widths.width(column);
      String cell = cells.get(column).isEmpty() ? "-" : cells.get(column);
      String shown = what.kind() == Kind.TEXT ? DisplayWidth.cut(cell, width) : cell;
      int free = width - DisplayWidth.of(shown);
      if (free < 0) {
        line.append(shown).append('\n').append(" ".repeat(width));
      } else {
        String padding = " ".repeat(free);
        line.append(what.kind() == Kind.NUMBER ? padding + shown : shown + padding);
      }
      line.append(" ".repeat(TableWidths.GAP));
    }
    return line.toString().stripTrailing();
  }
}
