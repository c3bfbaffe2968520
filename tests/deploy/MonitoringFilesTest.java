package tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.json.Json;
import lib.tools.worker.answers.AnswerOutcome;
import lib.tools.worker.status.Health;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.FreePort;
import tests.support.Command;
import tests.support.DeployedCommands;
import tests.support.Eventually;
import tests.support.Programs;
import tests.support.Project;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** systemd's, Prometheus's and Grafana's files in {@code deploy/}, as far as a machine can tell. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class MonitoringFilesTest {

  private static final Pattern METRIC = Pattern.compile("\\bucw_\\w+");
  private static final Pattern OUTCOMES = Pattern.compile("outcome=~\"([^\"]+)\"");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) ");
  private static final String UNIT = "universal-camunda-worker.service";
  private static final double EXPOSURE_LIMIT = 2.0;

  @Test
  void everyFileThatCallsToolsSaysFirstHowTheyArePrepared() throws IOException {
    try (Stream<Path> all = Files.walk(DeployedCommands.file(""))) {
      List<Path> calling = all.filter(MonitoringFilesTest::callsTools).toList();
      assertThat(calling).hasSizeGreaterThanOrEqualTo(6);
      assertThat(calling)
          .allSatisfy(
              file ->
                  assertThat(Files.readAllLines(file).get(0))
                      .startsWith("#")
                      .endsWith("/opt/universal-camunda-worker/jbang --prepare --for-all-users"));
    }
  }

  private static boolean callsTools(Path file) {
    return Files.isRegularFile(file)
        && Pattern.compile("(?m)^[^#\n]*(/opt/[\\w-]+/\\w+\\.java|check_ucw_)")
            .matcher(Project.read(file))
            .find();
  }

  @Test
  void systemdAcceptsTheUnit() throws IOException {
    Programs.require("systemd-analyze");
    Path folder = Servers.folder("systemd");
    Path unit = folder.resolve(UNIT);
    Files.writeString(
        unit,
        Files.readString(DeployedCommands.file("systemd/" + UNIT))
            .replace("/opt/universal-camunda-worker/", Project.home() + "/"));
    Command.Result result =
        Command.program("systemd-analyze", "verify", unit.toString()).run().expect(0);
    assertThat(result.stderr()).as(result.toString()).doesNotContain(UNIT);
  }

  @Test
  void theUnitIsHardened() {
    Programs.require("systemd-analyze");
    String unit = DeployedCommands.file("systemd/" + UNIT).toString();
    Command.Result result =
        Command.program("systemd-analyze", "security", "--offline=true", unit).run().expect(0);
    var level = Pattern.compile("exposure level for .*?: ([\\d.]+)").matcher(result.stdout());
    assertTrue(level.find(), result.toString());
    assertTrue(Double.parseDouble(level.group(1)) <= EXPOSURE_LIMIT, level.group());
  }

  @Test
  void prometheusAcceptsTheRulesAndTheirTests() {
    Programs.require("promtool");
    String rules =
        DeployedCommands.file("prometheus/universal_camunda_worker.rules.yml").toString();
    Command.program("promtool", "check", "rules", rules).run().expect(0);
    Path folder = DeployedCommands.file("prometheus");
    Command.program("promtool", "test", "rules", "universal_camunda_worker.rules_test.yml")
        .in(folder)
        .run()
        .expect(0);
    Command.program("promtool", "check", "config", "--syntax-only", "scrape.yml")
        .in(folder)
        .run()
        .expect(0);
  }

  @Test
  void prometheusUnderstandsEveryExpressionOfTheDashboard() throws IOException {
    Programs.require("promtool");
    StringBuilder rules = new StringBuilder("groups:\n  - name: dashboard\n    rules:\n");
    for (String expression : dashboardExpressions()) {
      String plain = expression.replace("$__rate_interval", "1m").replace("$instance", ".*");
      rules.append("      - record: dashboard:panel\n        expr: ").append(Json.write(plain));
      rules.append("\n        labels: {n: '").append(rules.length()).append("'}\n");
    }
    Path file = Servers.folder("promtool").resolve("dashboard.yml");
    Files.writeString(file, rules);
    Command.program("promtool", "check", "rules", file.toString()).run().expect(0);
  }

  @Test
  void everyMetricThatRulesAndDashboardUseExists() throws IOException {
    Set<String> used = new TreeSet<>();
    dashboardExpressions().forEach(expression -> used.addAll(metricsIn(expression)));
    ruleExpressions().forEach(expression -> used.addAll(metricsIn(expression)));
    assertTrue(used.size() > 10, used.toString());
    Set<String> known = metricsOfAWorker();
    used.removeAll(known);
    assertEquals(Set.of(), used, known.toString());
  }

  /** A kind that one of the lists forgot would wake nobody and show nowhere. */
  @Test
  void rulesDashboardAndManualAskForEveryAnswerThatLiesInTheErrorQueue() throws IOException {
    Set<String> wanted =
        Stream.of(AnswerOutcome.values())
            .filter(AnswerOutcome::goesToErrorQueue)
            .map(AnswerOutcome::code)
            .collect(Collectors.toSet());
    List<String> places = new ArrayList<>(dashboardExpressions());
    places.addAll(ruleExpressions());
    for (String language : List.of("en", "ru")) {
      Path page = Project.home().resolve("docs/" + language + "/monitoring.md");
      places.add(Files.readString(page).replace("\\|", "|"));
    }
    List<Set<String>> asked =
        places.stream()
            .flatMap(text -> OUTCOMES.matcher(text).results())
            .map(outcomes -> Set.of(outcomes.group(1).split("\\|")))
            .toList();
    assertThat(asked).hasSize(4).allMatch(wanted::equals, wanted.toString());
  }

  /** Without them the worker's page shows the name for machines. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "ru"})
  void everyOutcomeOfAnAnswerHasItsWordsOnTheWorkersPage(String language) {
    String file = "lib/tools/worker/web/workerpage_" + language + ".properties";
    String texts = Project.read(Project.home().resolve(file));
    assertThat(AnswerOutcome.values())
        .extracting(outcome -> "workerpage.outcome." + outcome.code() + " = ")
        .filteredOn(key -> !texts.contains(key))
        .as(file + " lacks")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy/prometheus/universal_camunda_worker.rules.yml",
        "docs/en/monitoring.md",
        "docs/ru/monitoring.md"
      })
  void everyReasonForA503IsExplained(String file) {
    String text = Project.read(Project.home().resolve(file));
    assertThat(Health.Kind.values()).allSatisfy(kind -> assertThat(text).contains(kind.code()));
  }

  @Test
  void everyAlertSaysHowBadItIsWhatIsWrongAndWhatToDo() throws IOException {
    for (JsonNode rule : rules()) {
      assertTrue(
          Set.of("critical", "warning").contains(rule.at("/labels/severity").asText()),
          rule.toString());
      assertFalse(rule.at("/annotations/summary").asText().isBlank(), rule.toString());
      assertFalse(rule.at("/annotations/description").asText().isBlank(), rule.toString());
    }
  }

  @Test
  void everyToolThatAnAlertNamesExists() throws IOException {
    for (JsonNode rule : rules()) {
      String text = rule.at("/annotations/description").asText();
      Pattern.compile("\\b(\\w+\\.java)")
          .matcher(text)
          .results()
          .forEach(tool -> assertTrue(Files.exists(Project.home().resolve(tool.group(1))), text));
    }
  }

  /** The names that a freshly started worker shows, and that of the first error. */
  private static Set<String> metricsOfAWorker() throws IOException {
    int port = FreePort.find();
    try (TestEnvironment corner =
            new TestEnvironment().with("WORKER_HTTP_PORT", Integer.toString(port));
        RunningCommand worker = corner.command("worker.java").start()) {
      worker.awaitStderr("Connected to RabbitMQ");
      corner.broker().send("camunda.responses.queue", "no JSON");
      Eventually.that("an error is counted", () -> metrics(port).contains("ucw_errors_total"));
      Set<String> names =
          TYPE.matcher(metrics(port))
              .results()
              .map(line -> line.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      worker.terminate();
      worker.awaitExit().expect(0);
      return names;
    }
  }

  private static String metrics(int port) {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (InputStream answer = address.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> metricsIn(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> dashboardExpressions() throws IOException {
    Path file = DeployedCommands.file("grafana/universal_camunda_worker.json");
    JsonNode dashboard = Json.MAPPER.readTree(file.toFile());
    return dashboard.findValuesAsText("expr");
  }

  private static List<String> ruleExpressions() throws IOException {
    return rules().stream().map(rule -> rule.path("expr").asText()).toList();
  }

  private static List<JsonNode> rules() throws IOException {
    Path file = DeployedCommands.file("prometheus/universal_camunda_worker.rules.yml");
    JsonNode rules = new YAMLMapper().readTree(file.toFile()).at("/groups/0/rules");
    assertTrue(rules.size() > 0, file.toString());
    return Stream.iterate(0, i -> i < rules.size(), i -> i + 1).map(rules::get).toList();
  }
}
