package sandbox;

//SOURCES ChildProcess.java
//SOURCES ScriptProcess.java

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An embedded engine with REST API as a child process, which ends with this JVM (see {@link
 * ChildProcess}).
 */
public final class EngineProcess implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  /** Which engine; the scripts take the same options. */
  public enum Make {
    CAMUNDA("engine.java"),
    OPERATON("engine_operaton.java");

    private final String script;

    Make(String script) {
      this.script = script;
    }
  }

  private final Make make;
  private final Path folder;
  private final List<String> options;
  private ChildProcess process;
  private URI baseUrl;

  private EngineProcess(Make make, Path folder, List<String> options) {
    this.make = make;
    this.folder = folder;
    this.options = options;
  }

  /** Starts Camunda on any free port and waits until it is ready. */
  public static EngineProcess start(Path folder, String... options) throws IOException {
    return start(Make.CAMUNDA, folder, 0, options);
  }

  /**
   * Starts an engine and waits until it is ready.
   *
   * @param folder for its output (engine.log); created if absent, never removed
   * @param port 0 = any free one
   * @param options of sandbox/engine.java except --port, for example "--auth", "demo:demo", "--db",
   *     "FILE"
   * @throws IOException if it ends instead, with the end of its output
   */
  public static EngineProcess start(Make make, Path folder, int port, String... options)
      throws IOException {
    Files.createDirectories(folder);
    var engine = new EngineProcess(make, folder, List.of(options));
    engine.launch(port);
    return engine;
  }

  /** Stops it in order (SIGTERM, then SIGKILL after 20 s). */
  public void stop() {
    process.stop(STOP_TIMEOUT);
  }

  /**
   * Kills it (SIGKILL). A database in a file stays as the crash leaves it; one in memory is gone.
   */
  public void kill() {
    process.kill();
  }

  /** Starts it again on the same port with the same options, killing it first if it is running. */
  public void restart() throws IOException {
    kill();
    launch(port());
  }

  /** Kills it, which is the fast way down. */
  @Override
  public void close() {
    kill();
  }

  /** Lets it outlive this JVM. */
  public void release() {
    process.release();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Root of its REST API, http://127.0.0.1:PORT/engine-rest. */
  public URI baseUrl() {
    return baseUrl;
  }

  public int port() {
    return baseUrl.getPort();
  }

  /** The file with its output. */
  public Path log() {
    return process.log();
  }

  private void launch(int port) throws IOException {
    var arguments = new ArrayList<>(List.of("--port", Integer.toString(port)));
    arguments.addAll(options);
    process =
        ScriptProcess.start(
            "sandbox/" + make.script, folder.resolve("engine.log"), System.getenv(), arguments);
    try {
      baseUrl = ScriptProcess.awaitReady(process);
    } catch (IOException e) {
      kill();
      throw e;
    }
  }
}
