package tests.base.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lib.base.cli.StopSignals;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The first signal asks to stop, the second one ends the process. */
@Tag("cli")
class StopSignalsTest {

  /** Stops never, whatever is asked of it. */
  static final class Stubborn {
    public static void main(String... args) throws InterruptedException {
      StopSignals.onStop(signal -> System.out.println("asked by " + signal));
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }

  @Test
  void theFirstSignalCallsBackAndTheSecondEndsAtOnce() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Stubborn.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      await(out, "ready");
      // Process.destroy() would close the stream as well.
      process.toHandle().destroy();
      await(out, "asked by TERM");
      process.toHandle().destroy();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(143, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  private static void await(BufferedReader out, String line) throws IOException {
    assertEquals(line, out.readLine());
  }
}
