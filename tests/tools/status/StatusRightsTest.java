package tests.tools.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import lib.base.json.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.EngineUser;
import tests.support.EngineUser.Resource;

/** What status_check says to users who may not see every task. */
@Tag("engine")
@Tag("cli")
class StatusRightsTest {

  private static final String DOUBT = "may not see all tasks";

  /** Neither worker nor broker: the engine alone answers. */
  private static Command statusCheck(EngineUser user, String... arguments) {
    return user.run("status_check.java", arguments)
        .env("WORKER_STATUS_URLS", "http://127.0.0.1:9")
        .env("RABBITMQ_HOST", "127.0.0.1")
        .env("RABBITMQ_PORT", "9");
  }

  private static EngineUser reader() {
    return new EngineUser().may(Resource.PROCESS_DEFINITION, "*", "READ_INSTANCE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--lang=en", "--performance", "--nagios"})
  void aCountThatMayLackTasksIsDoubted(String form) {
    assertThat(statusCheck(new EngineUser(), form).run().stdout()).contains(DOUBT);
    assertThat(statusCheck(reader(), form).run().stdout()).doesNotContain(DOUBT);
  }

  @Test
  void programsAreToldToo() throws IOException {
    assertThat(hides(new EngineUser())).isTrue();
    assertThat(hides(reader())).isFalse();
  }

  private static boolean hides(EngineUser user) throws IOException {
    JsonNode camunda =
        Json.MAPPER.readTree(statusCheck(user, "--json").run().stdout()).path("camunda");
    assertThat(camunda.path("may_be_hidden").isBoolean()).as(camunda::toString).isTrue();
    return camunda.path("may_be_hidden").asBoolean();
  }
}
