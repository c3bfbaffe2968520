package tests.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.Installation;

/**
 * What cannot be written is told, and a reader who leaves keeps no change from being done: the same
 * for every tool.
 */
@Tag("cli")
@Tag("long")
@Tag("engine")
@Tag("rabbitmq")
class WriteErrorTest {

  @TempDir private Path folder;
  private final Installation installation = new Installation();

  @BeforeEach
  void fill() {
    installation.fill();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aFullDiskUnderTheOutputIsToldByEveryToolInEveryForm() {
    for (String line : installation.looks()) {
      Command.Result result = installation.inShell(line, "> /dev/full").run().expect(2);
      assertThat(result.stderr()).as(result::toString).contains("No space left on device");
    }
  }

  /** A reader like {@code head}, who has had enough, is no error. */
  @Test
  void aReaderWhoLeavesIsNotComplainedOf() {
    for (String line : installation.looks()) {
      Command.Result result = installation.inShell(line, "| true").run();
      assertThat(result.stderr())
          .as(result::toString)
          .doesNotContain("standard output", "Broken pipe");
    }
  }

  /** Every change of every tool, with nobody to read of it. */
  @Test
  void aReaderWhoLeavesKeepsNoChangeFromBeingDone() throws IOException {
    change("start_process.java " + installation.key(), () -> tasks("") == 2);
    installation.lockTasks();
    change("unlock_task.java --topic send_email --force", () -> tasks("&locked=true") == 0);
    change("queue_reader.java bitrix24.queue --move 1c.queue", () -> ready("1c.queue") == 3);
    String file = folder.resolve("f.json").toString();
    change(
        "queue_reader.java 1c.queue --clear --force --output " + file,
        () -> ready("1c.queue") == 0 && Files.exists(Path.of(file)));
    change("queue_reader.java --restore " + file, () -> ready("1c.queue") == 3);
    change("queue_reader.java 1c.queue --clear --force", () -> ready("1c.queue") == 0);
    for (String exporting :
        new String[] {
          "camunda_processes.java --export", "worker_diagnostics.java --quick --export"
        }) {
      Path export = folder.resolve(exporting.split(" ")[0] + ".json");
      installation.inShell(exporting + " " + export, "| true").run();
      assertThat(export).isNotEmptyFile();
    }
    for (String exchange : new String[] {"camunda.external.tasks", "camunda.unrouted.tasks"}) {
      installation.project().broker().with(c -> c.exchangeDelete(exchange));
    }
    installation.project().broker().with(c -> c.exchangeDelete("camunda.task.responses"));
    deleteQueues();
    change(
        "test_alternate_exchange.java",
        () -> installation.project().broker().exists("bitrix24.queue"));
    assertEquals(0, ready("bitrix24.queue"));
  }

  private void deleteQueues() {
    for (String name :
        new String[] {
          "bitrix24.queue",
          "openproject.queue",
          "1c.queue",
          "python-services.queue",
          "default.queue",
          "camunda.responses.queue",
          "errors.camunda_tasks.queue"
        }) {
      installation.project().broker().with(c -> c.queueDelete(name));
    }
  }

  private void change(String line, BooleanSupplier done) {
    installation.inShell(line, "| true").run().expect(0);
    Eventually.that(line, done);
  }

  private long tasks(String filter) {
    Map<String, String> environment = installation.project().corner().environment();
    String tenant = environment.get("CAMUNDA_TENANT_ID");
    return installation.engine().count("/external-task/count?tenantIdIn=" + tenant + filter);
  }

  private long ready(String queue) {
    return installation.project().broker().ready(queue);
  }
}
