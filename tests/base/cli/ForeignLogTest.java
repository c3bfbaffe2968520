package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Command;
import tests.support.Programs;
import tests.support.Project;

/** The log file belongs to the worker's user, and it is another one who calls a tool. */
@Tag("cli")
class ForeignLogTest {

  @TempDir private Path folder;

  @BeforeEach
  void lock() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  @AfterEach
  void unlock() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A run that ends at once and logs that it did. */
  private Command run(String... options) {
    List<String> words = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) { // Who may write whatever others forbid.
      String rights = "-dac_override,-dac_read_search";
      words.add(Programs.require("setpriv").toString());
      words.addAll(List.of("--bounding-set=" + rights, "--inh-caps=" + rights));
    }
    words.addAll(List.of(Project.home() + "/jbang", Project.home() + "/worker.java", "--once"));
    words.addAll(List.of(options));
    return Command.program(words.toArray(String[]::new))
        .env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest")
        .env("RABBITMQ_HOST", "127.0.0.1")
        .env("RABBITMQ_PORT", "1")
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", folder.resolve("tools.log").toString());
  }

  /** Not by mail every night. */
  @Test
  void cronIsNotTold() {
    Command.Result result = run("--quiet").run().expect(2);
    assertThat(result.stderr() + result.stdout()).doesNotContain("tools.log");
  }

  @Test
  void whoeverReadsAlongIsToldOnce() {
    Command.Result result = run("--verbose").run().expect(2);
    List<String> told =
        result.stderrLines().stream().filter(line -> line.contains("tools.log")).toList();
    assertEquals(1, told.size(), result::toString);
    assertThat(told.get(0)).startsWith("Cannot write the log to file ");
  }
}
