package tests.tools.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.EngineProcess;
import sandbox.FreePort;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.DiagnosisRun;
import tests.support.EngineRest;
import tests.support.EngineUser;
import tests.support.EngineUser.Resource;
import tests.support.FaultyProxy;
import tests.support.Servers;

/** Each fault of the engine or on the way to it is named, with the right advice. */
@Tag("cli")
@Tag("engine")
class DiagnosticsCamundaTest {

  private static final String REACHABLE = "camunda.reachable";
  private static final String AUTHENTICATION = "camunda.authentication";

  private final FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl());

  @AfterEach
  void close() {
    proxy.close();
  }

  /** With authorization on, the engine leaves out what the user may not read, without a word. */
  @Test
  void tasksThatTheUserMayNotSeeAreNotCalledNone() throws IOException {
    String[] arguments = {"--camunda-only", "--json"};
    EngineUser blind = new EngineUser().may(Resource.PROCESS_DEFINITION, "*", "READ");
    JsonNode document = DiagnosisRun.json(blind.run("worker_diagnostics.java", arguments).run());
    JsonNode hidden = DiagnosisRun.finding(document, "camunda.tasks", "hidden");
    assertThat(hidden.path("advice").asText()).contains("READ_INSTANCE");
    EngineUser seeing =
        new EngineUser().may(Resource.PROCESS_DEFINITION, "*", "READ", "READ_INSTANCE");
    document = DiagnosisRun.json(seeing.run("worker_diagnostics.java", arguments).run());
    assertThat(document.toString()).doesNotContain("may see");
  }

  private static Command tool(URI baseUrl) {
    return DiagnosisRun.nowhere("--camunda-only", "--json")
        .env("CAMUNDA_BASE_URL", baseUrl.toString());
  }

  private static JsonNode run(Command tool, int exitCode) {
    return DiagnosisRun.json(tool.run().expect(exitCode));
  }

  /** The finding is a failure, and its advice has these words. */
  private static void assertFailure(JsonNode document, String id, String kind, String advice) {
    JsonNode finding = DiagnosisRun.finding(document, id, kind);
    assertEquals("failure", finding.path("status").asText(), finding::toString);
    assertThat(finding.path("advice").asText()).as(finding::toString).contains(advice);
  }

  @Test
  void theEngineIsDown() {
    URI url = URI.create("http://127.0.0.1:" + FreePort.find() + "/engine-rest");
    JsonNode document = run(tool(url), 2);
    assertFailure(document, REACHABLE, "unreachable", "Start the engine");
    JsonNode found = DiagnosisRun.finding(document, REACHABLE, "unreachable").path("found");
    assertThat(found.asText()).as(found::toString).contains(url.toString());
    JsonNode next = DiagnosisRun.finding(document, "camunda.definitions", "not_reached");
    assertEquals("skipped", next.path("status").asText());
  }

  @Test
  void thePasswordIsWrong() {
    JsonNode document =
        run(
            tool(Servers.securedEngine().baseUrl())
                .env("CAMUNDA_AUTH_ENABLED", "true")
                .env("CAMUNDA_AUTH_USERNAME", Servers.USER)
                .env("CAMUNDA_AUTH_PASSWORD", "wrong"),
            2);
    assertFailure(document, AUTHENTICATION, "wrong", "Correct camunda.auth_username");
    assertEquals(
        "ok", DiagnosisRun.finding(document, REACHABLE, "answers").path("status").asText());
  }

  @Test
  void noPasswordIsSet() {
    JsonNode document = run(tool(Servers.securedEngine().baseUrl()), 2);
    assertFailure(document, AUTHENTICATION, "required", "camunda.auth_enabled = true");
  }

  @Test
  void theRightPasswordIsAccepted() {
    JsonNode document =
        run(
            tool(Servers.securedEngine().baseUrl())
                .env("CAMUNDA_AUTH_ENABLED", "true")
                .env("CAMUNDA_AUTH_USERNAME", Servers.USER)
                .env("CAMUNDA_AUTH_PASSWORD", Servers.PASSWORD)
                .env("CAMUNDA_TENANT_ID", "nobody"),
            1); // nothing is deployed for this tenant, whatever other tests do
    DiagnosisRun.finding(document, AUTHENTICATION, "accepted");
    DiagnosisRun.finding(document, "camunda.definitions", "none_of_tenant");
  }

  @Test
  void theEngineIsAtAnotherPath() {
    URI engine = Servers.engine().baseUrl();
    JsonNode document = run(tool(engine.resolve("/camunda")), 2);
    assertFailure(document, REACHABLE, "elsewhere", "Set camunda.base_url = " + engine);
  }

  @Test
  void aProxyAnswersWithAPageOfItsOwn() {
    proxy.always(".*", FaultyProxy.status(200, "<html><title>Sign in</title></html>"));
    JsonNode document = run(tool(proxy.baseUrl()), 2);
    assertFailure(document, REACHABLE, "not_the_engine", "Correct camunda.base_url");
    JsonNode found = DiagnosisRun.finding(document, REACHABLE, "not_the_engine").path("found");
    assertThat(found.asText()).as(found::toString).contains("Sign in");
  }

  @ParameterizedTest
  @CsvSource({
    "503, unavailable, starting or overloaded",
    "429, unavailable, starting or overloaded",
    "403, forbidden, Grant the right"
  })
  void aProxyLetsNobodyThrough(int status, String kind, String advice) {
    proxy.always(".*", FaultyProxy.status(status, "<html><title>No</title></html>"));
    assertFailure(run(tool(proxy.baseUrl()), 2), REACHABLE, kind, advice);
  }

  @Test
  void aProxyForbidsSingleRequests() {
    proxy.always("POST .*/unlock", FaultyProxy.status(403, "<html>Read only</html>"));
    proxy.always("PUT .*", FaultyProxy.status(405, "<html>No</html>"));
    JsonNode document = run(tool(proxy.baseUrl()), 2);
    JsonNode unlock =
        DiagnosisRun.finding(
            document, "camunda.endpoint", "POST /external-task/{id}/unlock", "forbidden");
    assertThat(unlock.path("advice").asText()).as(unlock::toString).contains("proxy");
    DiagnosisRun.finding(
        document, "camunda.endpoint", "PUT /external-task/{id}/retries", "not_the_engine");
    assertEquals(
        16,
        DiagnosisRun.checks(document, "camunda.endpoint")
            .filter(check -> check.path("status").asText().equals("ok"))
            .count());
  }

  @Test
  void anEngineThatFallsSilentLaterIsToldSo() {
    proxy.always("GET /engine-rest/incident/count.*", FaultyProxy.silence());
    JsonNode document = run(tool(proxy.baseUrl()).env("CAMUNDA_HTTP_TIMEOUT", "2000"), 2);
    assertFailure(document, "camunda.incidents", "timeout", "Check the load");
    DiagnosisRun.finding(document, "camunda.instances", "ok");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.3, '{\"product\":{\"name\":\"Operaton BPM Runtime\"}}', Operaton 1.0.3",
    "2.1.0, '{\"product\":{\"name\":\"CIB seven Runtime\"}}', CIB seven 2.1.0",
    "1.1.0, '[]', 'a successor of Camunda 7, version 1.1.0'",
    "7.15.0, '[]', Camunda 7.15.0"
  })
  void itIsKnownWhichEngineItIs(String version, String telemetry, String expected) {
    proxy.always(".*/version", FaultyProxy.status(200, "{\"version\":\"" + version + "\"}"));
    proxy.always(".*/telemetry/data", FaultyProxy.status(200, telemetry));
    JsonNode document =
        DiagnosisRun.json(tool(proxy.baseUrl()).run()); // the shared engine may hold anything
    JsonNode found =
        DiagnosisRun.checks(document, "camunda.version").findFirst().orElseThrow().path("found");
    assertEquals(expected, found.asText());
  }

  /** One engine of its own for both: it takes some seconds to start. */
  @Test
  void anEngineWithoutHistoryAndItsLoginDelay() throws IOException {
    try (EngineProcess engine =
        EngineProcess.start(Servers.folder("engine"), "--history", "none", "--auth", "demo:demo")) {
      Command tool =
          tool(engine.baseUrl())
              .env("CAMUNDA_AUTH_ENABLED", "true")
              .env("CAMUNDA_AUTH_USERNAME", "demo");
      Command wrong = tool.with("--quick").env("CAMUNDA_AUTH_PASSWORD", "wrong");
      assertFailure(run(wrong, 2), AUTHENTICATION, "wrong_or_delayed", "without --quick");
      JsonNode document = run(tool.env("CAMUNDA_AUTH_PASSWORD", "demo"), 1);
      DiagnosisRun.finding(document, AUTHENTICATION, "accepted");
      JsonNode history = DiagnosisRun.finding(document, "camunda.history", "off");
      assertEquals("warning", history.path("status").asText());
      assertThat(history.path("advice").asText()).as(history::toString).contains("historyLevel");
    }
  }

  @Test
  void operatonIsKnownAndAnswersEveryRequest() throws IOException {
    try (EngineProcess engine =
        EngineProcess.start(EngineProcess.Make.OPERATON, Servers.folder("operaton"), 0)) {
      JsonNode document = run(tool(engine.baseUrl()), 1);
      JsonNode found = DiagnosisRun.finding(document, "camunda.version", "ok").path("found");
      assertThat(found.asText()).as(found::toString).startsWith("Operaton ");
      DiagnosisRun.checks(document, "camunda.endpoint")
          .forEach(check -> assertEquals("ok", check.path("status").asText(), check::toString));
    }
  }

  @Test
  void nobodyMaySeeAnythingInAnotherTenant() {
    JsonNode document =
        run(tool(Servers.engine().baseUrl()).env("CAMUNDA_TENANT_ID", "no-such-tenant"), 1);
    JsonNode none = DiagnosisRun.finding(document, "camunda.definitions", "none_of_tenant");
    assertThat(none.path("advice").asText()).as(none::toString).contains("camunda.tenant_id");
  }

  /** What is in the engine; the tenant keeps other tests' tasks out. */
  @Tag("rabbitmq")
  @Test
  void whatIsInTheEngineAndNobodyGoesOnWith() {
    try (DiagnosisRun diagnosed = new DiagnosisRun()) {
      EngineRest engine = diagnosed.corner().engine();
      engine.deploy(Bpmn.oneTask("unknown", "crm_create_lead"));
      engine.deploy(Bpmn.oneTask("known", "send_email"));
      engine.start("unknown");
      String stuck = engine.taskOf(engine.start("known")).path("id").asText();
      engine.put("/external-task/" + stuck + "/retries", Map.of("retries", 0));
      Command tool = diagnosed.tool("--camunda-only", "--json");

      JsonNode document = run(tool, 1);
      JsonNode topic =
          DiagnosisRun.finding(document, "camunda.topics", "crm_create_lead", "not_fetched");
      assertThat(topic.path("found").asText()).as(topic::toString).contains("1 task waiting");
      assertThat(topic.path("advice").asText()).as(topic::toString).contains("worker.topics = all");
      JsonNode tasks = DiagnosisRun.finding(document, "camunda.tasks", "no_retries");
      assertThat(tasks.path("advice").asText()).as(tasks::toString).contains("unlock_task.java");
      JsonNode incidents = DiagnosisRun.finding(document, "camunda.incidents", "open");
      assertThat(incidents.path("details").path(0).asText()).contains("activity task");

      JsonNode all = run(tool.env("WORKER_TOPICS", "all"), 1);
      JsonNode toDefault =
          DiagnosisRun.finding(all, "camunda.topics", "crm_create_lead", "to_default");
      assertThat(toDefault.path("advice").asText())
          .as(toDefault::toString)
          .contains("default.queue");
    }
  }
}
