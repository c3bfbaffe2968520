package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import lib.base.cli.Log;
import lib.base.cli.Output;
import lib.base.cli.SecretMask;
import lib.base.cli.ToolEnvironment;
import lib.base.config.LogSettings;
import lib.base.config.Secret;
import lib.base.text.Language;
import lib.base.text.Texts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tests.support.Project;

/** The log on the console, in the journal and in the file. */
@Tag("unit")
class LogTest {

  private static final Logger LOG = LoggerFactory.getLogger("test");

  @TempDir Path folder;

  private final Map<String, String> variables = new HashMap<>();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private boolean terminal;

  private Log log(Level console, Optional<Path> file) {
    var environment =
        new ToolEnvironment(
            variables,
            folder,
            System.in,
            new ByteArrayOutputStream(),
            stderr,
            descriptor -> terminal);
    return Log.configure(
        new LogSettings(Level.INFO, file),
        console,
        "tool",
        environment,
        new Output(environment, false, false),
        Texts.load(Language.EN),
        new SecretMask(List.of(new Secret("hunter2")), List.of()));
  }

  private String err() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  private Path file() {
    return folder.resolve("logs/tools.log");
  }

  @Test
  void theConsoleShowsItsLevelAndTheFileItsOwn() throws IOException {
    Log log = log(Level.WARNING, Optional.of(file()));
    try (log) {
      LOG.debug("quiet");
      LOG.info("for the file");
      LOG.warn("for both");
    }
    assertTrue(err().matches("\\d\\d:\\d\\d:\\d\\d WARN  for both\n"), err());
    List<String> lines = Files.readAllLines(file());
    assertEquals(2, lines.size());
    String prefix = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ";
    assertTrue(lines.get(0).matches(prefix + "INFO  tool\\[\\d+\\] for the file"), lines.get(0));
  }

  @Test
  void nothingIsLoggedAfterTheEnd() throws IOException {
    log(Level.FINE, Optional.of(file())).close();
    LOG.error("late");
    assertEquals("", err());
    assertFalse(Files.exists(file()));
  }

  @Test
  void secretsAreMaskedInMessagesAndExceptions() throws IOException {
    Log log = log(Level.FINE, Optional.of(file()));
    try (log) {
      LOG.error("password {}", "hunter2", new IllegalStateException("with hunter2"));
    }
    String all = err() + Files.readString(file());
    assertThat(all).doesNotContain("hunter2");
    assertThat(all).contains("IllegalStateException: with ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc\r\n2026-01-31 03:00:00.000 ERROR forged",
        "abc\u2028 \u0085 \u009B31m \u001B[31m",
        "abc\u202Edetrever\u200B"
      })
  void nothingFromOutsideSteersTheTerminalOrForgesARecord(String foreign) throws IOException {
    Log log = log(Level.FINE, Optional.of(file()));
    try (log) {
      LOG.warn("task {}", foreign, new IllegalStateException(foreign));
    }
    for (String text : List.of(err(), Files.readString(file()))) {
      List<String> lines = text.lines().toList();
      assertThat(lines.get(0)).as(text).contains(" WARN  ");
      assertTrue(lines.stream().skip(1).allMatch(line -> line.startsWith("\t")), text);
      assertFalse(text.chars().anyMatch(c -> c > 0x7F || c < ' ' && c != '\n' && c != '\t'), text);
    }
  }

  @Test
  void aMessageOfAnyLengthIsShortInTheLog() throws IOException {
    Log log = log(Level.SEVERE, Optional.of(file()));
    try (log) {
      LOG.warn("task {}", "x".repeat(200_000), new IllegalStateException("y".repeat(200_000)));
    }
    assertTrue(Files.size(file()) < 40_000, "" + Files.size(file()));
    assertThat(Files.readString(file())).contains("xxx… (+196005)");
  }

  @Test
  void theFileIsItsOwnersAloneAndStaysSharedIfItWas() throws IOException {
    Log log = log(Level.SEVERE, Optional.of(file()));
    try (log) {
      LOG.warn("one");
      assertEquals("rw-------", rights());
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-r--"));
      Files.write(file(), new byte[10 * 1024 * 1024]);
      LOG.warn("two");
    }
    assertEquals("rw-rw-r--", rights());
  }

