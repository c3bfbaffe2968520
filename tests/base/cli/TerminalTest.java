package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Command;
import tests.support.Programs;

/** A tool on a real terminal, and in a pipe. */
@Tag("cli")
class TerminalTest {

  private static final String JANSI = "org.fusesource.jansi.";

  @TempDir private Path folder;

  private Path classes() {
    return folder.resolve("classes.log");
  }

  private Command logged(Command command) {
    return command
        .env("TOOLS_LANG", "ru")
        .env("TERM", "xterm")
        .env("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes() + "::filecount=0");
  }

  /** util-linux' script gives a command a terminal of its own. */
  private Command onATerminal(int columns, String call) {
    Programs.require("script");
    return logged(
        Command.program(
            "script", "-qec", "stty cols " + columns + "; exec ./jbang " + call, "/dev/null"));
  }

  /** Without what Java says of the options that the test gives it. */
  private static String shown(Command.Result result) {
    return result
        .stdout()
        .lines()
        .filter(line -> !line.startsWith("NOTE: Picked up"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void aPipeDoesNotPayForTheLibraryThatKnowsTerminals() throws IOException {
    Command.Result result = logged(Command.of("check_queues.java", "--help")).run().expect(0);
    assertThat(result.stdout()).doesNotContain("\u001B").contains("\n  -h, --help");
    assertThat(Files.readString(classes())).contains("lib.base.cli.Output").doesNotContain(JANSI);
  }

  @Test
  void aTerminalIsColouredAndItsWidthIsRespected() throws IOException {
    Command.Result result = onATerminal(60, "check_queues.java --help").run().expect(0);
    assertThat(Files.readString(classes())).contains(JANSI);
    assertThat(shown(result)).contains("\u001B[1m-h, --help\u001B[0m");
    assertThat(shown(result).replaceAll("\u001B\\[\\d+m", "").lines())
        .allMatch(line -> line.length() <= 60)
        .anyMatch(line -> line.length() > 50);
  }

  @Test
  void aTerminalWithoutColoursNeedsNoLibrary() throws IOException {
    Command.Result result =
        onATerminal(60, "check_queues.java --nonsense").env("NO_COLOR", "1").run().expect(3);
    assertThat(result.stdout()).doesNotContain("\u001B").contains("--nonsense");
    assertThat(Files.readString(classes())).contains("lib.base.cli.Output").doesNotContain(JANSI);
  }

  @Test
  void whereTheLibraryCannotBeUnpackedTheTerminalIsColouredAllTheSame() {
    Command.Result result =
        onATerminal(60, "check_queues.java --nonsense")
            .env("JDK_JAVA_OPTIONS", "-Djansi.tmpdir=/proc/nowhere")
            .run()
            .expect(3);
    assertThat(shown(result)).startsWith("\u001B[31m").hasLineCount(1);
  }
}
