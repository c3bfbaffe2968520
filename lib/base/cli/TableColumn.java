package lib.base.cli;

/**
 * A column of a {@link Table}.
 *
 * @param code of its header, under {@code BUNDLE.column.}
 * @param kind what may become of its cells where the terminal is narrow
 * @param rank how long it stays there: 0 is never left out, the highest goes first
 */
public record TableColumn(String code, Kind kind, int rank) {

  /** What a cell is. */
  public enum Kind {
    /** An id or a name that people copy: as a whole or not at all. */
    WHOLE,
    /** Cut with an ellipsis. */
    TEXT,
    /** Under one another by their last digits, as a whole. */
    NUMBER
  }

  /** The column that says what the row is about. */
  public static TableColumn key(String code) {
    return new TableColumn(code, Kind.WHOLE, 0);
  }

  /** A column of ids. */
  public static TableColumn whole(String code, int rank) {
    return new TableColumn(code, Kind.WHOLE, rank);
  }

  /** A column of words. */
  public static TableColumn text(String code, int rank) {
    return new TableColumn(code, Kind.TEXT, rank);
  }

  /** A column of numbers. */
  public static TableColumn number(String code, int rank) {
    return new TableColumn(code, Kind.NUMBER, rank);
  }
}
