package sandbox;

//SOURCES ChildProcess.java

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's scripts as child processes, run through its own wrapper. */
public final class ScriptProcess {
  // Long enough for the first start ever, which fetches some 40 MB of libraries; a few seconds
  // otherwise.
  private static final Duration START_TIMEOUT = Duration.ofMinutes(10);
  private static final String READY = "READY ";

  private ScriptProcess() {}

  /**
   * Starts a script without waiting for anything.
   *
   * @param script path in the project, for example worker.java
   * @param log file for its output, overwritten
   */
  public static ChildProcess start(
      String script, Path log, Map<String, String> environment, List<String> arguments)
      throws IOException {
    var folder = projectFolder();
    var command = new ArrayList<String>();
    command.add(folder.resolve("jbang").toString());
    command.add(folder.resolve(script).toString());
    command.addAll(arguments);
    return ChildProcess.start(script, log, environment, command);
  }

  /**
   * Waits for the line "READY URL" in a script's output.
   *
   * @throws IOException if the script ends instead, with the end of its output
   */
  public static URI awaitReady(ChildProcess process) throws IOException {
    process.await(() -> readyUrl(process).isPresent(), START_TIMEOUT);
    return readyUrl(process).orElseThrow();
  }

  private static Optional<URI> readyUrl(ChildProcess process) {
    return process
        .output()
        .lines()
        .filter(line -> line.startsWith(READY))
        .map(line -> URI.create(line.substring(READY.length()).strip()))
        .findFirst();
  }

  /**
   * UCW_HOME, which the wrapper sets, or the current folder: no property tells where a script lies.
   */
  private static Path projectFolder() throws IOException {
    return Stream.of(System.getenv().getOrDefault("UCW_HOME", ""), "")
        .map(folder -> Path.of(folder).toAbsolutePath())
        .filter(folder -> Files.isExecutable(folder.resolve("jbang")))
        .findFirst()
        .orElseThrow(() -> new IOException("run this from the project's folder, where jbang is"));
  }
}
