package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Command;
import tests.support.DiagnosisRun;

/** Each fault of the configuration is named, with the right advice; no server is needed for it. */
@Tag("cli")
class DiagnosticsSettingsTest {

  @TempDir private Path folder;

  /** Temporary folders are closed to others, which would protect everything in them. */
  @BeforeEach
  void openFolder() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Command tool(String... options) {
    return DiagnosisRun.nowhere("--quick", "--json").with(options);
  }

  private static JsonNode run(Command tool) {
    return DiagnosisRun.json(tool.run().expect(2)); // the servers are not there
  }

  private Path file(String name, String content, String permissions) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static void assertProblem(
      JsonNode document, String status, String id, String object, String kind, String advice) {
    JsonNode finding = DiagnosisRun.finding(document, id, object, kind);
    assertEquals(status, finding.path("status").asText(), finding::toString);
    assertThat(finding.path("advice").asText()).as(finding::toString).contains(advice);
  }

  @Test
  void nothingIsWrongByDefault() {
    JsonNode document = run(tool().env("RABBITMQ_PORT", "1"));
    for (String id : new String[] {"unknown", "obsolete", "conflict", "value", "max_tasks"}) {
      DiagnosisRun.finding(document, "settings." + id, "ok");
    }
    DiagnosisRun.finding(document, "settings.secrets", "none");
    DiagnosisRun.finding(document, "routing.queues", "ok");
  }

  @Test
  void anUnknownSettingInAFile() throws IOException {
    Path file = file("my.properties", "camunda.base_ulr = http://x\n", "rw-------");
    JsonNode document = run(tool("--config", file.toString()));
    assertProblem(
        document, "warning", "settings.unknown", "camunda.base_ulr", "unknown", "Correct the name");
    JsonNode found = DiagnosisRun.finding(document, "settings.unknown", "unknown").path("found");
    assertThat(found.asText()).as(found::toString).contains("Did you mean camunda.base_url?");
    assertThat(found.asText()).as(found::toString).contains(file + ", line 1");
  }

  @Test
  void aMisspeltEnvironmentVariable() {
    JsonNode document =
        run(tool().env("CAMUNDA_BASE_ULR", "http://x").env("SOMETHING_ELSE_ENTIRELY", "x"));
    assertEquals(1, DiagnosisRun.checks(document, "settings.unknown").count());
    assertProblem(
        document, "warning", "settings.unknown", "CAMUNDA_BASE_ULR", "unknown", "no effect");
  }

  /** The Python version ignored these names; in a file of its time they may have any value. */
  @ParameterizedTest
  @CsvSource({
    "RABBITMQ_RESPONSES_QUEUE=company.responses, rabbitmq.responses_queue",
    "RABBITMQ_TASKS_EXCHANGE=company.tasks, rabbitmq.tasks_exchange",
    "CAMUNDA_HTTP_TIMEOUT=7000, camunda.http_timeout",
    "RESPONSE_HANDLER_ENABLED=no, worker.response_handler_enabled",
  })
  void aSettingThatHadNoEffectBefore(String line, String setting) throws IOException {
    JsonNode document = run(tool("--config", file(".env.prod", line, "rw-------").toString()));
    String name = line.substring(0, line.indexOf('='));
    assertProblem(
        document, "warning", "settings.obsolete", name, "now_effective", "under its new name");
    JsonNode found = DiagnosisRun.finding(document, "settings.obsolete", "now_effective");
    assertThat(found.path("found").asText()).as(found::toString).contains(setting + " = ");
    String renamed = setting + line.substring(line.indexOf('=')) + "\n";
    JsonNode meant =
        run(tool("--config", file("meant.properties", renamed, "rw-------").toString()));
    DiagnosisRun.finding(meant, "settings.obsolete", "ok");
  }

  /** It says what is so anyway. */
  @Test
  void aSettingThatHadNoEffectBeforeAndSaysTheDefault() throws IOException {
    String content = "RESPONSE_HANDLER_ENABLED=True\nRABBITMQ_HEARTBEAT=060\n";
    JsonNode document = run(tool("--config", file(".env.prod", content, "rw-------").toString()));
    DiagnosisRun.finding(document, "settings.obsolete", "ok");
  }

  @Test
  void obsoleteSettings() throws IOException {
    String content = "HEARTBEAT_INTERVAL=60\nCAMUNDA_FETCH_INTERVAL=5000\nBITRIX_TIMEOUT=30\n";
    JsonNode document = run(tool("--config", file(".env.prod", content, "rw-------").toString()));
    assertEquals(3, DiagnosisRun.checks(document, "settings.obsolete").count());
    assertProblem(
        document, "warning", "settings.obsolete", "HEARTBEAT_INTERVAL", "obsolete", "Remove");
    assertEquals(
        "ok",
        DiagnosisRun.finding(document, "settings.obsolete", "BITRIX_TIMEOUT", "foreign")
            .path("status")
            .asText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RABBITMQ_URI=amqp://127.0.0.1:1|overridden|change the address in rabbitmq.uri",
        "CAMUNDA_AUTH_PASSWORD=secret|auth_off|camunda.auth_enabled = true",
        "CAMUNDA_AUTH_PASSWORD=x CAMUNDA_AUTH_TOKEN=y|token_and_password|not needed",
        "RABBITMQ_ADDRESSES=127.0.0.1:1|host_and_addresses|Remove rabbitmq.host",
        "RABBITMQ_TLS=true RABBITMQ_PORT=5672|tls_on|Set the port to 5671",
        "RABBITMQ_PORT=5671|tls_off|Set rabbitmq.tls = true"
      })
  void settingsThatContradictEachOther(String variables, String kind, String advice) {
    assertProblem(run(with(variables)), "warning", "settings.conflict", "", kind, advice);
  }

