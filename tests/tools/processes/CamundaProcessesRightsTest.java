package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lib.base.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.EngineUser;
import tests.support.EngineUser.Resource;

/** What camunda_processes says to users who may not read everything. */
@Tag("engine")
@Tag("cli")
class CamundaProcessesRightsTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String key = "Secret" + NUMBER.incrementAndGet();

  CamundaProcessesRightsTest() {
    EngineRest administrator = EngineUser.administrator(null);
    administrator.deploy(Bpmn.oneTask(key, "rights"));
    administrator.start(key);
  }

  private static List<String> hidden(Command.Result result) throws IOException {
    List<String> names = new ArrayList<>();
    JsonNode document = Json.MAPPER.readTree(result.stdout());
    document.path("may_be_hidden").forEach(name -> names.add(name.asText()));
    return names;
  }

  @Test
  void zerosAreNotCalledNothing() throws IOException {
    EngineUser user = new EngineUser();
    Command.Result text = user.run("camunda_processes.java").run().expect(1);
    assertThat(text.stdout()).as(text::toString).contains("None that this user may see");
    assertThat(text.stderr()).as(text::toString).contains("This user may not read everything");
    Command.Result document = user.run("camunda_processes.java", "--json").run().expect(1);
    List<String> lists =
        List.of(
            "process_definitions",
            "process_instances",
            "external_tasks",
            "user_tasks",
            "incidents");
    assertEquals(lists, hidden(document));
    assertEquals(lists, hidden(user.run("camunda_processes.java", "--stats", "--json").run()));
  }

  @Test
  void whatIsSeenIsNotDoubted() throws IOException {
    EngineUser user = new EngineUser().may(Resource.PROCESS_DEFINITION, key, "READ");
    Command definitions = user.run("camunda_processes.java", "--definitions", "--key", key);
    assertEquals("", definitions.run().expect(0).stderr());
    Command both = definitions.with("--instances");
    assertEquals(List.of("process_instances"), hidden(both.with("--json").run().expect(1)));
  }

  @Test
  void nothingIsNothingForWhoMayReadAll() {
    EngineUser user =
        new EngineUser().may(Resource.PROCESS_DEFINITION, "*", "READ", "READ_INSTANCE");
    Command.Result result = user.run("camunda_processes.java", "--incidents").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains("No incidents");
    assertThat(result.stderr()).as(result::toString).doesNotContain("may not read");
  }
}
