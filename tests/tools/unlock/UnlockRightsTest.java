package tests.tools.unlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import lib.base.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.EngineUser;
import tests.support.EngineUser.Resource;

/** What unlock_task says to users who may not read every task. */
@Tag("engine")
@Tag("cli")
class UnlockRightsTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String key = "Unseen" + NUMBER.incrementAndGet();
  private final String task;

  UnlockRightsTest() {
    EngineRest administrator = EngineUser.administrator(null);
    administrator.deploy(Bpmn.oneTask(key, "rights"));
    task = administrator.taskOf(administrator.start(key)).path("id").asText();
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  @Test
  void nothingSeenIsNotCalledNothing() throws IOException {
    EngineUser user = new EngineUser();
    Command.Result list = user.run("unlock_task.java", "--list").run().expect(1);
    assertThat(list.stdout()).as(list::toString).contains("may not read all tasks");
    JsonNode document = json(user.run("unlock_task.java", "--list", "--json").run().expect(1));
    assertTrue(document.path("may_be_hidden").asBoolean(), document::toString);
  }

  @Test
  void aTaskThatIsNotSeenIsNotCalledCompleted() {
    EngineUser user = new EngineUser();
    Command.Result result =
        user.run("unlock_task.java", "--task-id", task, "--force").run().expect(1);
    assertThat(result.stdout()).as(result::toString).contains("or this user may not read it");
  }

  @Test
  void rightsOnTheProcessAreEnoughForItsTasks() throws IOException {
    EngineUser user = new EngineUser().may(Resource.PROCESS_DEFINITION, key, "READ_INSTANCE");
    Command list = user.run("unlock_task.java", "--list", "--json", "--topic", "rights");
    JsonNode document = json(list.with("--key", key).run().expect(1));
    assertEquals(0, document.path("locked").asInt());
    assertFalse(document.has("may_be_hidden"), document::toString);
    assertTrue(json(list.run().expect(1)).path("may_be_hidden").asBoolean());
  }
}
