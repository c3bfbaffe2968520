package tests.tools.unlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.LockedTasks;
import tests.support.Project;
import tests.support.RunningCommand;

/** The tool that unlocks tasks, by its real command line on a real engine. */
@Tag("cli")
@Tag("engine")
class UnlockTaskTest {

  private static final String RESULT_OF_ONE = "📊 Result: unlocked: 1 task\n";

  private final LockedTasks tasks = new LockedTasks();

  @AfterEach
  void removeTasks() {
    tasks.close();
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  /** What is typed at the question, when it has been asked. */
  private static Command.Result answered(Command command, String answer) {
    try (RunningCommand running = command.startWithOpenStdin()) {
      running.awaitStdout("YES to go on: ");
      running.write(answer.getBytes(StandardCharsets.UTF_8));
      return running.awaitExit();
    }
  }

  @Nested
  class Examples {

    @Test
    void aTaskByItsId() {
      String id = tasks.locked("bitrix_create_task", "universal-worker");
      String other = tasks.locked("bitrix_create_task", "universal-worker");
      Command.Result result = answered(tasks.onTerminal("--task-id", id), "YES\n").expect(0);
      assertThat(result.stdout()).as(result::toString).contains("Task " + id + " unlocked!");
      assertEquals("null", tasks.holder(id));
      assertEquals("universal-worker", tasks.holder(other));
    }

    @Test
    void severalTasksByTheirIds() throws IOException {
      tasks.create("bitrix_create_task", 4);
      List<String> ids = tasks.fetch("bitrix_create_task", "w", 4, LockedTasks.HOUR);
      String three = String.join(",", ids.subList(0, 3));
      assertEquals(
          3,
          json(tasks.tool("--task-id", three, "--force", "--json").run().expect(0))
              .path("unlocked")
              .asInt());
      assertEquals(List.of("null", "null", "null", "w"), ids.stream().map(tasks::holder).toList());
    }

    @ParameterizedTest
    @CsvSource({
      "--task-id abc123-def456-ghi789, abc123-def456-ghi789",
      "'--task-id id1,id2,id3', id3",
      "--task-id abc123 --force, abc123"
    })
    void anIdThatDoesNotExist(String arguments, String id) {
      Command.Result result = tasks.tool(arguments.split(" ")).run().expect(1);
      assertThat(result.stdout()).as(result::toString).contains("❌ Task " + id + " not found");
      assertThat(result.stdout()).as(result::toString).endsWith("📭 There is nothing to unlock.\n");
    }

    @Test
    void theTasksOfATopic() {
      String id = tasks.locked("bitrix_create_task", "w");
      String other = tasks.locked("send_email", "w");
      answered(tasks.onTerminal("--topic", "bitrix_create_task"), "YES\n").expect(0);
      assertEquals("null", tasks.holder(id));
      assertEquals("w", tasks.holder(other));
    }

    @Test
    void theTasksOfAWorker() {
      String id = tasks.locked("send_email", "universal-worker");
      String other = tasks.locked("send_email", "other-worker");
      answered(tasks.onTerminal("--worker-id", "universal-worker"), "YES\n").expect(0);
      assertEquals("null", tasks.holder(id));
      assertEquals("other-worker", tasks.holder(other));
    }

    @Test
    void allTasksWithConfirmation() {
      String id = tasks.locked("send_email", "w");
      Command.Result result = answered(tasks.onTerminal("--all", "--confirm"), "YES\n").expect(0);
      assertThat(result.stdout()).as(result::toString).contains("To be unlocked: 1 task.");
      assertEquals("null", tasks.holder(id));
    }

    @Test
    void theListChangesNothing() {
      tasks.locked("send_email", "w");
      Map<String, String> before = tasks.locks();
      Command.Result result = tasks.tool("--list", "--force").run().expect(0);
      assertThat(result.stdout()).as(result::toString).contains("📋 Locked tasks found: 1\n");
      assertEquals("", result.stderr());
      assertEquals(before, tasks.locks());
    }

    @Test
    void aTaskWithoutAQuestion() {
      String id = tasks.locked("send_email", "w");
      Command.Result result = tasks.tool("--task-id", id, "--force").run().expect(0);
      assertThat(result.stdout()).as(result::toString).contains(RESULT_OF_ONE);
      assertThat(result.stderr()).as(result::toString).contains("fetched and sent again");
      assertEquals("null", tasks.holder(id));
    }

    @Test
    void russianIsTheDefault() {
      tasks.locked("problem_topic", "w");
      Command.Result result =
          tasks.tool("--topic", "problem_topic", "--force").withoutEnv("TOOLS_LANG").run();
      List<String> lines = result.expect(0).stdoutLines();
      assertEquals("🔓 РАЗБЛОКИРОВКА EXTERNAL TASKS", lines.get(0));
      assertEquals("🔐 Аутентификация: Отключена", lines.get(3));
      assertThat(lines).as(result::toString).contains("🎯 Задача 1:");
      assertThat(lines).as(result::toString).contains("   Business Key: -");
      assertThat(lines).as(result::toString).contains("📊 Результат: разблокировано: 1 задача");
      assertEquals("✅ Разблокировка завершена!", lines.get(lines.size() - 1));
    }
  }

  @Nested
  class Questions {

    @ParameterizedTest
    @ValueSource(strings = {"yes\n", "y\n", "\n", "YES!\n", "ДА\n"})
    void anyOtherWordDeclines(String answer) {
      String id = tasks.locked("send_email", "w");
      Command.Result result = answered(tasks.onTerminal("--task-id", id), answer).expect(1);
      assertThat(result.stdout()).as(result::toString).contains("Declined");
      assertEquals("w", tasks.holder(id));
    }

    @Test
    void withoutATerminalNobodyIsAskedWhateverThePipeSays() throws IOException {
      String id = tasks.locked("send_email", "w");
      for (String[] arguments :
          List.of(
              new String[] {"--task-id", id, "--json"},
              new String[] {"--topic", "send_email", "--confirm", "--json"},
              new String[] {"--all", "--confirm", "--json"})) {
        Command.Result result = tasks.tool(arguments).stdin("YES\n").run().expect(1);
        assertThat(result.stderr()).as(result::toString).contains("nobody to ask");
        assertEquals("not_confirmed", json(result).path("status").asText());
      }
      assertEquals("w", tasks.holder(id));
    }

    @Test
    void whoeverIsAskedHasSeenWhatItIsAbout() {
      String id = tasks.locked("send_email", "w");
      for (String option : List.of("--quiet", "--json")) {
        Command.Result result = answered(tasks.onTerminal("--task-id", id, option), "no\n");
        assertThat(result.expect(1).stdout()).as(result::toString).contains("   ID: " + id);
        assertThat(result.stdout()).as(result::toString).contains("fetched and sent again");
      }
    }

    @Test
    void allWantsMoreThanOneOption() {
      String id = tasks.locked("send_email", "w");
      Command.Result result = tasks.tool("--all").run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains("--confirm or --force");
      assertEquals("w", tasks.holder(id));
      tasks.tool("--all", "--force").run().expect(0);
      assertEquals("null", tasks.holder(id));
    }

    @Test
    void aTaskThatWasCompletedMeanwhileIsGoneAndNoError() {
      String id = tasks.locked("send_email", "w");
      try (RunningCommand running = tasks.onTerminal("--task-id", id).startWithOpenStdin()) {
        running.awaitStdout("YES to go on: ");
        tasks.engine().post("/external-task/" + id + "/complete", Map.of("workerId", "w"));
        running.write("YES\n".getBytes(StandardCharsets.UTF_8));
        Command.Result result = running.awaitExit().expect(0);
        assertThat(result.stdout()).as(result::toString).contains("Task " + id + " is gone");
      }
    }

    @Test
    void aTaskThatSomebodyElseGotMeanwhileIsLeftAlone() {
      String id = tasks.locked("send_email", "w");
      try (RunningCommand running = tasks.onTerminal("--task-id", id).startWithOpenStdin()) {
        running.awaitStdout("YES to go on: ");
        tasks.engine().post("/external-task/" + id + "/unlock", Map.of());
        tasks.fetch("send_email", "other", 1, LockedTasks.HOUR);
        running.write("YES\n".getBytes(StandardCharsets.UTF_8));
        Command.Result result = running.awaitExit().expect(1);
        assertThat(result.stdout()).as(result::toString).contains("left alone");
      }
      assertEquals("other", tasks.holder(id));
    }
  }

  @Nested
  class Selections {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "|Nothing says what to unlock",
          "--force|Nothing says what to unlock",
          "--topic=|Empty value in option --topic",
          "--worker-id w --topic=|Empty value in option --topic",
          "--task-id a,,b|Empty value in option --task-id",
          "--task-id ../x|Wrong task id: \"../x\"",
          "--task-id a?b|Wrong task id: \"a?b\"",
          "--all --force --retries 0|Wrong value for --retries: \"0\"",
          "--all --force --retries x|Wrong value for --retries: \"x\"",
          "--tipic x|Unknown option --tipic"
        })
    void thatAreWrongChangeNothing(String arguments, String sentence) {
      String id = tasks.locked("send_email", "w");
      String[] words = arguments == null ? new String[0] : arguments.split(" ");
      Command.Result result = tasks.tool(words).run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains(sentence);
      assertEquals("w", tasks.holder(id));
    }

