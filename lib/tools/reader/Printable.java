package lib.tools.reader;

/** What others wrote must not be able to command the terminal. */
final class Printable {

  private Printable() {}

  /** On one line. */
  static String line(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f]", "\uFFFD");
  }

  /** With its line breaks. */
  static String text(String text) {
    return text.replace("\r\n", "\n")
        .replaceAll("[\\p{Cntrl}\\u0080-\\u009f&&[^\\n\\t]]", "\uFFFD");
  }
}