  private String rights() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }

  @Test
  void theConsoleShowsStackTracesOnlyIfDetailed() {
    Log log = log(Level.WARNING, Optional.empty());
    try (log) {
      LOG.warn("failed", new IllegalStateException("why"));
    }
    assertThat(err()).endsWith("failed: java.lang.IllegalStateException: why\n");
  }

  /** Only the variable's value is put in: what is compared with it is this process's stderr. */
  @Test
  void theJournalGetsPrioritiesOnEveryLine() throws IOException {
    Map<String, Object> stderrFile =
        Files.readAttributes(Path.of("/proc/self/fd/2"), "unix:dev,ino");
    variables.put("JOURNAL_STREAM", stderrFile.get("dev") + ":" + stderrFile.get("ino"));
    Log log = log(Level.FINE, Optional.empty());
    try (log) {
      LOG.error("two\nlines", new IllegalStateException("why"));
      LOG.warn("w");
      LOG.info("i");
      LOG.debug("d");
    }
    List<String> lines = err().lines().toList();
    assertEquals("<3>ERROR two\\nlines", lines.get(0));
    assertEquals("<3>\tjava.lang.IllegalStateException: why", lines.get(1));
    assertEquals(
        List.of("<4>WARN  w", "<6>INFO  i", "<7>DEBUG d"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"8:1234", "", "nonsense", "1"})
  void aStreamOfSomebodyElseIsNoReasonForPriorities(String stream) {
    variables.put("JOURNAL_STREAM", stream);
    Log log = log(Level.FINE, Optional.empty());
    try (log) {
      LOG.error("inherited");
    }
    assertTrue(err().matches("\\d\\d:\\d\\d:\\d\\d ERROR inherited\n"), err());
  }

  @Test
  void colourFollowsTheLevel() {
    terminal = true;
    Log log = log(Level.FINE, Optional.empty());
    try (log) {
      LOG.error("e");
      LOG.info("i");
    }
    String[] lines = err().split("\n");
    assertThat(lines[0]).as(err()).startsWith("\u001B[31m");
    assertThat(lines[1]).as(err()).doesNotContain("\u001B");
  }

  @Test
  void librariesStayQuietInDetailedLogs() {
    Log log = log(Level.FINE, Optional.empty());
    try (log) {
      LoggerFactory.getLogger("com.rabbitmq.client.X").debug("noise");
      LOG.debug("wanted");
    }
    assertThat(err()).doesNotContain("noise");
    assertThat(err()).contains("wanted");
  }

  @Test
  void aFileThatCannotBeWrittenIsOneWarning() throws IOException {
    Files.writeString(folder.resolve("logs"), "in the way");
    Log log = log(Level.SEVERE, Optional.of(file()));
    try (log) {
      LOG.info("one");
      LOG.info("two");
    }
    assertEquals(1, err().lines().count(), err());
    assertThat(err()).startsWith("Cannot write the log to file " + file());
  }

  @Test
  void aFullFileIsRotatedAndFiveAreKept() throws IOException {
    Files.createDirectories(file().getParent());
    Log log = log(Level.SEVERE, Optional.of(file()));
    try (log) {
      for (int i = 1; i <= 8; i++) {
        Files.write(file(), new byte[10 * 1024 * 1024]);
        LOG.info("record {}", i);
      }
    }
    assertEquals(1, Files.readAllLines(file()).size());
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertEquals(
          List.of(
              "tools.log",
              "tools.log.1",
              "tools.log.2",
              "tools.log.3",
              "tools.log.4",
              "tools.log.5",
              "tools.log.lock"),
          files.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void noRecordIsLostOrMixedWhenThreadsLogAndRotate() throws Exception {
    Files.createDirectories(file().getParent());
    Files.write(file(), new byte[10 * 1024 * 1024 - 1000]);
    Log log = log(Level.SEVERE, Optional.of(file()));
    try (log) {
      var threads = new ArrayList<Thread>();
      for (int t = 0; t < 4; t++) {
        var thread = new Thread(() -> logMany(Thread.currentThread().getName()), "t" + t);
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    long found =
        Stream.of(file(), file().resolveSibling("tools.log.1"))
            .flatMap(LogTest::lines)
            .filter(line -> line.matches(".* record t\\d \\d+"))
            .count();
    assertEquals(200, found);
  }

  private static void logMany(String name) {
    for (int i = 0; i < 50; i++) {
      LOG.info("record {} {}", name, i);
    }
  }

  private static Stream<String> lines(Path file) {
    return Project.read(file).lines();
  }
}
