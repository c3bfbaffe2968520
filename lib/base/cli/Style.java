package lib.base.cli;

import java.util.Optional;
import java.util.regex.Pattern;
import lib.base.text.Printable;
import lib.base.text.Severity;

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

  /** What these styles consist of; everything else that an escape begins is not ours. */
  private static final Pattern SEQUENCE = Pattern.compile("\u001B\\[(?:3[1-3]|[012])m");

  /** That of a line which tells of something so serious; none if it is not. */
  public static Optional<Style> of(Severity severity) {
    return switch (severity) {
      case OK -> Optional.empty();
      case WARNING -> Optional.of(WARNING);
      case CRITICAL -> Optional.of(FAILURE);
    };
  }

  /** The text in this style, by ANSI escape sequences. */
  String apply(String text) {
    return "\u001B[" + code + "m" + text + "\u001B[0m";
  }

  /** A text that may be styled already, made harmless but for its styles and line breaks. */
  static String printable(String text) {
    if (text.indexOf('\u001B') < 0) {
      return Printable.text(text);
    }
    var printable = new StringBuilder();
    var sequences = SEQUENCE.matcher(text);
    int end = 0;
    while (sequences.find()) {
      printable.append(Printable.text(text.substring(end, sequences.start())));
      printable.append(sequences.group());
      end = sequences.end();
    }
    return printable.append(Printable.text(text.substring(end))).toString();
  }
}
