package sandbox;

//SOURCES ChildProcess.java
//SOURCES ScriptProcess.java
//SOURCES ../lib/base/config/package-info.java
//USES ../lib/base/text/package-info.java

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.Language;

/**
 * Starts the project's programs for the demo with environment variables as their only
 * configuration: the project's own may name production systems.
 */
public final class DemoPrograms {
  private static final Pattern CONFIGURATION =
      Pattern.compile("(CAMUNDA|RABBITMQ|WORKER|ROUTING|BPMN|LOG|TOOLS|RETRY|HEARTBEAT|JOURNAL)_");

  private final Path folder;
  private final Language language;
  private final Map<String, String> told = new HashMap<>();

  /**
   * Starts nothing yet.
   *
   * @param folder for logs; it stands for the project's folder and holds no configuration
   */
  public DemoPrograms(Path folder, Language language) {
    this.folder = folder;
    this.language = language;
  }

  /** From now on every program has this environment variable. */
  public void tell(String name, String value) {
    told.put(name, value);
  }

  /** What the programs are told. */
  public Map<String, String> environment() {
    return Map.copyOf(told);
  }

  /** What they are told as settings; everything else has its default. */
  public Settings settings() {
    return Settings.load(new SettingsSources(Map.of(), told, folder, Optional.empty()));
  }

  /**
   * Starts a program.
   *
   * @param script path in the project; its output goes to a file of that name
   * @param more further environment variables
   */
  public ChildProcess start(String script, Map<String, String> more, String... arguments)
      throws IOException {
    var variables = new HashMap<>(System.getenv());
    variables.keySet().removeIf(name -> CONFIGURATION.matcher(name).lookingAt());
    variables.put("UCW_HOME", folder.toString());
    variables.put("TOOLS_LANG", language.code());
    variables.putAll(told);
    variables.putAll(more);
    var log = folder.resolve(script.replaceFirst("^.*/", "").replace(".java", ".log"));
    return ScriptProcess.start(script, log, variables, List.of(arguments));
  }
}
