package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.RunningCommand;
import tests.support.Transcript;

/** The harness that the other tests rely on must not deceive them. */
@Tag("unit")
class CommandTest {

  private static Command bash(String script) {
    return Command.program("bash", "-c", script);
  }

  @Test
  void exitCodeAndBothStreamsAreKeptApart() {
    Command.Result result = bash("echo out; echo err >&2; exit 7").run();
    assertEquals(7, result.exitCode());
    assertEquals("out\n", result.stdout());
    assertEquals("err\n", result.stderr());
  }

  @Test
  void anUnexpectedExitCodeShowsBothStreams() {
    Command.Result result = bash("echo out; echo err >&2; exit 7").run();
    AssertionError failure = assertThrows(AssertionError.class, () -> result.expect(0));
    assertThat(failure.getMessage()).contains("out\n--- stderr\nerr\n");
  }

  @Test
  void theEnvironmentIsClean() {
    List<String> known = List.of("HOME", "PATH", "PWD", "SHLVL", "_", "X");
    List<String> names =
        bash("env")
            .env("X", "1")
            .withoutEnv("TMPDIR", "JAVA_HOME", "XDG_CACHE_HOME")
            .run()
            .stdoutLines()
            .stream()
            .map(line -> line.replaceFirst("=.*", ""))
            .filter(name -> !name.startsWith("JBANG_"))
            .filter(name -> !known.contains(name))
            .toList();
    assertEquals(List.of(), names);
  }

  @Test
  void stdinAndCurrentFolderAreGiven() {
    assertEquals(
        "/ привет",
        bash("echo \"$PWD $(cat)\"").in(Path.of("/")).stdin("привет").run().stdout().strip());
  }

  @Test
  void aRunningCommandIsAwaitedSignalledAndItsExitCodeSeen() {
    try (RunningCommand running =
        bash("trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.1; done").start()) {
      running.awaitStdout("ready");
      running.terminate();
      assertEquals("ready\nbye\n", running.awaitExit().expect(5).stdout());
    }
  }

  @Test
  void ctrlCArrivesAlsoWhenTheTestsRunInTheBackground() {
    String script = "trap 'echo interrupted; exit 9' INT; echo ready; while :; do sleep 0.1; done";
    try (RunningCommand running = bash(script).start()) {
      running.awaitStdout("ready");
      running.interrupt();
      running.awaitStdout("interrupted");
      running.awaitExit().expect(9);
    }
  }

  @Test
  void waitingForATextThatNeverComesFailsWithWhatWasPrinted() {
    try (RunningCommand running = bash("echo something else").start()) {
      AssertionError failure =
          assertThrows(AssertionError.class, () -> running.awaitStdout("ready"));
      assertThat(failure.getMessage()).contains("something else");
    }
  }

  @Test
  void aCommandThatDoesNotEndInTimeIsKilledWithItsChildren() {
    Command endless = bash("sleep 600 & echo $!; wait").timeout(Duration.ofMillis(500));
    ProcessHandle child;
    try (RunningCommand running = endless.start()) {
      running.awaitStdout("\n");
      child = ProcessHandle.of(Long.parseLong(running.stdout().strip())).orElseThrow();
      assertThrows(AssertionError.class, running::awaitExit);
    }
    child.onExit().join();
  }

  @Test
  void aPrintedPasswordIsFound() {
    Command.Result result =
        new Command.Result(List.of("tool"), 0, "a\nkey=pa55 b\n", "", Duration.ZERO);
    assertEquals(List.of("tool: key=[planted password] b"), Transcript.leaks(result, "pa55"));
    assertEquals(List.of(), Transcript.leaks(result, "other"));
  }
}
