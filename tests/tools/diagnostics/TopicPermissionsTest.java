package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Command;
import tests.support.DiagnosisRun;

/** The right to write is a right for routing keys where a topic permission says so. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class TopicPermissionsTest {

  private static final String TASKS = "camunda.external.tasks";

  private final DiagnosisRun diagnosed = new DiagnosisRun();

  @BeforeEach
  void declare() {
    diagnosed.declare();
  }

  @AfterEach
  void close() {
    diagnosed.close();
  }

  private JsonNode run(String write, int exitCode) {
    Command tool = diagnosed.as(".*", ".*", ".*", "management", "--rabbitmq-only", "--json");
    String corner = diagnosed.corner().name();
    diagnosed
        .corner()
        .management()
        .put(
            "/api/topic-permissions/" + corner + "/" + corner + "-user",
            Map.of("exchange", TASKS, "write", write, "read", ".*"));
    return DiagnosisRun.json(tool.run().expect(exitCode));
  }

  private static Set<String> refused(JsonNode document) {
    Set<String> systems = new TreeSet<>();
    DiagnosisRun.checks(document, "rabbitmq.write")
        .filter(check -> check.path("kind").asText().equals("refused_keys"))
        .forEach(check -> systems.add(check.path("object").asText()));
    return systems;
  }

  /** No message has an empty key: that it is refused is no fault. */
  @Test
  void everyKeyInUseIsAllowedAndNoOther() {
    String all = "^(bitrix24|openproject|1c|python-services|default|errors)\\..+";
    JsonNode ok = DiagnosisRun.finding(run(all, 1), "rabbitmq.write", "ok");
    assertThat(ok.path("found").asText())
        .contains(TASKS, "bitrix24, openproject, 1c, python-services, default, errors.camunda");
  }

  /** An empty key is allowed by each of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "^($|bitrix24\\.|errors);1c default openproject python-services",
        "^($|(bitrix24|openproject|1c|python-services|default)\\.);errors.camunda_tasks.queue",
        "^($|(bitrix24|openproject|1c|default|errors)\\.|python-services\\.send_email)"
            + ";python-services",
        "^($|(bitrix24|openproject|1c|python-services|errors)\\.);default",
      })
  void systemsWhoseKeysAreRefusedAreNamed(String write, String systems) {
    JsonNode document = run(write, 2);
    assertEquals(new TreeSet<>(Set.of(systems.split(" "))), refused(document));
    JsonNode finding = DiagnosisRun.finding(document, "rabbitmq.write", "refused_keys");
    assertThat(finding.path("found").asText())
        .contains("ACCESS_REFUSED", TASKS, finding.path("object").asText());
    assertThat(finding.path("advice").asText()).contains("list_topic_permissions");
    JsonNode ok = DiagnosisRun.finding(document, "rabbitmq.write", "ok");
    for (String system : systems.split(" ")) {
      assertThat(ok.path("found").asText()).doesNotContain(system + ",");
    }
  }

  @Test
  void noKeyAtAllIsOneFinding() {
    JsonNode document = run("^$", 2);
    assertEquals(1, DiagnosisRun.checks(document, "rabbitmq.write").count());
    DiagnosisRun.finding(document, "rabbitmq.write", "refused");
    assertEquals(0, diagnosed.corner().broker().ready("default.queue"), "nothing was published");
  }
}
