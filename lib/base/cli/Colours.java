package lib.base.cli;

import java.util.Map;
import lib.base.text.Printable;

/**
 * What a stream shows of our styles.
 *
 * @param onTerminal whether the stream is a terminal
 * @param on whether it is coloured
 */
record Colours(boolean onTerminal, boolean on) {

  /** Those of a standard stream: 1 is stdout, 2 is stderr. */
  static Colours of(ToolEnvironment environment, int descriptor) {
    boolean terminal = environment.terminals().isTerminal(descriptor);
    return new Colours(terminal, areOn(environment, descriptor, terminal));
  }

  /** By the conventions of https://no-color.org and https://bixense.com/clicolors/. */
  private static boolean areOn(ToolEnvironment environment, int descriptor, boolean terminal) {
    Map<String, String> variables = environment.variables();
    if (!variables.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = variables.getOrDefault("CLICOLOR_FORCE", "");
    if (!force.isEmpty() && !force.equals("0")) {
      return true;
    }
    return terminal
        && !variables.getOrDefault("TERM", "").equals("dumb")
        && environment.terminals().showsColours(descriptor);
  }

  /** A text in a style. */
  String styled(Style style, String text) {
    return on && !text.isEmpty() ? style.apply(text) : text;
  }

  /** A text that may be styled, harmless to the terminal. */
  String printable(String text) {
    return on ? Style.printable(text) : Printable.text(text);
  }
}