  private static Command with(String variables) {
    Command tool = tool();
    for (String variable : variables.split(" ")) {
      String[] parts = variable.split("=", 2);
      tool = tool.env(parts[0], parts[1]);
    }
    return tool;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CAMUNDA_MAX_TASKS=1|camunda.max_tasks|one_task|Raise camunda.max_tasks",
        "CAMUNDA_MAX_TASKS=3|camunda.max_tasks|few_tasks|Raise camunda.max_tasks",
        "CAMUNDA_LOCK_DURATION=60001|camunda.lock_duration|short_lock|sent a second time",
        "CAMUNDA_HANDOFF_LOCK_DURATION=2000|camunda.handoff|short_handoff|sent a second time",
        "CAMUNDA_ASYNC_RESPONSE_TIMEOUT=0|camunda.async|short_poll|without a pause",
        "CAMUNDA_HTTP_TIMEOUT=100|camunda.http_timeout|short_timeout|Raise it",
        "CAMUNDA_TLS_VERIFY=false|camunda.tls_verify|tls_verify|ca_file",
        "RABBITMQ_HEARTBEAT=0|rabbitmq.heartbeat|no_heartbeat|rabbitmq.heartbeat = 60",
        "RABBITMQ_HOST=rabbit.invalid|rabbitmq.username|guest|Make a user",
        "WORKER_RESPONSE_HANDLER_ENABLED=false|worker.response|no_answers|no answers",
        "WORKER_TOPICS=send_email,strange|worker.topics|no_system|routing.SYSTEM.topics"
      })
  void valuesThatAreHardlyMeant(String variable, String setting, String kind, String advice) {
    assertProblem(run(with(variable)), "warning", "settings.value", setting, kind, advice);
  }

  @ParameterizedTest
  @CsvSource({
    "CAMUNDA_MAX_TASKS=5000, 1200, 250001",
    "CAMUNDA_HANDOFF_LOCK_DURATION=2000, 40, 2501"
  })
  void moreTasksThanCanBeHandedOverInTime(String variable, String tasks, String millis) {
    assertProblem(
        run(with(variable)),
        "warning",
        "settings.max_tasks",
        "",
        "too_large",
        "Set camunda.max_tasks = %s or camunda.handoff_lock_duration = %s."
            .formatted(tasks, millis));
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, readable_by_all, warning", "rw-r-----, ok, ok", "rw-------, ok, ok"})
  void aFileWithAPassword(String permissions, String kind, String status) throws IOException {
    Path file = file("my.properties", "rabbitmq.password = secret\n", permissions);
    JsonNode document = run(tool("--config", file.toString()));
    assertProblem(
        document,
        status,
        "settings.secrets",
        file.toString(),
        kind,
        status.equals("ok") ? "" : "chmod 600 " + file);
  }

  @Test
  void aFileWithNothingButAPassword() throws IOException {
    Path file = file("password", "secret\n", "rw-r--r--");
    JsonNode document = run(tool().env("RABBITMQ_PASSWORD_FILE", file.toString()));
    assertProblem(
        document, "warning", "settings.secrets", file.toString(), "readable_by_all", "chmod 600");
  }

  @Test
  void aFolderThatIsClosedToOthersProtectsIt() throws IOException {
    Path file = file("password", "secret\n", "rw-r--r--");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    JsonNode document = run(tool().env("RABBITMQ_PASSWORD_FILE", file.toString()));
    DiagnosisRun.finding(document, "settings.secrets", file.toString(), "ok");
  }

  @ParameterizedTest
  @CsvSource({
    "ROUTING_OPENPROJECT_QUEUE, bitrix24.queue, routing.bitrix24.queue",
    "ROUTING_1C_QUEUE, camunda.responses.queue, rabbitmq.responses_queue"
  })
  void aQueueOfTwoOwnersIsRefusedBeforeAnythingIsLookedAt(String key, String queue, String other) {
    Command.Result result = tool().env(key, queue).run().expect(3);
    assertThat(result.stderr()).as(result::toString).contains(other);
  }

  @Test
  void aTopicWhoseRoutingKeyMatchesNoBinding() {
    JsonNode document = run(with("ROUTING_BITRIX24_BINDINGS=bitrix.*"));
    assertProblem(
        document,
        "failure",
        "routing.topic",
        "bitrix_create_task",
        "no_binding",
        "routing.bitrix24.bindings = bitrix24.#");
    JsonNode found =
        DiagnosisRun.finding(document, "routing.topic", "bitrix_create_task", "no_binding")
            .path("found");
    assertThat(found.asText()).as(found::toString).endsWith("land in default.queue");
  }

  @Test
  void aTopicWhoseRoutingKeyMatchesTwoQueues() {
    JsonNode document = run(with("ROUTING_OPENPROJECT_BINDINGS=openproject.#,*.bitrix24"));
    assertProblem(
        document, "failure", "routing.topic", "bitrix24", "several_queues", "several times");
    DiagnosisRun.finding(document, "routing.topic", "bitrix_create_task", "configured");
  }

  @Test
  void everySettingIsListedWithItsSource() throws IOException {
    Path file = file("my.properties", "camunda.worker_id = me\n", "rw-------");
    JsonNode settings = run(tool("--config", file.toString())).path("settings");
    int seen = 0;
    for (JsonNode setting : settings) {
      seen++;
      if (setting.path("name").asText().equals("camunda.worker_id")) {
        assertEquals("me", setting.path("value").asText());
        assertEquals(file + ", line 1", setting.path("source").asText());
      } else if (setting.path("name").asText().equals("rabbitmq.password")) {
        assertEquals("***", setting.path("value").asText());
        assertTrue(setting.path("default").asBoolean());
      }
    }
    assertTrue(seen > 50, settings::toString);
  }
}
