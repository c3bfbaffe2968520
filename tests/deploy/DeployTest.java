package tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.DeployedCommands;
import tests.support.TestEnvironment;

/** What {@code deploy/} has for cron, Nagios and systemd, run for real. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class DeployTest {

  private static final List<String> STATUS_WORDS = List.of("OK", "WARNING", "CRITICAL", "UNKNOWN");
  private static final Pattern MACRO = Pattern.compile("\\$ARG(\\d)\\$");
  private static final Pattern FIELD = Pattern.compile("^\\s*(\\w+)\\s+(.+?)\\s*$");

  private final TestEnvironment corner = new TestEnvironment();
  private final DeployedCommands commands = new DeployedCommands(corner);

  @BeforeEach
  void declareTheTopology() {
    corner.command("worker.java", "--once").run().expect(0);
  }

  @AfterEach
  void clean() {
    corner.close();
  }

  @Test
  void everyCronLineDoesWhatItSays() throws IOException {
    corner.broker().send("errors.camunda_tasks.queue", "{\"type\": \"task_error\"}");
    for (String line : lines("cron/crontab")) {
      String command = line.split("\\s+", 6)[5].replace("\\%", "%");
      String here =
          command
              .replace("/var/log/", commands.folder() + "/")
              .replace("/reports/", commands.folder() + "/");
      Command.Result result = commands.shell(here).run();
      boolean diagnosis = command.contains("worker_diagnostics"); // It finds that no worker runs.
      assertTrue(result.exitCode() == 0 || diagnosis && result.exitCode() < 3, result.toString());
    }
    Path folder = commands.folder();
    List<String> log = Files.readAllLines(folder.resolve("camunda_monitor.log"));
    assertEquals(1, log.size(), log.toString());
    String day = LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE);
    JsonNode daily = Json.MAPPER.readTree(folder.resolve("daily_" + day + ".json").toFile());
    assertTrue(daily.isObject(), daily.toString());
    JsonNode errors = Json.MAPPER.readTree(folder.resolve("errors_" + day + ".json").toFile());
    assertEquals(1, errors.path("messages").size(), errors.toString());
    assertEquals(1, corner.broker().ready("errors.camunda_tasks.queue"));
  }

  @Test
  void everyCronLineStartsAtATimeThatCronKnows() throws IOException {
    List<String> lines = lines("cron/crontab");
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      assertTrue(line.matches("([\\d*/,-]+ ){5}/opt/.*|([\\d*/,-]+ ){5}\\w+=.*"), line);
      assertThat(line.replace("\\%", ""))
          .as("cron ends a line at a %: " + line)
          .doesNotContain("%");
    }
  }

  @Test
  void everyNagiosServiceGetsAStatusAndTheExitCodeOfIt() throws IOException {
    Map<String, String> definitions = nagiosCommands();
    List<String> checks = values("nagios/services.cfg", "check_command");
    assertEquals(5, checks.size(), checks.toString());
    for (String check : checks) {
      String[] parts = check.split("!");
      String line = definitions.get(parts[0]);
      assertTrue(line != null, check);
      expectPluginOutput(expand(line, parts));
    }
  }

  @Test
  void everyNrpeCommandGetsAStatusAndTheExitCodeOfIt() throws IOException {
    for (String line : lines("nagios/nrpe.cfg")) {
      assertTrue(line.matches("command\\[\\w+]=/opt/.*"), line);
      expectPluginOutput(line.substring(line.indexOf('=') + 1));
    }
  }

  @Test
  void nagiosToldOfAFullErrorQueueIsWarned() throws IOException {
    corner.broker().send("errors.camunda_tasks.queue", "{}");
    String line = nagiosCommands().get("check_ucw_queues");
    String[] check = {"check_ucw_queues", "0", "20", "errors.camunda_tasks.queue"};
    Command.Result result = commands.shell(expand(line, check)).run();
    assertEquals(1, result.exitCode(), result.toString());
    assertThat(result.stdout()).as(result.toString()).contains("WARNING");
  }

  private void expectPluginOutput(String line) {
    Command.Result result = commands.shell(line).run();
    List<String> output = result.stdout().lines().toList();
    assertFalse(output.isEmpty(), result.toString());
    String word =
        Stream.of(output.get(0).split("[\\s:|-]+"))
            .filter(STATUS_WORDS::contains)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no status word: " + result));
    assertEquals(STATUS_WORDS.indexOf(word), result.exitCode(), result.toString());
  }

  private static String expand(String line, String... check) {
    Matcher macro = MACRO.matcher(line);
    return macro.replaceAll(
        match -> {
          int number = Integer.parseInt(match.group(1));
          return number < check.length ? check[number] : "";
        });
  }

  private static Map<String, String> nagiosCommands() throws IOException {
    List<String> names = values("nagios/commands.cfg", "command_name");
    List<String> lines = values("nagios/commands.cfg", "command_line");
    Map<String, String> commands = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      commands.put(names.get(i), lines.get(i));
    }
    return commands;
  }

  private static List<String> values(String file, String name) throws IOException {
    List<String> values = new ArrayList<>();
    for (String line : lines(file)) {
      Matcher field = FIELD.matcher(line);
      if (field.matches() && field.group(1).equals(name)) {
        values.add(field.group(2));
      }
    }
    return values;
  }

  /** The lines that are neither empty nor comments. */
  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(DeployedCommands.file(file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
