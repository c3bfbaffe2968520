package lib.systems.variables;

import lib.base.text.Message;

/**
 * A piece of the user's text that knows where it comes from.
 *
 * @param whole all of the user's text
 * @param start index of the first character
 * @param end index after the last one
 */
record Slice(String whole, int start, int end) {

  static Slice of(String text) {
    return new Slice(text, 0, text.length());
  }

  String text() {
    return whole.substring(start, end);
  }

  int length() {
    return end - start;
  }

  boolean isEmpty() {
    return start == end;
  }

  char at(int index) {
    return whole.charAt(start + index);
  }

  /** From one index of this slice up to another one. */
  Slice part(int from, int to) {
    return new Slice(whole, start + from, start + to);
  }

  /** Without white space around it. */
  Slice strip() {
    int from = start;
    int to = end;
    while (from < to && Character.isWhitespace(whole.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(whole.charAt(to - 1))) {
      to--;
    }
    return new Slice(whole, from, to);
  }

  /** The first or last index of a character in this slice, or -1. */
  int indexOf(char wanted) {
    int index = whole.indexOf(wanted, start);
    return index < 0 || index >= end ? -1 : index - start;
  }

  int lastIndexOf(char wanted) {
    int index = whole.lastIndexOf(wanted, end - 1);
    return index < start ? -1 : index - start;
  }

  /** The complaint that something is wrong at the start of this slice. */
  VariableException wrong(String key, Object... args) {
    return wrong(null, Message.of(key, args));
  }

  VariableException wrong(Throwable cause, Message what) {
    return new VariableException(what, where(), cause);
  }

  /** Lines and columns are counted from 1; columns in characters, not in Java's {@code char}s. */
  private Message where() {
    int lineStart = whole.lastIndexOf('\n', start - 1) + 1;
    long line = 1 + whole.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int column = 1 + whole.codePointCount(lineStart, start);
    return whole.strip().indexOf('\n') < 0
        ? Message.of("variables.column", column)
        : Message.of("variables.line_and_column", line, column);
  }
}