    @Test
    void optionsMayBeShortenedAndRepeated() {
      String a = tasks.locked("send_email", "w1");
      String b = tasks.locked("send_telegram", "w2");
      String c = tasks.locked("send_telegram", "w3");
      tasks
          .tool("--top", "send_email", "--topic=send_telegram", "--work", "w1,w2", "--forc")
          .run()
          .expect(0);
      assertEquals(
          List.of("null", "null", "w3"), List.of(a, b, c).stream().map(tasks::holder).toList());
    }

    @Test
    void filtersApplyToNamedTasksAsWell() throws IOException {
      String a = tasks.locked("send_email", "w1");
      String b = tasks.locked("send_telegram", "w1");
      JsonNode document =
          json(
              tasks
                  .tool("--task-id", a, "--task-id", b, "--topic", "send_email", "--force")
                  .with("--json")
                  .run()
                  .expect(1));
      assertEquals("partly", document.path("status").asText());
      assertEquals(b, document.path("not_matching").path(0).asText());
      assertEquals(List.of("null", "w1"), List.of(tasks.holder(a), tasks.holder(b)));
    }

    @Test
    void otherTenantsAreNotTouched() {
      try (LockedTasks others = new LockedTasks()) {
        String id = others.locked("send_email", "w");
        Command.Result byId = tasks.tool("--task-id", id, "--force").run().expect(1);
        assertThat(byId.stdout()).as(byId::toString).contains("not found");
        tasks.tool("--all", "--force").run().expect(1);
        assertEquals("w", others.holder(id));
      }
    }

