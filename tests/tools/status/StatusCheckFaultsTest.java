package tests.tools.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.FreePort;
import sandbox.RabbitNode;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TcpProxy;
import tests.support.TestEnvironment;
import tests.support.WatchedWorker;

/** What the tool says when something is wrong: with real workers, an engine and a broker. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class StatusCheckFaultsTest {

  /** Members of the summary; how many workers there are, and what is owed, is seen from outside. */
  private static final Predicate<String> ONLY_A_WORKER_KNOWS =
      name -> !name.startsWith("workers_") && !name.contains("owed");

  private final TestEnvironment corner = new TestEnvironment();
  private final FaultyProxy engine = new FaultyProxy(Servers.engine().baseUrl());
  private final TcpProxy network = new TcpProxy(Servers.rabbit().port());
  private final String nobody = "http://127.0.0.1:" + FreePort.find();

  @BeforeEach
  void point() {
    corner
        .with("CAMUNDA_ASYNC_RESPONSE_TIMEOUT", "3000")
        .with("CAMUNDA_BASE_URL", engine.baseUrl().toString())
        .with("RABBITMQ_PORT", Integer.toString(network.port()));
  }

  @AfterEach
  void clean() {
    engine.close();
    network.close();
    corner.close();
  }

  private WatchedWorker start(String... options) {
    return WatchedWorker.start(corner, options).awaitHealthy();
  }

  private Command tool(String urls, String... arguments) {
    return corner
        .command("status_check.java", arguments)
        .env("WORKER_STATUS_URLS", urls)
        .timeout(Duration.ofSeconds(60));
  }

  /** What a run came to: the verdict and the codes of what it found. */
  private record Found(String verdict, Set<String> codes, JsonNode document) {}

  private Found found(String urls, int exitCode) {
    try {
      String json = tool(urls, "--json").run().expect(exitCode).stdout();
      JsonNode document = Json.MAPPER.readTree(json);
      Set<String> codes = new TreeSet<>();
      document.path("findings").forEach(f -> codes.add(f.path("code").asText()));
      return new Found(document.path("verdict").asText(), codes, document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theWorkerIsDownAndEngineAndBrokerAreUp() {
    corner.command("worker.java", "--once").run().expect(0); // Declares the queues.
    Found found = found(nobody, 2);
    assertEquals("worker_down", found.verdict());
    assertEquals(Set.of("worker_down", "worker_unreachable"), found.codes());
    assertTrue(found.document().at("/camunda/reachable").asBoolean());
    assertEquals(0, found.document().at("/camunda/locked_by_worker_id").asInt(-1));
    assertEquals(0, found.document().at("/rabbitmq/responses_consumers").asInt(-1));
    found
        .document()
        .path("summary")
        .properties()
        .forEach(
            e ->
                assertEquals(
                    ONLY_A_WORKER_KNOWS.test(e.getKey()), e.getValue().isNull(), e::toString));
    assertEquals(0, found.document().at("/summary/workers_answering").asInt(-1));
    Command.Result brief = tool(nobody, "--brief").run().expect(2);
    assertEquals(1, brief.stdoutLines().size(), brief::toString);
    String line =
        "🔴 WORKER DOWN: No worker answers (no connection) and nobody consumes the responses queue."
            + " Workers: 0 of 1.\n";
    assertEquals(line, brief.stdout());
    Command.Result full = tool(nobody).run().expect(2);
    assertThat(full.stdout())
        .as(full::toString)
        .contains("❌ No worker answers (no connection) and nobody consumes");
    assertEquals(1, full.stdout().split("does not answer", -1).length - 1, full::toString);
    Command.Result nagios = tool(nobody, "--nagios").run().expect(2);
    String first = nagios.stdoutLines().get(0);
    assertThat(first).startsWith("CRITICAL: No worker answers (no connection)");
    assertThat(first).contains(" | workers=0;;;0;1 tasks_routed=U ");
    assertEquals(1, nagios.stdoutLines().size(), nagios::toString);
    Command.Result quiet = tool(nobody, "--quiet").run().expect(2);
    assertEquals("", quiet.stdout());
    assertEquals(brief.stdout(), quiet.stderr());
  }

  @Test
  void theWorkerRunsWhereNobodyAsks() {
    try (WatchedWorker worker = start()) {
      assertTrue(worker.process().isAlive());
      Found found = found(nobody, 1);
      assertEquals("remarks", found.verdict());
      assertEquals(Set.of("worker_not_seen", "worker_unreachable"), found.codes());
      assertEquals(1, found.document().at("/rabbitmq/responses_consumers").asInt());
    }
  }

  @Test
  void theWorkerIsUpAndTheBrokerDown() {
    try (WatchedWorker worker = start()) {
      network.down();
      worker.awaitProblem("rabbitmq_unreachable");
      Found found = found(worker.url(), 2);
      assertEquals("rabbitmq_problem", found.verdict());
      assertEquals(
          Set.of("rabbitmq_unreachable", "worker_without_rabbitmq", "recent_errors"),
          found.codes());
      assertTrue(found.document().at("/workers/0/answering").asBoolean(), found::toString);
      Command.Result result = tool(worker.url()).withoutEnv("TOOLS_LANG").run().expect(2);
      assertThat(result.stdout())
          .as(result::toString)
          .contains("🔴 ОБЩИЙ СТАТУС: CAMUNDA OK, ПРОБЛЕМЫ С RABBITMQ\n");
      assertThat(result.stdout()).as(result::toString).contains("  ❌ Подключение: FAILED\n");
    }
  }

  @Test
  void theWorkerIsUpAndTheEngineDown() {
    try (WatchedWorker worker = start()) {
      engine.always(".*", FaultyProxy.status(503, "busy"));
      worker.awaitProblem("camunda_unreachable");
      Found found = found(worker.url(), 2);
      assertEquals("camunda_problem", found.verdict());
      assertThat(found.codes()).as(found::toString).contains("camunda_unreachable");
      assertThat(found.codes()).as(found::toString).contains("worker_without_camunda");
    }
  }

  /** The tool reaches them. */
  @Test
  void onlyTheWorkerCannotReachTheServers() {
    try (WatchedWorker worker = start()) {
      network.down();
      engine.always(".*", FaultyProxy.status(503, "busy"));
      worker.awaitProblem("camunda_unreachable");
      worker.awaitProblem("rabbitmq_unreachable");
      corner
          .with("CAMUNDA_BASE_URL", Servers.engine().baseUrl().toString())
          .with("RABBITMQ_PORT", Integer.toString(Servers.rabbit().port()));
      Found found = found(worker.url(), 2);
      assertEquals("work_stands_still", found.verdict());
      assertEquals(
          Set.of("worker_without_camunda", "worker_without_rabbitmq", "recent_errors"),
          found.codes());
    }
  }

  @Test
  void theWorkerIsStillStarting() {
    engine.always(".*", FaultyProxy.silence());
    try (WatchedWorker worker = WatchedWorker.start(corner)) {
      worker.awaitProblem("starting");
      corner.with("CAMUNDA_BASE_URL", Servers.engine().baseUrl().toString());
      assertEquals(Set.of("worker_starting"), found(worker.url(), 1).codes());
    }
  }

  @Test
  void theBrokerHasAnAlarmAndEndsIt() throws IOException {
    try (RabbitNode own = RabbitNode.startWithoutManagement(Servers.folder("alarm-status"))) {
      corner.with("RABBITMQ_PORT", "" + own.port()).with("RABBITMQ_VIRTUAL_HOST", "/");
      try (WatchedWorker worker = start()) {
        own.raiseMemoryAlarm();
        corner.engine().deploy(Bpmn.oneTask("blocked", "bitrix24"));
        corner.engine().start("blocked"); // A connection is told when it publishes.
        worker.awaitProblem("rabbitmq_blocked");
        assertThat(found(worker.url(), 2).codes()).contains("rabbitmq_blocked");
        own.clearMemoryAlarm();
        worker.awaitHealthy();
      }
    }
  }

  /** Something answers, so that nobody is to read beside it that nothing does. */
  @ParameterizedTest
  @CsvSource({
    "200, 42",
    "200, '{\"state\":\"running\"}'",
    "404, nothing here",
    "500, '{\"state\":1,\"loops\":{}}'"
  })
  void whatAnswersIsNotAWorker(int status, String content) {
    engine.always(".*/status", FaultyProxy.status(status, content));
    String url = engine.baseUrl().toString();
    String full = tool(url).run().stdout();
    assertThat(full)
        .contains(url + ": what answers there is not a worker")
        .doesNotContain(url + ": no answer");
    String brief = tool(url, "--brief").run().expect(2).stdout();
    assertThat(brief).contains("No worker answers (what answers there is not a worker)");
    String nagios = tool(url, "--nagios").run().expect(2).stdoutLines().get(0);
    assertThat(nagios).startsWith("CRITICAL: No worker answers (what answers there is not");
  }

  @Test
  void everythingIsDown() {
    network.down();
    engine.always(".*", FaultyProxy.hangUp());
    Found found = found(nobody, 2);
    assertEquals("connection_problems", found.verdict());
    assertEquals(
        Set.of("camunda_unreachable", "rabbitmq_unreachable", "worker_down", "worker_unreachable"),
        found.codes());
    Command.Result brief = tool(nobody, "--brief").run().expect(2);
    assertEquals(1, brief.stdoutLines().size(), brief::toString);
    assertThat(brief.stdout()).as(brief::toString).doesNotContain("Check ");
    assertThat(brief.stdout())
        .as(brief::toString)
        .endsWith(
            " No worker answers (no connection), and it cannot be determined who consumes the"
                + " responses queue. Workers: 0 of 1.\n");
  }

  /** Every configured time limit is longer than this test may take. */
  @Test
  void everythingHangsAndTheAnswerComesAllTheSame() {
    engine.always(".*", FaultyProxy.silence());
    network.freeze();
    corner.with("CAMUNDA_HTTP_TIMEOUT", "600000").with("RABBITMQ_CONNECTION_TIMEOUT", "600000");
    String hanging = engine.baseUrl().toString();
    Found found = found(hanging, 2);
    assertEquals("connection_problems", found.verdict());
    assertEquals("worker.timeout", found.document().at("/workers/0/error/kind").asText());
  }

  @Test
  void theResponseHandlerIsOff() {
    try (WatchedWorker worker = start("--no-responses")) {
      Found found = found(worker.url(), 1);
      assertEquals("remarks", found.verdict());
      assertEquals(Set.of("responses_off"), found.codes());
      Command.Result result = tool(worker.url()).run().expect(1);
      assertThat(result.stdout())
          .as(result::toString)
          .contains("⏸️ Response handler: switched off");
    }
  }

  @Test
  void routingIsOff() {
    try (WatchedWorker worker = start("--responses-only")) {
      assertEquals(Set.of("routing_off"), found(worker.url(), 1).codes());
    }
  }

  @Test
  void theRoutingLoopIsStalled() {
    try (WatchedWorker worker = start()) {
      engine.always("POST .*/fetchAndLock", FaultyProxy.status(401, ""));
      worker.awaitProblem("routing_stalled");
      Found found = found(worker.url(), 2);
      assertEquals("work_stands_still", found.verdict());
      assertThat(found.codes()).as(found::toString).contains("routing_stalled");
      Command.Result result = tool(worker.url()).run().expect(2);
      assertThat(result.stdout()).as(result::toString).contains("❌ Routing of tasks: stalled");
      assertThat(result.stdout()).as(result::toString).contains("takes no tasks: HTTP 401");
    }
  }

  @Test
  void oneOfTwoWorkersIsDown() {
    try (WatchedWorker worker = start()) {
      Found found = found(worker.url() + "," + nobody, 1);
      assertEquals("remarks", found.verdict());
      assertEquals(Set.of("worker_unreachable"), found.codes());
      assertEquals(2, found.document().at("/summary/workers_configured").asInt());
      assertEquals(1, found.document().at("/summary/workers_answering").asInt());
    }
  }

  @Test
  void twoWorkersShareTheLoops() {
    try (WatchedWorker one = start("--no-responses");
        WatchedWorker other = start("--responses-only")) {
      Found found = found(one.url() + "," + other.url() + "/", 0);
      assertEquals("ready", found.verdict());
      assertEquals(2, found.document().at("/summary/workers_answering").asInt());
    }
  }

  @Test
  void errorsWereMetLately() {
    try (WatchedWorker worker = start()) {
      corner.broker().send("camunda.responses.queue", "no answer at all");
      Eventually.that("it is counted", () -> worker.status().path("errors").size() == 1);
      Found found = found(worker.url(), 1);
      assertEquals(Set.of("recent_errors"), found.codes());
      assertEquals(1, found.document().at("/summary/recent_errors").asInt());
      assertEquals(1, found.document().at("/summary/answers_to_error_queue").asInt());
      Command.Result result = tool(worker.url()).run().expect(1);
      assertThat(result.stdout())
          .as(result::toString)
          .contains("json_parse_error: the body is not JSON");
      // For a monitor it is over: else it would count as the first of several attempts.
      Command.Result nagios = tool(worker.url(), "--nagios").run().expect(0);
      assertThat(nagios.stdout())
          .startsWith("OK: READY | ")
          .contains(" recent_errors=1;;;0 ")
          .contains("\nWorker " + worker.url() + ": 1 error within the last 15 min");
      assertThat(result.stdout()).contains("🟡 OVERALL STATUS: WORKING, WITH REMARKS");
    }
  }

  @Test
  void theWorkerBelongsToOtherSettings() {
    try (WatchedWorker worker = start()) {
      corner.with("CAMUNDA_WORKER_ID", "another");
      assertEquals(Set.of("other_worker_id"), found(worker.url(), 1).codes());
    }
  }

  @Test
  void somethingElseAnswersThere() {
    Found found = found(Servers.engine().baseUrl().toString(), 2);
    assertEquals("worker.something_else", found.document().at("/workers/0/error/kind").asText());
  }
}
