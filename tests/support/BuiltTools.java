package tests.support;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tools that JBang has built in this run of the tests. It says on stderr that it builds one,
 * when it does; no test shall be the one that reads it, or that waits until all others are built.
 */
public final class BuiltTools {

  private static final Set<String> BUILT = new HashSet<>();

  private static final Duration BUILD = Duration.ofMinutes(4);

  private BuiltTools() {}

  /** Builds all tools, and the engine and the broker of the sandbox, one after the other. */
  public static synchronized void prepareAll() {
    LoadedTools.scripts().forEach(BuiltTools::build);
    List.of("sandbox/engine.java", "sandbox/broker.java").forEach(BuiltTools::build);
  }

  private static void build(String script) {
    if (BUILT.add(script)) {
      Command.of(script, "--help").inItsOwnProcess().timeout(BUILD).run().expect(0);
    }
  }

  /** Builds the tools that a command names, by script or alias, unless they are built. */
  static synchronized void prepareFor(List<String> words) {
    String line = String.join(" ", words);
    for (String script : LoadedTools.scripts()) {
      String alias = script.replace(".java", "").replace('_', '-');
      if (line.contains(script) || line.contains(alias)) {
        build(script);
      }
    }
  }
}
