package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.ProcessLandscape;
import tests.support.ProcessesOutput;

/** An order that waits in processes that it has called, which do not have its business key. */
@Tag("cli")
@Tag("engine")
class CamundaProcessesCalledTest {

  private final ProcessLandscape land = new ProcessLandscape();

  @BeforeEach
  void deploy() {
    land.engine().deploy(Bpmn.oneTask("packing", "pack"));
    land.engine().deploy(calling("delivery", "packing"));
    land.engine().deploy(calling("purchase", "delivery"));
  }

  @AfterEach
  void close() {
    land.close();
  }

  private static String calling(String key, String called) {
    return Bpmn.process(key, "<callActivity id=\"task\" calledElement=\"" + called + "\"/>");
  }

  private JsonNode json(String... arguments) throws IOException {
    return ProcessesOutput.json(land.tool(arguments).with("--json").run().expect(0));
  }

  /** The external task of the only instance of the innermost process. */
  private JsonNode task() {
    return land.rows("/external-task", "id", "").path(0);
  }

  private void fail() {
    String id = task().path("id").asText();
    land.engine()
        .post("/external-task/" + id + "/lock", Map.of("workerId", "w", "lockDuration", 60_000));
    land.fail(id, "w", 0);
  }

  @Test
  void theTaskOfACalledInstanceBelongsToTheOrder() throws IOException {
    land.start("purchase", "ORDER-14");
    JsonNode document = json("--business-key", "ORDER-14");
    assertEquals(3, document.path("process_instances").size());
    assertEquals(task().path("id"), document.path("external_tasks").path(0).path("id"));
    Command.Result text =
        land.tool("--business-key", "ORDER-14", "--external-tasks", "--instances").run().expect(0);
    assertThat(text.stdout()).as(text::toString).contains("EXTERNAL TASKS (1)\n");
    assertThat(text.stdout()).as(text::toString).contains("RUNNING PROCESS INSTANCES (3)\n");
  }

  @Test
  void anotherOrdersInstancesStayOut() throws IOException {
    land.start("purchase", "ORDER-15");
    land.start("delivery", "ORDER-14");
    land.start("packing", "ORDER-14");
    JsonNode document = json("--business-key", "ORDER-14");
    assertEquals(3, document.path("process_instances").size());
    assertEquals(2, document.path("external_tasks").size());
  }

  @Test
  void aKeyChoosesAmongTheCalledOnes() throws IOException {
    land.start("purchase", "ORDER-14");
    JsonNode packing = json("--business-key", "ORDER-14", "--key", "packing");
    assertEquals(1, packing.path("process_instances").size());
    assertEquals(1, packing.path("external_tasks").size());
    JsonNode purchase = json("--business-key", "ORDER-14", "--key", "purchase");
    assertEquals(1, purchase.path("process_instances").size());
    assertEquals(0, purchase.path("external_tasks").size());
  }

  @Test
  void anIncidentThatWasPassedUpShowsItsCauseAndCountsOnce() throws IOException {
    land.start("purchase", "ORDER-14");
    fail();
    String instance = task().path("processInstanceId").asText();
    assertEquals(3, json("--incidents").path("incidents").size());
    JsonNode counts = json("--stats").path("statistics").path("incidents");
    assertEquals(1, counts.path("total").asInt(), counts::toString);
    assertEquals(1, counts.path("failed_external_task").asInt(), counts::toString);
    JsonNode above = json("--stats", "--key", "purchase").path("statistics").path("incidents");
    assertEquals(1, above.path("total").asInt(), above::toString);
    Command.Result text = land.tool("--incidents", "--key", "purchase").run().expect(0);
    String cause = "Root Cause: no answer (activity task of instance " + instance + ")";
    assertThat(text.stdout()).as(text::toString).contains(cause);
  }
}
