package tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import sandbox.EngineProcess;
import sandbox.RabbitNode;

/**
 * The engine and the RabbitMQ node that the tests of one JVM share. Each is started when the first
 * test asks for it and ends with the JVM. A test that stops or breaks a server starts its own.
 */
public final class Servers {

  /** The user of {@link #securedEngine}, with characters that URLs and headers do not like. */
  public static final String USER = "worker";

  public static final String PASSWORD = Transcript.secret("p%40ss:w/rd+&=?#4711");

  private static EngineProcess engine;
  private static EngineProcess secured;
  private static EngineProcess withRights;
  private static RabbitNode rabbit;

  private static final List<Path> FOLDERS = new CopyOnWriteArrayList<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Servers::clean));
  }

  private Servers() {}

  /** Ends the shared servers, then removes every folder: a run leaves nothing behind. */
  private static void clean() {
    Stream.of(engine, secured, withRights).filter(Objects::nonNull).forEach(EngineProcess::kill);
    if (rabbit != null) {
      rabbit.kill();
    }
    FOLDERS.forEach(RunFolder::remove);
  }

  public static synchronized EngineProcess engine() {
    if (engine == null) {
      engine = startEngine();
    }
    return engine;
  }

  /** An engine that asks for a user and a password. */
  public static synchronized EngineProcess securedEngine() {
    if (secured == null) {
      secured = startEngine("--auth", USER + ":" + PASSWORD);
    }
    return secured;
  }

  /** An engine in which {@link #USER} may do everything and everybody else what is granted. */
  public static synchronized EngineProcess engineWithRights() {
    if (withRights == null) {
      withRights = startEngine("--auth", USER + ":" + PASSWORD, "--authorization");
    }
    return withRights;
  }

  private static EngineProcess startEngine(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--no-login-delay");
    try {
      return EngineProcess.start(folder("engine"), all.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static synchronized RabbitNode rabbit() {
    if (rabbit == null) {
      try {
        rabbit = RabbitNode.start(folder("rabbit"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return rabbit;
  }

  /** A new folder for a server of a test. */
  public static Path folder(String name) throws IOException {
    Path folder = Files.createTempDirectory("ucw-test-" + name);
    FOLDERS.add(folder);
    return folder;
  }
}
