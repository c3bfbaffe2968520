package tests;

//SOURCES ../sandbox/EngineProcess.java
//SOURCES ../sandbox/RabbitNode.java

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import sandbox.EngineProcess;
import sandbox.RabbitNode;

/**
 * The engine and the RabbitMQ node that the tests of one run share. Each is started when the first
 * test asks for it and ends with the run. A test that stops or breaks a server starts its own.
 */
final class Servers {

  private static EngineProcess engine;
  private static RabbitNode rabbit;

  private Servers() {}

  static synchronized EngineProcess engine() {
    if (engine == null) {
      try {
        engine = EngineProcess.start(folder("engine"), "--no-login-delay");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(engine::kill));
    }
    return engine;
  }

  static synchronized RabbitNode rabbit() {
    if (rabbit == null) {
      try {
        rabbit = RabbitNode.start(folder("rabbit"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(rabbit::kill));
    }
    return rabbit;
  }

  /** A new folder for a server of a test. */
  static Path folder(String name) throws IOException {
    return Files.createTempDirectory("ucw-test-" + name);
  }
}
