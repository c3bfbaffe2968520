package lib.systems.variables;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Quotes, brackets and braces, which protect the commas inside them.
 *
 * <p>A quote opens only where a word begins, so the apostrophe of {@code O'Brien} and the inch of
 * {@code 5"} are text. Inside brackets and braces is JSON: only double quotes count there.
 */
final class Enclosure {

  private Enclosure() {}

  /** Whether something opens at an index of the text. */
  static boolean opensAt(Slice text, int index) {
    char c = text.at(index);
    if (c == '[' || c == '{') {
      return true;
    }
    return (c == '"' || c == '\'') && (index == 0 || isBeforeWord(text.at(index - 1)));
  }

  private static boolean isBeforeWord(char c) {
    return Character.isWhitespace(c) || "=,:(".indexOf(c) >= 0;
  }

  /**
   * The index after the end of what opens at an index.
   *
   * @throws VariableException if it does not end
   */
  static int end(Slice text, int open) {
    return text.at(open) == '"' || text.at(open) == '\''
        ? endOfQuotes(text, open)
        : endOfBrackets(text, open);
  }

  /** Whether one pair of quotes, brackets or braces is all there is. */
  static boolean isAllOf(Slice text) {
    return !text.isEmpty() && opensAt(text, 0) && end(text, 0) == text.length();
  }

  private static int endOfQuotes(Slice text, int open) {
    char quote = text.at(open);
    for (int i = open + 1; i < text.length(); i++) {
      if (text.at(i) == quote) {
        return i + 1;
      }
      if (quote == '"' && text.at(i) == '\\') {
        i++; // As in the shell: a backslash protects inside double quotes only.
      }
    }
    throw text.part(open, text.length()).wrong("variables.open_quote", quote);
  }

  private static int endOfBrackets(Slice text, int open) {
    Deque<Integer> opened = new ArrayDeque<>();
    for (int i = open; i < text.length(); i++) {
      char c = text.at(i);
      if (c == '"') {
        i = endOfQuotes(text, i) - 1;
      } else if (c == '[' || c == '{') {
        opened.push(i);
      } else if (c == ']' || c == '}') {
        char expected = text.at(opened.pop()) == '[' ? ']' : '}';
        if (c != expected) {
          throw text.part(i, text.length()).wrong("variables.other_bracket", c, expected);
        }
        if (opened.isEmpty()) {
          return i + 1;
        }
      }
    }
    int first = opened.getLast();
    throw text.part(first, text.length()).wrong("variables.open_bracket", text.at(first));
  }

  /** What stands between the quotes of a text that {@link #isAllOf} them. */
  static String unquoted(Slice text) {
    String inside = text.part(1, text.length() - 1).text();
    return text.at(0) == '"' ? inside.replaceAll("\\\\([\"\\\\])", "$1") : inside;
  }
}
