package lib.base.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks text between its words, and nowhere else, so that it fits a width, a word that is longer
 * aside.
 *
 * @param first what the first line begins with
 * @param next what all others begin with
 */
record LineBreaks(int width, String first, String next) {

  /** Where a command has a space outside of quotes. */
  private static final String BETWEEN_WORDS = " (?=(?:[^\"']|\"[^\"]*\"|'[^']*')*$)";

  /** The lines of a text; its own line breaks stay. */
  List<String> text(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      // A dash does not begin a line.
      String[] words = line.replace(" — ", "\u00A0— ").split(" ");
      lines.addAll(filled(lines.isEmpty() ? first : next, words, ""));
    }
    return lines.stream().map(line -> line.replace('\u00A0', ' ').stripTrailing()).toList();
  }

  /** The lines of a command of a shell: they end with a backslash where it goes on. */
  List<String> command(String command) {
    return filled(first, command.strip().split(BETWEEN_WORDS), " \\");
  }

  private List<String> filled(String begin, String[] words, String end) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder(begin);
    int empty = begin.length();
    for (int i = 0; i < words.length; i++) {
      int reserved = i == words.length - 1 ? 0 : end.length();
      if (line.length() > empty && line.length() + 1 + words[i].length() + reserved > width) {
        lines.add(line + end);
        line = new StringBuilder(next);
        empty = next.length();
      }
      line.append(line.length() == empty ? "" : " ").append(words[i]);
    }
    lines.add(line.toString());
    return lines;
  }
}
