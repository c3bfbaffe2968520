package tests.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineUser;

/**
 * An engine with rights answers with an empty list where somebody may not see: no tool takes that
 * for nothing.
 */
@Tag("cli")
@Tag("long")
@Tag("engine")
class HiddenRowsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start_process.java Hidden",
        "start_process.java Hidden --list-versions",
        "camunda_processes.java",
        "camunda_processes.java --stats",
        "camunda_processes.java --external-tasks",
        "camunda_processes.java --incidents",
        "camunda_processes.java --all-instances",
        "camunda_processes.java --business-key O-1",
        "unlock_task.java --list",
        "unlock_task.java --all --force",
        "unlock_task.java --topic hidden --force",
        "unlock_task.java --failed --list",
        "unlock_task.java --task-id 01234567-89ab-cdef-0123-456789abcdef"
      })
  void nothingSeenIsNotCalledNothing(String line) {
    EngineUser.administrator(null).deploy(Bpmn.oneTask("Hidden", "hidden"));
    String[] words = line.split(" ", 2);
    Command.Result result =
        new EngineUser()
            .run(words[0], words.length == 1 ? new String[0] : words[1].split(" "))
            .run();
    assertThat(result.exitCode()).as(result::toString).isIn(1, 2, 0);
    assertThat(result.stdout() + result.stderr())
        .as(result::toString)
        .containsPattern(
            "this user may (not )?(see|read)|that this user|may not read|may see|rights");
  }
}
