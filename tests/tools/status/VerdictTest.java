package tests.tools.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.json.Json;
import lib.base.text.ExitCode;
import lib.base.text.Finding;
import lib.base.text.Language;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.Rights;
import lib.tools.status.Answer;
import lib.tools.status.BrokerState;
import lib.tools.status.EngineState;
import lib.tools.status.FindingCode;
import lib.tools.status.Headline;
import lib.tools.status.SystemStatus;
import lib.tools.status.Verdict;
import lib.tools.status.WorkerReport;
import lib.tools.worker.status.Health;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found and how bad it is, whatever mixture of answers there is. */
@Tag("unit")
class VerdictTest {

  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<URI, ObjectNode> pages = new LinkedHashMap<>();
  private static final Answer<WorkerReport> SILENT =
      new Answer.Missing<>(
          "worker.unreachable", Message.of("status.worker.unreachable", "there", "unknown host"));

  private long consumers = 1;
  private boolean servers = true;

  private ObjectNode worker(String... problems) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("state", "running");
    json.put("healthy", problems.length == 0);
    Arrays.stream(problems)
        .forEach(kind -> json.withArray("problems").addObject().put("kind", kind));
    json.put("started", STARTED.toString());
    json.put("uptime_seconds", 7200);
    json.put("worker_id", "w");
    json.putObject("rabbitmq").put("blocked", "low on memory");
    for (String loop : List.of("routing", "responses")) {
      json.withObject("/loops").putObject(loop).put("enabled", true).put("running", true);
    }
    json.withArray("/rabbitmq/missing").add("bitrix24.queue");
    pages.put(URI.create("http://worker" + pages.size()), json);
    return json;
  }

  private void silentWorker() {
    pages.put(URI.create("http://worker" + pages.size()), null);
  }

  private Map<URI, Answer<WorkerReport>> workers() {
    Map<URI, Answer<WorkerReport>> workers = new LinkedHashMap<>();
    pages.forEach((url, page) -> workers.put(url, page == null ? SILENT : answer(page)));
    return workers;
  }

  private static Answer<WorkerReport> answer(ObjectNode page) {
    try {
      return new Answer.Given<>(WorkerReport.of(page));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(page.toString(), e);
    }
  }

  private static void error(ObjectNode worker, Duration afterStart) {
    ObjectNode error = worker.withArray("errors").addObject();
    error.put("time", STARTED.plus(afterStart).toString()).put("kind", "bug").put("text", "x");
  }

  private Verdict verdict() {
    Message why = Message.of("status.too_slow", "somebody", 4);
    return Verdict.of(
        new SystemStatus(
            Instant.now(),
            workers(),
            servers
                ? new Answer.Given<>(
                    new EngineState("7.24", 0, 0, Rights.Sight.ALL, List.of(), Duration.ZERO))
                : new Answer.Missing<>("camunda.timeout", why),
            servers
                ? new Answer.Given<>(
                    new BrokerState("here", "RabbitMQ", "4", List.of(), Duration.ZERO))
                : new Answer.Missing<>("rabbitmq.timeout", why),
            servers ? Optional.of(consumers) : Optional.empty(),
            Optional.empty()),
        "w");
  }

  private static Set<FindingCode> codes(Verdict verdict) {
    return verdict.findings().stream()
        .map(finding -> FindingCode.valueOf(finding.code().toUpperCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  @Test
  void aHealthyWorkerIsAllThatIsNeeded() {
    worker();
    assertEquals(List.of(), verdict().findings());
    assertEquals(ExitCode.OK, verdict().exitCode());
    assertEquals(Headline.READY, verdict().headline());
  }

  @ParameterizedTest
  @CsvSource({
    "starting, WORKER_STARTING, WARNING, REMARKS",
    "stopping, WORKER_STOPPING, WARNING, REMARKS",
    "routing_stalled, ROUTING_STALLED, CRITICAL, WORK_STANDS_STILL",
    "responses_stalled, RESPONSES_STALLED, CRITICAL, WORK_STANDS_STILL",
    "camunda_unreachable, WORKER_WITHOUT_CAMUNDA, CRITICAL, WORK_STANDS_STILL",
    "rabbitmq_unreachable, WORKER_WITHOUT_RABBITMQ, CRITICAL, WORK_STANDS_STILL",
    "rabbitmq_blocked, RABBITMQ_BLOCKED, CRITICAL, WORK_STANDS_STILL",
    "rabbitmq_topology, RABBITMQ_TOPOLOGY, CRITICAL, WORK_STANDS_STILL",
    "of_a_later_version, WORKER_UNHEALTHY, WARNING, REMARKS"
  })
  void aProblemOfTheOnlyWorker(
      String problem, FindingCode code, ExitCode level, Headline headline) {
    worker(problem);
    Verdict verdict = verdict();
    assertEquals(Set.of(code), codes(verdict));
    assertEquals(level, verdict.exitCode());
    assertEquals(headline, verdict.headline());
    assertReadable(verdict);
  }

  @ParameterizedTest
  @CsvSource({
    "'', {\"state\":\"paused\"}",
    "'', {\"state\":null}",
    "'', {\"healthy\":false}",
    "of_a_later_version, {\"healthy\":true}",
    "'', {\"uptime_seconds\":-5}",
    "'', '{\"in_flight\":{\"tasks\":-1,\"answers\":2}}'",
    "'', '{\"counters\":{\"tasks\":{\"routed\":null,\"failed\":-7},\"answers\":null}}'"
  })
  void whatCannotBeTrueIsNotBelieved(String problem, String members) throws Exception {
    ObjectNode worker = problem.isEmpty() ? worker() : worker(problem);
    worker.setAll((ObjectNode) Json.MAPPER.readTree(members));
    Verdict verdict = verdict();
    assertThat(codes(verdict)).contains(FindingCode.CONTRADICTION);
    assertThat(verdict.exitCode()).isEqualTo(ExitCode.WARNING);
    assertReadable(verdict);
  }

  @Test
  void whatIsNullIsAsIfItWereNotThere() throws Exception {
    worker()
        .setAll(
            (ObjectNode)
                Json.MAPPER.readTree(
                    """
                    {"problems": [null], "errors": [null, {"time": null, "kind": null}],
                     "counters": {"tasks": null}, "in_flight": null, "rabbitmq": {"missing": null},
                     "throughput_per_second": {"tasks": null}, "version": null, "topics": null}
                    """));
    assertEquals(Set.of(), codes(verdict()));
  }

  @ParameterizedTest
  @CsvSource({
    "routing_stalled",
    "responses_stalled",
    "camunda_unreachable",
    "rabbitmq_unreachable",
    "rabbitmq_blocked",
    "of_a_later_version"
  })
  void whatAnotherWorkerDoesIsOnlyARemark(String problem) {
    worker(problem);
    worker();
    assertEquals(1, verdict().findings().size());
    assertEquals(ExitCode.WARNING, verdict().exitCode());
  }

  @Test
  void loopsThatStandStillBecauseAServerIsAwayAreNoNews() {
    worker("rabbitmq_unreachable", "routing_stalled", "responses_stalled");
    assertEquals(Set.of(FindingCode.WORKER_WITHOUT_RABBITMQ), codes(verdict()));
  }

  @Test
  void theWorstComesFirst() {
    error(worker("routing_stalled"), Duration.ofHours(2));
    assertEquals(FindingCode.ROUTING_STALLED.code(), verdict().findings().get(0).code());
    assertEquals(Set.of(FindingCode.ROUTING_STALLED, FindingCode.RECENT_ERRORS), codes(verdict()));
    assertReadable(verdict());
  }

  /** By the worker's clock: started, and two hours of uptime. */
  @Test
  void errorsCountForAQuarterOfAnHour() {
    ObjectNode worker = worker();
    error(worker, Duration.ofMinutes(104));
    assertEquals(Set.of(), codes(verdict()));
    error(worker, Duration.ofMinutes(106));
    assertEquals(Set.of(FindingCode.RECENT_ERRORS), codes(verdict()));
    assertEquals(ExitCode.WARNING, verdict().exitCode());
  }

  @Test
  void withoutAnyWorkerItDependsOnTheResponsesQueue() {
    silentWorker();
    assertEquals(
        Set.of(FindingCode.WORKER_NOT_SEEN, FindingCode.WORKER_UNREACHABLE), codes(verdict()));
    assertEquals(ExitCode.WARNING, verdict().exitCode());
    assertReadable(verdict());
    consumers = 0;
    assertEquals(Set.of(FindingCode.WORKER_DOWN, FindingCode.WORKER_UNREACHABLE), codes(verdict()));
    assertEquals(Headline.WORKER_DOWN, verdict().headline());
    assertReadable(verdict());
    servers = false;
    assertEquals(Headline.CONNECTION_PROBLEMS, verdict().headline());
    assertReadable(verdict());
  }

  @Test
  void aLoopThatNobodyRunsIsMissedUnlessSomebodyElseConsumes() {
    ObjectNode worker = worker();
    worker.withObject("/loops/responses").put("enabled", false);
    assertEquals(Set.of(), codes(verdict()));
    consumers = 0;
    assertEquals(Set.of(FindingCode.RESPONSES_OFF), codes(verdict()));
    worker.withObject("/loops/routing").put("enabled", false);
    assertEquals(Set.of(FindingCode.RESPONSES_OFF, FindingCode.ROUTING_OFF), codes(verdict()));
    assertReadable(verdict());
    silentWorker(); // Perhaps that one routes.
    assertEquals(
        Set.of(FindingCode.RESPONSES_OFF, FindingCode.WORKER_UNREACHABLE), codes(verdict()));
  }

  @ParameterizedTest
  @EnumSource(Health.Kind.class)
  void everyReasonOfAWorkerIsKnownByName(Health.Kind problem) {
    worker(problem.code());
    assertThat(codes(verdict())).doesNotContain(FindingCode.WORKER_UNHEALTHY);
  }

  @Test
  void whatIsMissingInRabbitMqIsNamed() {
    worker("rabbitmq_topology");
    Message message = verdict().findings().get(0).message();
    assertThat(Texts.load(Language.EN).get(message)).contains("(bitrix24.queue)");
  }

  /** Every version's page is understood, whatever it does not have yet. */
  @Test
  void aPageOfAnotherVersionReadsAsZeroAndEmpty() throws JsonProcessingException {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("state", "running").put("of_a_later_version", 1).putObject("loops");
    WorkerReport report = WorkerReport.of(json);
    assertEquals(0, report.page().tasks("routed"));
    assertEquals(0, report.page().settledAnswers().sum());
    assertEquals(Optional.empty(), report.page().latencySeconds().taskRouting().p95());
    assertEquals(List.of(), report.errors());
    assertEquals(false, report.isRouting());
    assertEquals(json, report.json());
  }

  @Test
  void anotherWorkerIdIsARemark() {
    worker().put("worker_id", "other");
    assertEquals(Set.of(FindingCode.OTHER_WORKER_ID), codes(verdict()));
    assertReadable(verdict());
  }

  private static void assertReadable(Verdict verdict) {
    for (Language language : Language.values()) {
      Texts texts = Texts.load(language);
      for (Finding finding : verdict.findings()) {
        assertTrue(texts.get(finding.message()).matches(".*[.!]"), () -> "" + finding);
      }
      String headline = texts.get("status.headline." + verdict.headline().code());
      assertEquals(headline.toUpperCase(), headline);
    }
  }

  @ParameterizedTest
  @EnumSource(FindingCode.class)
  void everyFindingHasATextInBothLanguages(FindingCode code) {
    for (Language language : Language.values()) {
      Texts texts = Texts.load(language);
      assertTrue(texts.has("status.finding." + code.code()), code::code);
    }
  }
}
