package tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.UserException;
import lib.systems.camunda.Engine;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.InstanceDetails;
import lib.systems.camunda.InstanceDetails.By;
import lib.systems.camunda.OwedAnswers;
import lib.systems.camunda.ProcessDefinitions;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskHistory;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TenantFilter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tests.support.FaultyProxy;

/** Whatever an engine, or what stands in its place, answers: it is read, or told in a sentence. */
@Tag("unit")
class EngineAnswersFuzzTest {

  private static final String ROWS =
      """
      [{"id": "a1", "name": "Заказ", "key": "order", "version": 3, "versionTag": null,
        "topicName": "t", "workerId": "w", "lockExpirationTime": "2026-01-01T00:00:00.000+0000",
        "createTime": "2026-01-01T00:00:00.000+0000", "retries": 3, "suspended": false,
        "processInstanceId": "a1", "processDefinitionId": "order:3:x", "activityId": "task",
        "processDefinitionKey": "order", "businessKey": "k", "errorMessage": "x", "priority": 0,
        "state": "ACTIVE", "incidentType": "failedJob", "incidentMessage": "m", "tenantId": null,
        "endTime": "2026-01-01T00:00:00.000+0000", "startTime": "2026-01-01T00:00:00.000+0000",
        "rootProcessInstanceId": "a1", "instances": 4, "definition": {"key": "order"},
        "deletionReason": "d", "value": {"a": [1]}, "type": "Json", "valueInfo": {},
        "version": "7.24.0", "authorized": true, "count": 12}]
      """;

  private static final TenantFilter EVERYBODY = new TenantFilter(List.of());

  private static FaultyProxy server;
  private static Settings settings;
  private static RestClient client;

  @BeforeContainer
  static void serve() {
    server = new FaultyProxy(URI.create("http://127.0.0.1:1/engine-rest"));
    Map<String, String> environment = Map.of("CAMUNDA_BASE_URL", server.baseUrl().toString());
    Path nowhere = Path.of("/nowhere");
    settings = Settings.load(new SettingsSources(Map.of(), environment, nowhere, Optional.empty()));
    client = new RestClient(settings.camunda());
  }

  @AfterContainer
  static void close() {
    server.close();
  }

  @Provide
  Arbitrary<String> answers() {
    String row = ROWS.strip().substring(1, ROWS.strip().length() - 1);
    Arbitrary<String> damaged =
        Arbitraries.oneOf(Samples.damaged(ROWS), Samples.damaged(row))
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    Arbitrary<String> strange =
        Combinators.combine(
                Arbitraries.of(ROWS, row), Arbitraries.integers(), Arbitraries.of(Samples.STRANGE))
            .as(Samples::withValue);
    return Arbitraries.oneOf(damaged, strange);
  }

  /** Every question that a tool asks. */
  @Provide
  Arbitrary<Function<RestClient, Object>> questions() {
    return Arbitraries.of(
        List.of(
            rest -> new Engine(rest).version(),
            rest -> new Engine(rest).processVariables(List.of("a1")),
            rest -> new EngineSurvey(rest).externalTasks(),
            rest -> new EngineSurvey(rest).latestTasks(5),
            rest -> new EngineSurvey(rest).latestIncidents(5),
            rest -> new EngineSurvey(rest).topics(),
            rest -> new EngineSurvey(rest).keepsHistory(),
            rest -> new Incidents(rest).of("a1"),
            rest -> new InstanceDetails(rest).running(By.ID, "a1"),
            rest -> new InstanceDetails(rest).openActivities("a1"),
            rest -> new InstanceDetails(rest).variables("a1"),
            rest -> new InstanceDetails(rest).model("a1"),
            rest -> OwedAnswers.ask(rest, settings.routing(), Instant.now()),
            rest -> new ProcessDefinitions(rest, EVERYBODY).versions("order"),
            rest -> new ProcessDefinitions(rest, EVERYBODY).latest("order"),
            rest -> new ProcessDefinitions(rest, EVERYBODY).instancesByKey(),
            rest -> new ProcessInstances(rest).state("a1"),
            rest -> new ProcessInstances(rest).states(List.of("a1")),
            rest -> new ProcessInstances(rest).running("k", EVERYBODY),
            rest -> new Rights(rest).of(Rights.Things.EXTERNAL_TASKS),
            rest -> new TaskHistory(rest).errorsCaught(Instant.EPOCH),
            rest -> new TaskHistory(rest).cancelledTasks("a1"),
            rest -> new TaskLists(rest).find("a1"),
            rest -> new TaskLists(rest).existing(List.of("a1")),
            rest -> new TaskLists(rest).topics()));
  }

  @Property(tries = 3_000)
  void areReadOrToldInASentence(
      @ForAll("answers") String answer,
      @ForAll("questions") Function<RestClient, Object> question) {
    server.always(".*", FaultyProxy.status(200, answer));
    try {
      assertThat(question.apply(client)).isNotNull();
    } catch (UserException e) {
      Samples.isTold(e);
    }
  }
}
