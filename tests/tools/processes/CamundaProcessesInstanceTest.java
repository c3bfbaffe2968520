package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Browser;
import tests.support.Command;
import tests.support.ProcessLandscape;
import tests.support.Project;
import tests.support.ProjectBroker;

/** One instance, with all that is known of it. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class CamundaProcessesInstanceTest {

  private final ProjectBroker project = new ProjectBroker();
  private final ProcessLandscape land = new ProcessLandscape();

  @AfterEach
  void close() {
    land.close();
    project.close();
  }

  private Command look(String... arguments) {
    return land.pointedHere(project.tool("camunda_processes.java", arguments)).with("--instance");
  }

  private static String text(Command.Result result) {
    return result.stdout();
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  private String order(Map<String, ?> variables) {
    land.engine().deploy(Bpmn.oneTask("order", "send_email"));
    return land.engine().start("order", variables);
  }

  @Test
  void itSaysWhereTheInstanceStandsAndWhatToDo() {
    project.declare();
    String id =
        order(
            Map.of(
                "amount", Map.of("value", 5, "type", "Integer"),
                "note", Map.of("value", "x".repeat(300), "type", "String"),
                "evil", Map.of("value", "a\u001B[31m\nb", "type", "String")));
    land.engine()
        .post(
            "/external-task/" + task(id) + "/lock",
            Map.of("workerId", "universal-worker", "lockDuration", ProcessLandscape.HOUR));
    land.fail(task(id), "universal-worker", 0);
    Command.Result result = look().with(id).run().expect(0);
    assertThat(text(result))
        .as(result::toString)
        .contains("INSTANCE " + id, "(order, version 1)", "State: running")
        .containsPattern("Task task \\(task, serviceTask\\): \\d{4}-.* ago")
        .contains("amount: Integer = 5\n", "x".repeat(200) + "… (+100)")
        .contains("evil: String = a\\u001B[31m\\nb\n")
        .contains("topic send_email, activity task", "State: out of retries", "Error: no answer")
        .contains("failedExternalTask: no answer (activity task of instance " + id + ")")
        .contains("Messages: out of retries (system python-services")
        .contains("./jbang unlock_task.java --task-id " + task(id) + " --retries 3");
    assertThat(text(look().with(id, "--full").run().expect(0))).contains("x".repeat(300) + "\n");
  }

  private String task(String instance) {
    JsonNode rows = land.engine().get("/external-task?processInstanceId=" + instance);
    return rows.path(0).path("id").asText();
  }

  @Test
  void jsonHasTheSame() throws IOException {
    project.declare();
    String id = order(Map.of("amount", Map.of("value", 5, "type", "Integer")));
    JsonNode document = json(look().with(id, "--json").run().expect(0));
    assertEquals("found", document.path("status").asText());
    JsonNode report = document.path("report");
    assertEquals("active", report.at("/instance/state").asText());
    assertEquals("task", report.at("/activities/0/id").asText());
    assertEquals(5, report.at("/variables/0/value").asInt());
    assertEquals("free", report.at("/external_tasks/0/state").asText());
    assertEquals("free", report.at("/external_tasks/0/messages/where").asText());
  }

  @Test
  void whatIsNotLoadedIsNotCalledNothing() {
    project.declare();
    String id =
        order(
            Map.of(
                "bytes", Map.of("value", "AAEC", "type", "Bytes"),
                "nothing", Map.of("type", "Null")));
    assertThat(text(look().with(id).run().expect(0)))
        .contains("bytes: Bytes = (content not loaded)", "nothing: Null = null");
  }

  /** A timer that is out of retries; the command as it is printed gives it new ones. */
  @Test
  void aFailedJobIsTriedAgainByTheCommandThatIsShown() throws Exception {
    project.declare();
    String timer =
        """
        <intermediateCatchEvent id="task"><timerEventDefinition>
          <timeDate xsi:type="tFormalExpression">2999-01-01T00:00:00</timeDate>
        </timerEventDefinition></intermediateCatchEvent>
        """;
    land.engine().deploy(Bpmn.process("order", timer));
    String id = land.engine().start("order", Map.of());
    String jobs = "/job?processInstanceId=" + id;
    String job = land.engine().get(jobs).path(0).path("id").asText();
    land.engine().put("/job/" + job + "/retries", Map.of("retries", 0));
    JsonNode report = json(look().with(id, "--json").run().expect(0)).path("report");
    assertEquals(job, report.at("/incidents/0/job_id").asText(), report::toString);
    String command = report.at("/next/0").asText();
    assertThat(text(look().with(id).run().expect(0))).contains("   " + command + "\n");
    Command known = look().with(id).env("CAMUNDA_AUTH_ENABLED", "true");
    known = known.env("CAMUNDA_AUTH_USERNAME", "demo").env("CAMUNDA_AUTH_PASSWORD", "x7!pQ-3");
    assertThat(text(known.run().expect(0))).contains("curl -u 'demo' -X PUT ");
    Process shell = new ProcessBuilder("sh", "-c", command).inheritIO().start();
    assertEquals(0, shell.waitFor());
    assertEquals(1, land.engine().get(jobs).path(0).path("retries").asInt());
    assertThat(text(look().with(id).run().expect(0))).doesNotContain("curl", "failedJob");
  }

  @Test
  void theCalledInstanceAndItsCallerKnowEachOther() {
    project.declare();
    land.engine().deploy(Bpmn.oneTask("order", "send_email"));
    land.engine()
        .deploy(Bpmn.process("caller", "<callActivity id=\"task\" calledElement=\"order\"/>"));
    String caller = land.start("caller", "PURCHASE-1");
    JsonNode called = land.engine().get("/process-instance?superProcessInstance=" + caller);
    String id = called.path(0).path("id").asText();
    assertThat(text(look().with("PURCHASE-1").run().expect(0)))
        .contains("CALLED INSTANCES (1)", "   " + id)
        .contains("./jbang camunda_processes.java --instance " + id);
    assertThat(text(look().with(id).run().expect(0))).contains("Called by instance: " + caller);
  }

  @Test
  void oneThatHasEndedIsToldFromHistory() {
    land.engine().deploy(Bpmn.process("quick", "<task id=\"task\"/>"));
    land.start("quick", "DONE-1");
    Command.Result result = look().with("DONE-1").run().expect(0);
    assertThat(text(result))
        .as(result::toString)
        .contains("State: completed", "Started: ", "Ended: ", "end (end, noneEndEvent)");
  }

  @Test
  void severalWithOneBusinessKeyAreListed() throws IOException {
    land.engine().deploy(Bpmn.oneTask("order", "send_email"));
    String one = land.start("order", "TWICE");
    String other = land.start("order", "TWICE");
    Command.Result result = look().with("TWICE").run().expect(1);
    assertThat(text(result)).contains(one, other);
    assertThat(result.stderr()).contains("Choose one by its id");
    assertEquals("several", json(look().with("TWICE", "--json").run()).path("status").asText());
  }

  @Test
  void anUnknownOneIsSaidToBeUnknown() {
    order(Map.of());
    Command.Result result = look().with("NOBODY").run().expect(1);
    assertThat(result.stderr()).contains("There is no instance with the id or business key NOBODY");
  }

  @Test
  void withoutABrokerTheEnginesPartIsTold() {
    String id = order(Map.of());
    Command.Result result = look().with(id).env("RABBITMQ_PORT", "1").run().expect(1);
    assertThat(text(result))
        .as(result::toString)
        .contains("topic send_email", "What became of the messages is not known: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x --stats", "x --key a", "x --table"})
  void itIsAReportOfItsOwn(String arguments) {
    Command.Result result = look().with(arguments.split(" ")).run().expect(3);
    assertThat(result.stderr()).contains("leave out " + arguments.split(" ")[1]);
  }

  /** As a browser shows it: the place is marked, nothing from outside is a script. */
  @Test
  void thePageDrawsTheModelWithThePlaceMarked(@TempDir Path folder) throws IOException {
    String evil = "</script><script>document.title='broken'</script><img src=x onerror=alert(1)>";
    land.engine().deploy(Files.readString(Project.home().resolve("sandbox/demo.bpmn")));
    String instance =
        land.engine()
            .start(
                "UniversalWorkerDemo",
                Map.of(
                    "orderNumber", Map.of("value", evil, "type", "String"),
                    "amount", Map.of("value", 1, "type", "Integer")));
    Path page = folder.resolve("instance.html");
    Command.Result result = look().with(instance, "--export", page.toString()).run();
    assertThat(text(result)).as(result::toString).contains("Written to file: " + page);
    Command.Result shown = new Browser(folder).dom(page.toUri().toString());
    assertThat(shown.stdout())
        .contains("data-drawn=\"yes\"", "bjs-powered-by", "<title>Instance " + instance)
        .containsPattern("<g class=\"[^\"]*here[^\"]*\" data-element-id=\"ApproveOrder\"");
    assertThat(shown.stderr()).doesNotContain("CONSOLE");
    assertThat(Files.readString(page)).doesNotContain(evil).contains("default-src &#39;none&#39;");
  }

  @Test
  void aPageHasTheNameOfOne() {
    Command.Result result = look().with("x", "--export", "instance.json").run().expect(3);
    assertThat(result.stderr()).contains("ends in .html");
  }

  @Test
  void fullAloneMeansNothing() {
    Command.Result result = land.tool("--full").run().expect(3);
    assertThat(result.stderr()).contains("--full belongs to --instance");
  }
}
