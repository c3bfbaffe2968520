package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.EngineUser;
import tests.support.EngineUser.Resource;
import tests.support.TestEnvironment;

/** What a worker says whose user gets some of the tasks only. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class WorkerRightsTest {

  private final TestEnvironment corner = new TestEnvironment();
  private final EngineRest administrator = EngineUser.administrator(null);

  @AfterEach
  void clean() {
    corner.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'',                            0, true",
    "READ_INSTANCE,                 0, true",
    "UPDATE_INSTANCE,               0, true",
    "READ_INSTANCE UPDATE_INSTANCE, 1, false"
  })
  void saysThatThereMayBeOthers(String rights, int fetched, boolean doubt) {
    String key = "given" + fetched + rights.replace(' ', '-');
    String topic = "bitrix_" + corner.name(); // Other tests may have left tasks of other topics.
    administrator.deploy(Bpmn.oneTask(key, topic));
    String instance = administrator.start(key);
    EngineUser user = new EngineUser();
    if (!rights.isEmpty()) {
      user.may(Resource.PROCESS_DEFINITION, "*", rights.split(" "));
    }
    Command once = user.run("worker.java", "--once", "--no-responses").env("WORKER_TOPICS", topic);
    for (Map.Entry<String, String> setting : corner.environment().entrySet()) {
      if (!setting.getKey().startsWith("CAMUNDA_")) {
        once = once.env(setting.getKey(), setting.getValue());
      }
    }
    Command.Result result = once.run().expect(0);
    administrator.delete("/process-instance/" + instance);
    assertThat(result.stderr())
        .as(result::toString)
        .contains("Statistics: tasks fetched " + fetched + ",");
    assertThat(result.stderr().contains("Camunda may keep tasks from this worker"))
        .as(result::toString)
        .isEqualTo(doubt);
  }
}
