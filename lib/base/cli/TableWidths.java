package lib.base.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How wide the columns of a table are: as wide as their widest cell if there is room for all; else
 * the widest texts give way, down to a number that says something; where that is not enough, whole
 * columns go. A key that is longer than others' is no reason for that.
 */
final class TableWidths {

  /** Between two columns. */
  static final int GAP = 2;

  /** Rather fewer columns than texts of less than that, ... */
  private static final int LEAST = 18;

  /** ... but for the columns that say most. */
  private static final int LEAST_OF_FIRST = 12;

  private static final int FIRST = 3;

  /** What a row is about has that much at least, the length of an id; else three fifths. */
  private static final int LEAST_KEY = 36;

  private final List<TableColumn> columns;
  private final int[] widths;
  private final int room;
  private final List<Integer> shown = new ArrayList<>();

  /**
   * @param natural the widest cell of each column, its header among them; 0 for an empty column
   * @param room columns of the terminal
   */
  TableWidths(List<TableColumn> columns, int[] natural, int room) {
    this.columns = columns;
    this.widths = natural.clone();
    this.room = room;
    IntStream.range(0, widths.length).filter(i -> widths[i] > 0).forEach(shown::add);
    while (least() > room && leaveOneOut()) {
      // The next one.
    }
    while (total() > room && shrinkWidest()) {
      // By one.
    }
  }

  /** The columns of which a longer key has a line of its own and makes its column no wider. */
  static int longestKey(int room) {
    return Math.max(LEAST_KEY, room / 5 * 3);
  }

  /** The columns that are shown, by their places. */
  List<Integer> shown() {
    return shown;
  }

  int width(int column) {
    return widths[column];
  }

  private int least() {
    return sum(shown.stream().mapToInt(this::least));
  }

  private int total() {
    return sum(shown.stream().mapToInt(column -> widths[column]));
  }

  private int sum(IntStream parts) {
    return parts.sum() + GAP * (shown.size() - 1);
  }

  private int least(int column) {
    int least = columns.get(column).rank() <= FIRST ? LEAST_OF_FIRST : LEAST;
    return isText(column) ? Math.min(least, widths[column]) : widths[column];
  }

  private boolean isText(int column) {
    return columns.get(column).kind() == TableColumn.Kind.TEXT;
  }

  private boolean leaveOneOut() {
    return shown.stream()
        .filter(column -> columns.get(column).rank() > 0)
        .max(Comparator.comparing(column -> columns.get(column).rank()))
        .map(column -> shown.remove((Object) column))
        .orElse(false);
  }

  private boolean shrinkWidest() {
    var widest =
        shown.stream()
            .filter(column -> isText(column) && widths[column] > least(column))
            .max(Comparator.comparing(column -> widths[column]));
    widest.ifPresent(column -> widths[column]--);
    return widest.isPresent();
  }
}
