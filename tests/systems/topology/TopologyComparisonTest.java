package tests.systems.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.text.Language;
import lib.base.text.Texts;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologySetup;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.topology.AlternateExchange.Source;
import lib.systems.topology.ObjectCheck;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopologyComparison;
import lib.systems.topology.TopologyReport;
import lib.systems.topology.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** The broker's objects are compared with the configuration, with and without management API. */
@Tag("rabbitmq")
class TopologyComparisonTest {

  private static final String TASKS = "camunda.external.tasks";
  private static final String UNROUTED = "camunda.unrouted.tasks";

  private final TestEnvironment corner = new TestEnvironment();
  private final Texts texts = Texts.load(Language.EN);

  @AfterEach
  void close() {
    corner.close();
  }

  private Settings settings(boolean managed, Map<String, String> changes) {
    Map<String, String> environment = new TreeMap<>(corner.environment());
    int port = managed ? Servers.rabbit().managementPort() : 1;
    environment.put("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + port);
    environment.putAll(changes);
    return Settings.load(
        new SettingsSources(Map.of(), environment, Path.of("/nowhere"), Optional.empty()));
  }

  private void declareAll() {
    Settings settings = settings(true, Map.of());
    Topology topology = Topology.of(settings.rabbit(), settings.routing());
    try (Connection connection = new BrokerConnector(settings.rabbit()).connect("test")) {
      TopologySetup.ensure(connection, "here", topology);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private TopologyReport compare(boolean managed) {
    return compare(settings(managed, Map.of()));
  }

  private static TopologyReport compare(Settings settings) {
    Topology topology = Topology.of(settings.rabbit(), settings.routing());
    try (Connection connection = new BrokerConnector(settings.rabbit()).connect("test")) {
      return TopologyComparison.compare(
          topology,
          settings.rabbit().tasksExchange(),
          new BrokerQuestions(connection, "here"),
          ManagementAccess.open(settings.rabbit(), connection));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> wrong(TopologyReport report) {
    return report.wrong().stream().map(check -> check.sentence(texts)).toList();
  }

  private JsonNode objects() {
    return corner.management().get("/api/definitions/" + corner.name());
  }

  @Test
  void whatIsAsConfiguredIsOk() {
    declareAll();
    TopologyReport report = compare(true);
    assertEquals(List.of(), wrong(report));
    assertTrue(report.objects().stream().allMatch(c -> c.verdict().is(Verdict.Kind.OK)));
    assertEquals(List.of(), report.extraBindings());
    assertEquals(Optional.of(UNROUTED), report.alternate().name());
    assertEquals(Source.ARGUMENT, report.alternate().source());
    assertEquals(Optional.of("fanout"), report.alternate().type());
  }

  @Test
  void overAmqpAloneEverythingButTheBindingsIsSeen() {
    declareAll();
    TopologyReport report = compare(false);
    assertEquals(List.of(), wrong(report));
    for (ObjectCheck check : report.objects()) {
      Verdict.Kind expected =
          check.kind() == ObjectKind.BINDING ? Verdict.Kind.NOT_VISIBLE : Verdict.Kind.OK;
      assertEquals(expected, check.verdict().kind(), check::toString);
    }
    assertEquals(Optional.of(UNROUTED), report.alternate().name());
    assertEquals(Optional.of("fanout"), report.alternate().type());
    assertTrue(report.obstacle().isPresent());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anEmptyBrokerLacksEverythingAndStaysEmpty(boolean managed) {
    JsonNode before = objects();
    TopologyReport report = compare(managed);
    List<String> wrong = wrong(report);
    assertThat(wrong).contains("exchange " + TASKS + " is missing");
    assertThat(wrong).contains("queue bitrix24.queue is missing");
    assertEquals(
        managed,
        wrong.contains("binding camunda.external.tasks -> bitrix24.queue (bitrix24.#) is missing"));
    assertEquals(Source.NONE, report.alternate().source());
    assertEquals(before, objects());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTasksExchangeWithoutTheArgumentIsFound(boolean managed) {
    corner.broker().with(c -> c.exchangeDeclare(TASKS, "topic", true));
    declareAll();
    TopologyReport report = compare(managed);
    assertEquals(
        List.of(
            "exchange camunda.external.tasks differs: "
                + "alternate-exchange is -, should be camunda.unrouted.tasks"),
        wrong(report));
    assertEquals(Source.NONE, report.alternate().source());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherAlternateExchangeThatDoesNotExistIsFound(boolean managed) {
    Map<String, Object> other = Map.of("alternate-exchange", "other");
    corner.broker().with(c -> c.exchangeDeclare(TASKS, "topic", true, false, other));
    declareAll();
    TopologyReport report = compare(managed);
    assertEquals(
        List.of(
            "exchange camunda.external.tasks differs: "
                + "alternate-exchange is other, should be camunda.unrouted.tasks"),
        wrong(report));
    assertEquals(Optional.of("other"), report.alternate().name());
    assertTrue(report.alternate().missing());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void wrongTypesAndArgumentsAreFound(boolean managed) {
    corner.broker().with(c -> c.exchangeDeclare(UNROUTED, "direct", true));
    corner
        .broker()
        .with(c -> c.queueDeclare("1c.queue", true, false, false, Map.of("x-max-length", 5)));
    corner.broker().with(c -> c.queueDeclare("default.queue", false, false, false, Map.of()));
    Map<String, Object> quorum = Map.of("x-queue-type", "quorum");
    corner.broker().with(c -> c.queueDeclare("bitrix24.queue", true, false, false, quorum));
    declareAll();
    TopologyReport report = compare(managed);
    String type =
        managed ? "type is quorum, should be classic" : "x-queue-type is quorum, should be -";
    assertEquals(
        List.of(
            "exchange camunda.unrouted.tasks differs: type is direct, should be fanout",
            "queue bitrix24.queue differs: " + type,
            "queue 1c.queue differs: x-max-length is 5, should be -",
            "queue default.queue differs: durable is false, should be true"),
        wrong(report));
    assertEquals(Optional.of("direct"), report.alternate().type());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void configuredQuorumQueuesAreCompared(boolean managed) {
    corner.with("RABBITMQ_QUEUE_TYPE", "quorum");
    corner.broker().with(c -> c.queueDeclare("1c.queue", true, false, false, Map.of()));
    declareAll();
    String type =
        managed ? "type is classic, should be quorum" : "x-queue-type is -, should be quorum";
    assertEquals(List.of("queue 1c.queue differs: " + type), wrong(compare(managed)));
  }

  @Test
  void missingAndExtraBindingsAreFound() {
    declareAll();
    corner.broker().with(c -> c.queueUnbind("default.queue", UNROUTED, ""));
    corner.broker().with(c -> c.queueBind("default.queue", TASKS, "#"));
    TopologyReport report = compare(true);
    assertEquals(
        List.of("binding camunda.unrouted.tasks -> default.queue is missing"), wrong(report));
    assertEquals(1, report.extraBindings().size());
    assertEquals("#", report.extraBindings().get(0).routingKey());
  }

  @Test
  void aPolicyDoesAsWellAsTheArgument() {
    corner.broker().with(c -> c.exchangeDeclare(TASKS, "topic", true));
    declareAll();
    corner
        .management()
        .put(
            "/api/policies/" + corner.name() + "/ae",
            Map.of(
                "pattern",
                "^camunda.external",
                "definition",
                Map.of("alternate-exchange", UNROUTED),
                "apply-to",
                "exchanges"));
    TopologyReport report = compare(true);
    assertEquals(List.of(), wrong(report));
    assertEquals(Source.POLICY, report.alternate().source());
    assertEquals(Optional.of("ae"), report.alternate().policy());
    assertEquals(Source.NONE, compare(false).alternate().source());
  }

  @Test
  void aUserWithoutConfigureRightSeesThatObjectsExist() {
    declareAll();
    String name = "reader-" + corner.name();
    corner.management().put("/api/users/" + name, Map.of("password", "reader", "tags", ""));
    corner
        .management()
        .put(
            "/api/permissions/" + corner.name() + "/" + name,
            Map.of("configure", "", "write", "", "read", ".*"));
    TopologyReport report =
        compare(settings(true, Map.of("RABBITMQ_USERNAME", name, "RABBITMQ_PASSWORD", "reader")));
    assertEquals(List.of(), wrong(report));
    assertTrue(
        report.of(ObjectKind.QUEUE).allMatch(check -> check.verdict().is(Verdict.Kind.EXISTS)),
        report::toString);
    assertEquals(Source.UNKNOWN, report.alternate().source());
    corner.management().delete("/api/users/" + name);
  }
}
