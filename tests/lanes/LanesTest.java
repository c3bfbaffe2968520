package tests.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Eventually;
import tests.support.Report;

/** Classes in JVMs of their own, seen from the parent. */
@Tag("cli")
class LanesTest {

  /** They lie in no folder of the tests, so that no run finds them. */
  private static final String SAMPLES =
      """
      import java.nio.file.*;
      import java.util.*;
      import org.junit.jupiter.api.Test;
      import org.junit.jupiter.api.parallel.Isolated;

      class Passes {
        @Test void passes() {}
      }

      class Fails {
        @Test void fails() {
          System.out.println("printed before");
          throw new AssertionError("not as it should be");
        }
      }

      class Dies {
        @Test void dies() {
          System.out.println("held back");
          new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err))
              .println("last words");
          Runtime.getRuntime().halt(7);
        }
      }

      @Isolated
      class Alone {
        @Test void passes() {}
      }

      class Waits {
        @Test void waits() throws Exception {
          Path log = Path.of(System.getProperty("java.io.tmpdir"), "log");
          var child =
              sandbox.ChildProcess.start("sleep", log, System.getenv(), List.of("sleep", "1000"));
          Process command = new ProcessBuilder("sleep", "1000").start();
          Path pids = Path.of(System.getProperty("pids"));
          Path written = Files.createTempFile("pids", "");
          Files.writeString(
              written, ProcessHandle.current().pid() + " " + child.pid() + " " + command.pid());
          Files.move(written, pids, StandardCopyOption.ATOMIC_MOVE);
          Thread.sleep(1_000_000);
        }
      }
      """;

  @TempDir static Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8));

  @BeforeAll
  static void compile() throws IOException {
    Path source = Files.writeString(folder.resolve("Samples.java"), SAMPLES);
    String classPath = System.getProperty("java.class.path");
    List<String> words = new ArrayList<>(List.of("-d", folder.toString(), "-proc:none"));
    words.addAll(List.of("-classpath", classPath, source.toString()));
    var messages = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, messages, messages, words.toArray(String[]::new));
    assertThat(code).as(messages::toString).isZero();
  }

  private void run(int lanes, String... names) throws Exception {
    try (Lanes all = new Lanes(lanes, launch(), report)) {
      all.run(classes(names));
    }
  }

  private static Launch launch() {
    return Launch.of(new Selection(Set.of(), List.of())).with(folder);
  }

  private static List<Class<?>> classes(String... names) throws Exception {
    List<Class<?>> classes = new ArrayList<>();
    URL[] places = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places, LanesTest.class.getClassLoader())) {
      for (String name : names) {
        classes.add(loader.loadClass(name));
      }
    }
    return classes;
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void tellWhatFailed() throws Exception {
    run(2, "Passes", "Fails");
    assertThat(text())
        .containsPattern("printed before\\s+FAILED: Fails > fails\\(\\)\\s+\\S+: not as it should")
        .contains("s  Fails: 0 passed, 1 failed\n", "s  Passes: 1 passed, 0 failed\n");
    assertThat(report.totals()).isEqualTo("1 passed, 1 failed");
    assertThat(report.isGood()).isFalse();
  }

  @Test
  void aClassWhoseJvmDiesHasFailedAndTheNextOneGetsAnother() throws Exception {
    run(1, "Dies", "Passes");
    assertThat(text())
        .contains("FAILED: Dies\n    its JVM ended with exit code 7", "\n    last words\n")
        .contains("s  Dies: 0 passed, 1 failed\n", "s  Passes: 1 passed, 0 failed\n");
    assertThat(report.totals()).isEqualTo("1 passed, 1 failed");
  }

  @Test
  void whatIsIsolatedRunsWhenEverythingElseHasEnded() throws Exception {
    run(3, "Alone", "Passes", "Fails");
    assertThat(text().lines().filter(line -> line.contains(" s  ")).reduce("", (a, b) -> b))
        .endsWith("s  Alone: 1 passed, 0 failed");
  }

  @Test
  void theLongestBegin() throws Exception {
    ClassOrder order = new ClassOrder("    1.5 s  Passes: 2 passed\n   10.0 s  Dies: 1 passed\n");
    assertThat(order.beside(classes("Waits", "Passes", "Alone", "Dies")))
        .extracting(Class::getSimpleName)
        .containsExactly("Dies", "Passes", "Waits");
  }

  /** As they are when the parent is interrupted, or killed: its end of the pipe is closed. */
  @Test
  void whoseParentGivesUpEndWithTheirServers(@TempDir Path own) throws Exception {
    Path pids = own.resolve("pids");
    List<Class<?>> waiting = classes("Waits");
    Lanes all = new Lanes(1, launch().with("-Dpids=" + pids), report);
    try {
      Thread run = new Thread(() -> runUntilClosed(all, waiting));
      run.setDaemon(true);
      run.start();
      Eventually.that("a class that runs", () -> Files.exists(pids));
    } finally {
      all.close();
    }
    for (String pid : Files.readString(pids).split(" ")) {
      Eventually.that("the end of " + pid, () -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }
    assertThat(text()).isEmpty();
  }

  private static void runUntilClosed(Lanes lanes, List<Class<?>> classes) {
    try {
      lanes.run(classes);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
