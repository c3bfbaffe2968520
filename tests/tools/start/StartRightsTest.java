package tests.tools.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

/** start_process for users who may start instances but not read everything. */
@Tag("engine")
@Tag("cli")
class StartRightsTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String key = "Guarded" + NUMBER.incrementAndGet();
  private final EngineRest administrator = EngineUser.administrator(null);

  StartRightsTest() {
    administrator.deploy(Bpmn.oneTask(key, "rights"));
  }

  /** May find the process and start it, as a system that only starts instances. */
  private EngineUser starter() {
    return new EngineUser()
        .may(Resource.PROCESS_DEFINITION, key, "READ", "CREATE_INSTANCE")
        .may(Resource.PROCESS_INSTANCE, "*", "CREATE");
  }

  /** The same, and sees the instances of this process. */
  private EngineUser reader() {
    return new EngineUser()
        .may(Resource.PROCESS_DEFINITION, key, "READ", "CREATE_INSTANCE", "READ_INSTANCE")
        .may(Resource.PROCESS_INSTANCE, "*", "CREATE");
  }

  /** The same, and sees all instances. */
  private EngineUser readerOfAll() {
    return new EngineUser()
        .may(Resource.PROCESS_DEFINITION, key, "READ", "CREATE_INSTANCE")
        .may(Resource.PROCESS_INSTANCE, "*", "CREATE", "READ");
  }

  private long instances() {
    return administrator.count("/process-instance/count?processDefinitionKey=" + key);
  }

  private static String errorKind(Command.Result result) throws IOException {
    JsonNode document = Json.MAPPER.readTree(result.stdout());
    return document.path("error").path("kind").asText();
  }

  @Test
  void uniqueIsRefusedWhereInstancesAreNotSeen() throws IOException {
    EngineUser user = starter();
    user.run("start_process.java", key, "-b", "O-1").run().expect(0);
    Command again = user.run("start_process.java", key, "-b", "O-1", "--unique");
    Command.Result refused = again.run().expect(2);
    assertThat(refused.stderr()).as(refused::toString).contains("READ_INSTANCE on process " + key);
    assertEquals("start.uniqueness_unknown", errorKind(again.with("--json").run().expect(2)));
    assertEquals(1, instances());
    Command.Result forced = again.with("--force").run().expect(0);
    assertThat(forced.stderr()).as(forced::toString).contains("may be running that is not seen");
    assertEquals(2, instances());
  }

  @Test
  void uniqueWarnsWhereOnlyInstancesOfThisProcessAreSeen() {
    EngineUser user = reader();
    Command.Result first =
        user.run("start_process.java", key, "-b", "O-1", "--unique").run().expect(0);
    assertThat(first.stderr()).as(first::toString).contains("may be running that is not seen");
    user.run("start_process.java", key, "-b", "O-1", "--unique").run().expect(1);
    assertEquals(1, instances());
  }

  @Test
  void uniqueIsSilentWhereEverythingIsSeen() {
    EngineUser user = readerOfAll();
    Command command = user.run("start_process.java", key, "-b", "O-1", "--unique");
    command.run().expect(0);
    assertEquals("", command.run().expect(1).stderr());
    assertEquals(1, instances());
  }

  @Test
  void aProcessThatIsNotSeenIsNotCalledMissing() throws IOException {
    Command command = new EngineUser().run("start_process.java", key);
    Command.Result result = command.run().expect(2);
    assertThat(result.stderr()).as(result::toString).contains("that this user may see");
    assertEquals("camunda.definition_not_found", errorKind(command.with("--json").run().expect(2)));
    Command.Result versions = command.with("--list-versions").run().expect(1);
    assertThat(versions.stderr()).as(versions::toString).contains("that this user may see");
  }

  @Test
  void anInstanceThatIsNotSeenIsNotCalledEnded() {
    Command.Result result = starter().run("start_process.java", key, "--wait").run().expect(1);
    assertThat(result.stdout()).as(result::toString).contains("this user may not read it");
    assertEquals(1, instances());
  }
}
