package tests.base.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tests.support.Command;
import tests.support.Installation;
import tests.support.Project;

/**
 * Each tool on its real command line, from the wrapper to the exit code of its process: a call
 * inside the tests' JVM, as most tests make them, comes to the same.
 */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class OwnProcessTest {

  /** Exit code and command line: for each tool one that does its work and one that fails. */
  private static final List<String> CALLS =
      List.of(
          "0 check_queues.java",
          "1 check_queues.java missing.queue",
          "1 queue_reader.java camunda.responses.queue",
          "2 queue_reader.java missing.queue --json",
          "0 start_process.java KEY --variables a=1 --dry-run",
          "2 start_process.java missing --json",
          "0 camunda_processes.java --stats",
          "3 camunda_processes.java --limit none",
          "1 unlock_task.java --list",
          "1 unlock_task.java --task-id missing --force",
          "0 test_alternate_exchange.java --isolated",
          "3 test_alternate_exchange.java --nagios --json",
          "2 status_check.java --nagios",
          "3 status_check.java --watch 0",
          "0 worker_diagnostics.java --quick --camunda-only",
          "3 worker_diagnostics.java --export",
          "0 worker.java --once",
          "3 worker.java --once --no-responses --responses-only");

  private final Installation installation = new Installation();

  @BeforeEach
  void fill() {
    installation.project().declare();
    installation.deploy();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void everyToolIsAmongThem() {
    Set<String> tools =
        CALLS.stream()
            .map(call -> call.split(" ")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tools)
        .containsExactlyElementsOf(
            Project.scripts().stream()
                .filter(script -> script.getParent().equals(Project.home()))
                .map(Project::name)
                .toList());
  }

  static List<String> calls() {
    return CALLS;
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aToolDoesTheSameAsInsideTheTests(String call) {
    int exitCode = Integer.parseInt(call.substring(0, 1));
    String line = call.substring(2);
    Command tool = installation.tool(line.replace("KEY", installation.key()));
    Command.Result inside = tool.run().expect(exitCode);
    Command.Result process = tool.inItsOwnProcess().run().expect(exitCode);
    assertThat(withoutNumbers(process.stdout())).isEqualTo(withoutNumbers(inside.stdout()));
    assertThat(withoutNumbers(process.stderr())).isEqualTo(withoutNumbers(inside.stderr()));
    assertThat(List.of(process.stdout(), process.stderr())).anyMatch(text -> !text.isEmpty());
  }

  /** Times and the names of temporary objects differ from call to call. */
  private static String withoutNumbers(String text) {
    return text.replaceAll("[0-9a-f]*[0-9][0-9a-f]*", "0");
  }
}
