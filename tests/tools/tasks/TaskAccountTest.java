package tests.tools.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static tests.support.AccountLandscape.ids;
import static tests.support.AccountLandscape.message;
import static tests.support.AccountLandscape.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tests.support.AccountLandscape;
import tests.support.Answering;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.ProjectBroker;
import tests.support.RunningCommand;
import tests.support.Servers;

/** What worker_diagnostics --tasks tells, in each form. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class TaskAccountTest {

  private static final String LIST = ".*/external-task\\?.*";

  @TempDir private Path folder;
  private final AccountLandscape land = new AccountLandscape();

  @AfterEach
  void close() {
    land.close();
  }

  private Command tool(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--tasks"));
    all.addAll(List.of(arguments));
    return land.project().tool("worker_diagnostics.java", all.toArray(String[]::new)).in(folder);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text);
  }

  @Test
  void theWorstTaskComesFirstWithWhatToDo() throws IOException {
    List<JsonNode> queued = land.handedOver("op_create_task", 3);
    land.publish("openproject.queue", queued);
    List<JsonNode> refused = land.handedOver("bitrix_create_task_a", 1);
    refused.forEach(task -> land.send(AccountLandscape.ERRORS, refusal(task, "missing_task_id")));
    List<JsonNode> lost = land.handedOver("bitrix_create_task_b", 2);
    land.awaitSent();
    Command.Result text = tool("--limit", "3").run().expect(2);
    assertThat(text.stdout())
        .as(text::toString)
        .contains("System bitrix24", "System openproject", "unlock_task.java --lost")
        .contains("Tasks that need somebody (3 of 6)", "missing_task_id")
        .contains("6 tasks; waiting for somebody: 6");
    int first = text.stdout().indexOf(ids(refused).get(0));
    assertThat(ids(lost)).allMatch(id -> text.stdout().indexOf(id) < first);
    assertThat(ids(queued)).noneMatch(text.stdout()::contains);

    JsonNode json = json(tool("--json", "--limit", "1").run().expect(2).stdout());
    assertThat(classes(json)).hasSize(6);
    assertThat(json.path("severity").asText()).isEqualTo("critical");
    assertThat(json.path("complete").asBoolean()).isTrue();
    assertThat(json.path("queues").size()).isEqualTo(7);
    String file = "tasks.json";
    tool("--export", file, "--system", "openproject").run().expect(1);
    assertThat(classes(json(Files.readString(folder.resolve(file)))))
        .containsExactlyInAnyOrderElementsOf(
            ids(queued).stream().map(id -> id + " queued start_system").toList());
  }

  private static Set<String> classes(JsonNode json) {
    Set<String> found = new HashSet<>();
    StreamSupport.stream(json.path("tasks").spliterator(), false)
        .map(
            task ->
                String.join(
                    " ",
                    task.path("id").asText(),
                    task.path("where").asText(),
                    task.path("todo").asText()))
        .forEach(found::add);
    return found;
  }

  @Test
  void monitorsAreToldOfAgesAndOfLostTasks() throws IOException {
    List<JsonNode> answered = land.handedOver("bitrix_create_task", 2);
    answered.forEach(
        task -> land.send(AccountLandscape.RESPONSES, Answering.ticket(message(task))));
    land.awaitSent();
    Command.Result warning = tool("--nagios", "--warning", "1h", "--critical", "2h").run();
    assertThat(warning.expect(1).stdout())
        .as(warning::toString)
        .startsWith("WARNING: answered: 2; 2 tasks; waiting for somebody: 2")
        .contains(" answered=2;;;0", " lost=0;;1;0", "oldest_owed=", "s;3600;7200;0");
    land.handedOver("op_create_task", 1);
    tool("--nagios", "--critical-lost", "2").run().expect(1);
    Command.Result critical = tool("--nagios").run().expect(2);
    assertThat(critical.stdout())
        .startsWith("CRITICAL: lost: 1; answered: 2; 3 tasks")
        .contains(" lost=1;;1;0");
    Command.Result old = tool("--nagios", "--critical", "0s").run().expect(2);
    assertThat(old.stdout()).startsWith("CRITICAL: ");
  }

  @Test
  void whatCannotBeKnownIsSaid() throws IOException {
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task", 1));
    land.awaitSent();
    Command.Result noBroker = tool().env("RABBITMQ_PORT", "1").run().expect(2);
    assertThat(noBroker.stdout()).as(noBroker::toString).contains("cannot be known");
    assertThat(noBroker.stderr()).contains("127.0.0.1:1");
    Command.Result noEngine =
        tool("--json").env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest").run().expect(2);
    JsonNode json = json(noEngine.stdout());
    assertThat(json.path("complete").asBoolean()).isFalse();
    assertThat(json.path("engine_problem").asText()).contains("127.0.0.1:1");
    assertThat(json.path("queues").size()).isEqualTo(7);
    Command.Result plugin =
        tool("--nagios").env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest").run().expect(2);
    assertThat(plugin.stdout())
        .as(plugin::toString)
        .startsWith("CRITICAL: how many tasks there are, and where, is not known. ")
        .contains("127.0.0.1:1", " lost=U", "oldest_owed=U")
        .doesNotContain("0 tasks", ".;");
    Command.Result people =
        tool().env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest").run().expect(2);
    assertThat(people.stdout())
        .as(people::toString)
        .contains("❌ How many tasks there are, and where, is not known (")
        .doesNotContain("0 tasks");
  }

  @Test
  void queuesThatDoNotExistAreNamedAndNothingIsCalledLost() throws IOException {
    land.publish("bitrix24.queue", land.handedOver("bitrix_create_task", 1));
    land.handedOver("op_create_task", 1);
    land.awaitSent();
    try (ProjectBroker empty = new ProjectBroker()) {
      String elsewhere = empty.corner().name();
      Command.Result text = tool().env("RABBITMQ_VIRTUAL_HOST", elsewhere).run().expect(2);
      assertThat(text.stdout())
          .as(text::toString)
          .contains("do not exist in virtual host " + elsewhere + ": 1c.queue, bitrix24.queue,")
          .contains("why: queue bitrix24.queue does not exist in virtual host " + elsewhere)
          .doesNotContain("unlock_task");
      Command.Result plugin =
          tool("--nagios").env("RABBITMQ_VIRTUAL_HOST", elsewhere).run().expect(2);
      assertThat(plugin.stdout())
          .as(plugin::toString)
          .startsWith("CRITICAL: cannot be known: 2; 2 tasks; waiting for somebody: 2 |")
          .contains("\ncannot be known: 1: queue bitrix24.queue does not exist")
          .contains("\nThese queues do not exist in virtual host " + elsewhere);
    }
    Command.Result named = tool("--queue", "nixda").run().expect(2);
    assertThat(named.stdout())
        .as(named::toString)
        .contains("given with --queue, do not exist in virtual host", ": nixda.")
        .contains("why: queue nixda does not exist")
        .doesNotContain("unlock_task");
    JsonNode json = json(tool("--queue", "nixda", "--json").run().expect(2).stdout());
    assertThat(json.path("queues").findValuesAsText("presence")).contains("missing", "present");
  }

  @Test
  void quietTellsOnlyOfWhatNeedsSomebodyAndOnStandardError() {
    Command.Result well = tool("--quiet").run().expect(0);
    assertThat(well.stdout() + well.stderr()).as(well::toString).isEmpty();
    List<JsonNode> queued = land.handedOver("op_create_task", 2);
    land.publish("openproject.queue", queued);
    land.awaitSent();
    Command.Result warning = tool("--quiet", "--limit", "1").run().expect(1);
    assertThat(warning.stdout()).as(warning::toString).isEmpty();
    assertThat(warning.stderr())
        .as(warning::toString)
        .contains(": queued, for ", "start the system", "Tasks that need somebody (1 of 2)")
        .endsWith("s)\n")
        .contains("\n⚠️ 2 tasks; waiting for somebody: 2 (");
    Command.Result blind = tool("--quiet").env("RABBITMQ_PORT", "1").run().expect(2);
    assertThat(blind.stdout()).as(blind::toString).isEmpty();
    assertThat(blind.stderr())
        .as(blind::toString)
        .startsWith("❌ ")
        .contains("127.0.0.1:1", "cannot be known, for ", "\n❌ 2 tasks; waiting for somebody: 2;");
  }

  @Test
  void whoeverInterruptsItIsToldThatNothingIsWhole() throws IOException {
    land.handedOver("bitrix_create_task", 1); // Lost: that takes it another six seconds.
    var gate = new CountDownLatch(1);
    try (FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl())) {
      proxy.always(LIST, FaultyProxy.held(gate));
      Command command = tool("--json").env("CAMUNDA_BASE_URL", proxy.baseUrl().toString());
      try (RunningCommand running = command.start()) {
        running.await(() -> proxy.seen(LIST) == 1, "the first look");
        running.interrupt();
        gate.countDown();
        JsonNode json = json(running.awaitExit().expect(130).stdout());
        assertThat(json.path("interrupted").asBoolean()).isTrue();
        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.path("severity").asText()).isEqualTo("critical");
        assertThat(json.path("queues").findValuesAsText("whole")).containsOnly("false");
        assertThat(json.path("queues").findValuesAsText("why"))
            .containsOnly("reading was interrupted");
      }
    }
  }

  @Test
  void theSameInRussian() {
    land.handedOver("bitrix_create_task", 1);
    Command.Result text = tool("--lang", "ru", "--older-than", "0s").run().expect(2);
    assertThat(text.stdout()).as(text::toString).contains("ГДЕ КАКАЯ ЗАДАЧА", "потеряна");
  }

  @Test
  void whatIsMisspeltIsNotTakenForAllWell() throws IOException {
    Command.Result system = tool("--system", "bitrix24,nix").run().expect(3);
    assertThat(system.stderr())
        .as(system::toString)
        .contains("Wrong value for --system: \"nix\". Allowed: the systems of the routing table: ")
        .contains("bitrix24, openproject");
    land.create("nobody_knows", 1);
    Command.Result topics =
        tool("--topic", "bitrix_create_task,nixda,nobody_knows", "--nagios").run().expect(1);
    assertThat(topics.stdout())
        .as(topics::toString)
        .startsWith("WARNING: ")
        .contains("\nNeither the settings nor the engine know these topics: nixda.");
    tool("--topic", "bitrix_create_task").run().expect(0);
    JsonNode json = json(tool("--topic", "nixda", "--json").run().expect(1).stdout());
    assertThat(json.path("unknown_topics").get(0).asText()).isEqualTo("nixda");
  }

  @Test
  void optionsThatDoNotFitAreRefused() {
    tool("--quick").run().expect(3);
    tool("--older-than", "3").run().expect(3);
    tool("--warning", "3d", "--critical", "2d").run().expect(3);
    tool("--export", "report.html").run().expect(3);
    assertThat(tool("--older-than", "99999999999999d").run().expect(3).stderr())
        .contains("Allowed: a number up to 999999 with s, m, h, d or w");
    Command.Result alone =
        land.project().tool("worker_diagnostics.java", "--nagios", "--limit", "3").run();
    assertThat(alone.expect(3).stdout() + alone.stderr())
        .as(alone::toString)
        .contains("--limit, --nagios: only together with --tasks")
        .doesNotContain("--older-than");
  }
}
