package lib.base.cli;

import java.util.Map;

/** Whether a stream is coloured. */
final class Colours {

  private Colours() {}

  /** By the conventions of https://no-color.org and https://bixense.com/clicolors/. */
  static boolean areOn(ToolEnvironment environment, int descriptor) {
    Map<String, String> variables = environment.variables();
    if (!variables.getOrDefault("NO_COLOR", "").isEmpty()) {
      return false;
    }
    String force = variables.getOrDefault("CLICOLOR_FORCE", "");
    if (!force.isEmpty() && !force.equals("0")) {
      return true;
    }
    return environment.terminals().isTerminal(descriptor)
        && !variables.getOrDefault("TERM", "").equals("dumb")
        && environment.terminals().showsColours(descriptor);
  }
}