    @Test
    void anExpiredLockIsNoLock() {
      String id = tasks.expired("send_email", "w");
      Map<String, String> before = tasks.locks();
      Command.Result all = tasks.tool("--all", "--force").run().expect(1);
      assertThat(all.stdout()).as(all::toString).contains("lock has expired: 1 ");
      Command.Result one = tasks.tool("--task-id", id, "--force").run().expect(1);
      assertThat(one.stdout()).as(one::toString).contains("   State: lock expired ");
      assertThat(one.stdout()).as(one::toString).contains("is not locked");
      assertEquals(before, tasks.locks());
    }

    @Test
    void aDryRunChangesNothing() throws IOException {
      tasks.locked("send_email", "w");
      Map<String, String> before = tasks.locks();
      Command.Result result = tasks.tool("--all", "--force", "--dry-run", "--retries", "3").run();
      assertThat(result.expect(0).stdout()).endsWith("🧪 Dry run: nothing was changed.\n");
      JsonNode document = json(tasks.tool("--all", "--dry-run", "--json").run().expect(0));
      assertEquals("dry_run", document.path("status").asText());
      assertEquals(before, tasks.locks());
    }
  }

  @Nested
  class Retries {

    @Test
    void areSetTogetherWithUnlocking() {
      String id = tasks.locked("send_email", "w");
      tasks.fail(id, "w", 0, LockedTasks.HOUR);
      Command.Result result = tasks.tool("--task-id", id, "--force", "--retries", "4").run();
      assertThat(result.expect(0).stdout()).contains("State: out of retries, locked until ");
      assertEquals("null", tasks.holder(id));
      assertEquals(4, tasks.task(id).path("retries").asInt());
      assertEquals(0, tasks.engine().count("/incident/count?tenantIdIn=" + tasks.tenant()));
    }

    @Test
    void areSetOfANamedTaskThatIsNotLocked() {
      String id = tasks.expired("send_email", "w");
      tasks.fail(id, "w", 0, 0);
      Command.Result result = tasks.tool("--task-id", id, "--force", "--retries", "2").run();
      assertThat(result.expect(0).stdout()).as(result::toString).contains("retries set: 1 task");
      assertEquals(2, tasks.task(id).path("retries").asInt());
    }
  }

  @Test
  void everyUnlockedTaskHasALineInTheLog(@TempDir Path folder) throws IOException {
    String id = tasks.locked("send_email", "some-worker");
    Path log = folder.resolve("tools.log");
    tasks.tool("--all", "--force").env("LOG_FILE", log.toString()).run().expect(0);
    String line = Files.readString(log, StandardCharsets.UTF_8);
    assertEquals(1, line.lines().count(), line);
    String user = System.getProperty("user.name");
    assertTrue(
        line.matches(
            "(?s)\\d{4}-.* INFO .*user="
                + user
                + " task="
                + id
                + " topic=send_email holder=some-worker lock_end=\\d{4}-\\S+Z retries=-\n"),
        line);
  }

  /** A reader who has had enough must not keep tasks from being unlocked. */
  @ParameterizedTest
  @ValueSource(strings = {"| head -1", "--json | head -c 1", "| true"})
  void aReaderWhoLeavesDoesNotPreventTheUnlocking(String reader) {
    String id = tasks.locked("send_email", "w");
    String script = Project.home().resolve("jbang") + " unlock_task.java --force --task-id ";
    tasks.pointedHere(Command.program("sh", "-c", script + id + " " + reader)).run().expect(0);
    assertEquals("null", tasks.holder(id));
  }

  /** Tasks out of retries are nobody's before they get new ones, locked or not. */
  @Nested
  class OutOfRetries {

    private String failed(String topic, String worker) {
      String id = tasks.locked(topic, worker);
      tasks.fail(id, worker, 0, 0);
      return id;
    }

    private int retries(String id) {
      return tasks.task(id).path("retries").asInt(-1);
    }

    @Test
    void failedOnesGetNewRetries() throws IOException {
      String one = failed("send_email", "w");
      String other = failed("send_telegram", "w");
      String locked = tasks.locked("send_email", "w");
      Command.Result result =
          tasks.tool("--failed", "--topic", "send_email", "--retries", "3", "--force").run();
      assertThat(result.expect(0).stdout())
          .as(result::toString)
          .contains("Tasks out of retries found: 1\n");
      assertEquals(3, retries(one));
      assertEquals(0, retries(other));
      assertEquals("w", tasks.holder(locked));
      JsonNode document = json(tasks.tool("--failed", "--retries=2", "--force", "--json").run());
      assertEquals(1, document.path("retries_set").asInt() + document.path("unlocked").asInt());
      assertEquals(2, retries(other));
    }

    @Test
    void theyAreSelectedByProcessAndWorker() {
      String one = failed("send_email", "w1");
      String other = failed("send_telegram", "w2");
      tasks.tool("--failed", "--worker-id", "w2", "--key", "process_of_send_email", "--list").run();
      tasks
          .tool("--failed", "--key", "process_of_send_email", "--retries", "1", "--force")
          .run()
          .expect(0);
      assertEquals(List.of(1, 0), List.of(retries(one), retries(other)));
      tasks.tool("--failed", "--worker-id", "w2", "--retries", "1", "--force").run().expect(0);
      assertEquals(1, retries(other));
      tasks.tool("--failed", "--retries", "1", "--force").run().expect(1);
    }

    @Test
    void theyNeedANumberAndAnAnswer() {
      String id = failed("send_email", "w");
      tasks.tool("--failed", "--force").run().expect(3);
      tasks.tool("--failed", "--retries", "2").run().expect(1);
      assertEquals(0, retries(id));
      tasks.tool("--failed", "--list").run().expect(0);
      Command command = tasks.onTerminal("--failed", "--retries", "2");
      Command.Result result = answered(command, "YES\n").expect(0);
      assertThat(result.stdout()).as(result::toString).contains("New retries will be set: 1 task.");
      assertEquals(2, retries(id));
    }

    /** They are locked, but unlocking them does not bring them to anybody. */
    @Test
    void unlockingThemIsNotCalledSending() {
      String id = tasks.locked("send_email", "w");
      tasks.fail(id, "w", 0, LockedTasks.HOUR);
      Command.Result result = tasks.tool("--topic", "send_email", "--force").run().expect(0);
      assertThat(result.stderr()).as(result::toString).doesNotContain("fetched and sent again");
      assertThat(result.stderr()).as(result::toString).contains("Out of retries among them: 1.");
      assertThat(result.stdout()).as(result::toString).contains("but nobody gets it");
      Command.Result again = tasks.tool("--topic", "send_email", "--retries", "3", "--force").run();
      assertThat(again.expect(1).stdout()).as(again::toString).contains("--failed --retries N");
    }

    @Test
    void suspendedOnesAreSaidToBeStuckToo() {
      String id = tasks.locked("send_email", "w");
      String instance = tasks.task(id).path("processInstanceId").asText();
      tasks.locked("send_email", "w");
      tasks.engine().put("/process-instance/" + instance + "/suspended", Map.of("suspended", true));
      Command.Result result =
          tasks.tool("--topic", "send_email", "--retries=1", "--force").run().expect(0);
      assertThat(result.stderr()).as(result::toString).contains("fetched and sent again");
      assertThat(result.stderr()).as(result::toString).contains("Suspended among them: 1.");
      assertThat(result.stderr()).as(result::toString).doesNotContain("Out of retries");
    }
  }

  /** As an answer with an absurd retry time leaves it. */
  @Test
  void aLockBeyondTheYear9999HidesNothing() throws IOException {
    String id = tasks.locked("send_email", "w");
    tasks.fail(id, "w", 1, Long.MAX_VALUE / 2);
    String other = tasks.locked("send_email", "w");
    JsonNode list = json(tasks.tool("--list", "--json").run().expect(0));
    assertEquals(2, list.path("locked").asInt(), list::toString);
    Command.Result text = tasks.tool("--list").run().expect(0);
    tasks.tool("--task-id", id + "," + other, "--force").run().expect(0);
    assertEquals(List.of("null", "null"), List.of(tasks.holder(id), tasks.holder(other)));
  }

  @Test
  void theListAsATableBeginsWithWhatNeedsSomebody() {
    String working = tasks.locked("bitrix_create_task", "w1");
    String failed = tasks.locked("send_email", "w2");
    tasks.fail(failed, "w2", 0, LockedTasks.HOUR);
    Command.Result result = tasks.tool("--list", "--table").env("COLUMNS", "100").run().expect(0);
    assertThat(result.stdoutLines()).as(result::toString).hasSizeGreaterThanOrEqualTo(4);
    assertThat(result.stdoutLines().get(1)).startsWith("ID ").contains("  STATE ", "  TOPIC");
    assertThat(result.stdoutLines().get(2)).startsWith(failed + "  out of retries");
    assertThat(result.stdoutLines().get(3)).startsWith(working + "  in progress");
  }

  @Test
  void onlyTheListIsATableAndWatched() {
    tasks.locked("bitrix_create_task", "w1");
    try (RunningCommand watch = tasks.tool("--list", "--table", "--watch", "1").start()) {
      watch.awaitStdout(text -> text.split("bitrix_create_task", -1).length > 2, "two looks");
      watch.interrupt();
      watch.awaitExit().expect(130);
    }
    for (String option : List.of("--watch=1", "--table")) {
      Command.Result result = tasks.tool("--topic", "a", option).run().expect(3);
      assertThat(result.stderr()).contains("belongs to --list");
    }
  }
}
