package tests.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.Installation;
import tests.support.Servers;

/** A row that nobody understands, in every list of every server, hides no good one. */
@Tag("cli")
@Tag("long")
@Tag("engine")
@Tag("rabbitmq")
class BadRowTest {

  private final Installation installation = new Installation();
  private final FaultyProxy engine = new FaultyProxy(Servers.engine().baseUrl());
  private final FaultyProxy broker =
      new FaultyProxy(URI.create("http://127.0.0.1:" + Servers.rabbit().managementPort() + "/"));
  private String instance;

  @BeforeEach
  void fill() {
    installation.fill();
    instance =
        installation
            .engine()
            .get("/process-instance?processDefinitionKey=" + installation.key())
            .path(0)
            .path("id")
            .asText();
    installation
        .project()
        .with("CAMUNDA_BASE_URL", engine.baseUrl().toString())
        .with("RABBITMQ_MANAGEMENT_URL", broker.baseUrl().toString());
  }

  @AfterEach
  void close() {
    engine.close();
    broker.close();
    installation.close();
  }

  /** Each list begins with a row that has this value in all its fields. */
  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"x\":[1]}", "-1", "1e30", "\"\u2028next year\"", "[[]]"})
  void aBadRowHidesNoGoodOne(String value) throws IOException {
    JsonNode bad = Json.MAPPER.readTree(value);
    engine.always(
        "GET .*/(external-task|process-instance|process-definition|incident|task)\\?.*",
        FaultyProxy.altering(answer -> withBadRow(answer, bad)));
    broker.always(
        "GET /api/(queues|exchanges|bindings)/.*",
        FaultyProxy.altering(answer -> withBadRow(answer, bad)));
    for (String line :
        List.of(
            "camunda_processes.java", "camunda_processes.java --json", "unlock_task.java --list")) {
      shows(line, instance);
    }
    for (String line :
        List.of("check_queues.java --all", "check_queues.java --json", "queue_reader.java")) {
      shows(line, "bitrix24.queue");
    }
    shows("worker_diagnostics.java", "bitrix24.queue");
  }

  private void shows(String line, String good) {
    Command.Result result = installation.tool(line).run();
    assertThat(result.stdout()).as(result::toString).contains(good);
    assertThat(result.stdout() + result.stderr())
        .as(result::toString)
        .doesNotContain("Exception", "nternal error");
  }

  private static JsonNode withBadRow(JsonNode answer, JsonNode value) {
    JsonNode rows = answer.isArray() ? answer : answer.path("items");
    if (rows instanceof ArrayNode array && !array.isEmpty()) {
      ObjectNode bad = array.get(0).deepCopy();
      array.get(0).fieldNames().forEachRemaining(name -> bad.set(name, value));
      bad.set("tenantId", array.get(0).path("tenantId")); // A row of another tenant is not ours.
      array.insert(0, bad);
    }
    return answer;
  }
}
