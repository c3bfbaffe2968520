package tests.support;

import java.util.List;

/**
 * How the tests of a class ended, in another JVM.
 *
 * @param output what the report of that JVM printed: the failures, and the class's line at the end
 * @param skips a line for each skipped test
 */
public record ClassResult(String output, List<String> skips, Counts counts) {

  /** The class failed as a whole. */
  public static ClassResult failed(String name, double seconds, String why) {
    String indented = why.lines().map(line -> "    " + line + "\n").reduce("", String::concat);
    Counts counts = new Counts(0, 1, 0);
    String output = "%nFAILED: %s%n%s%n%s%n";
    return new ClassResult(
        output.formatted(name, indented, counts.line(seconds, name)), List.of(), counts);
  }

  /** The same with something printed before. */
  public ClassResult after(String words) {
    return words.isEmpty() ? this : new ClassResult(words + "\n" + output, skips, counts);
  }
}
