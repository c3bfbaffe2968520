package tests.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.Installation;

/** No tool changes anything by looking. */
@Tag("cli")
@Tag("long")
@Tag("engine")
@Tag("rabbitmq")
class LookingTest {

  private final Installation installation = new Installation();

  @AfterEach
  void close() {
    installation.close();
  }

  private List<String> texts() {
    return installation.looks().stream().filter(line -> !line.endsWith("--json")).toList();
  }

  /** A look that declares would make queues and exchanges here. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEmptyBrokerStaysEmpty(boolean managed) {
    installation.deploy();
    if (!managed) {
      installation.project().withoutManagement();
    }
    String before = installation.project().definitions();
    for (String line : texts()) {
      Command.Result result = installation.tool(line).run();
      assertThat(result.exitCode()).as(result::toString).isIn(0, 1, 2);
      assertEquals(before, installation.project().definitions(), result::toString);
    }
  }

  @Test
  void whatIsThereStaysAsItIs() {
    installation.fill();
    String before = state();
    for (String line : texts()) {
      Command.Result result = installation.tool(line).run();
      assertThat(result.exitCode()).as(result::toString).isIn(0, 1, 2);
      assertEquals(before, state(), result::toString);
    }
  }

  /** Definitions, messages, instances, and who holds which lock until when. */
  private String state() {
    String tenant = "?tenantIdIn=" + installation.project().corner().name();
    StringBuilder state = new StringBuilder(installation.project().definitions());
    for (String queue : List.of("bitrix24.queue", "1c.queue", "errors.camunda_tasks.queue")) {
      state.append(queue).append(' ').append(installation.project().broker().ready(queue));
    }
    return state
        .append(installation.engine().get("/external-task" + tenant))
        .append(installation.engine().get("/history/process-instance/count" + tenant))
        .toString();
  }
}
