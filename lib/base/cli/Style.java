package lib.base.cli;

/** What a colour means. */
public enum Style {
  OK("32"),
  WARNING("33"),
  FAILURE("31"),
  ACCENT("1"),
  DIM("2");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text in this style, by ANSI escape sequences. */
  String apply(String text) {
    return "\u001B[" + code + "m" + text + "\u001B[0m";
  }
}
