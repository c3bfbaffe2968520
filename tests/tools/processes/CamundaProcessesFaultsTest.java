package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.EngineProcess;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.ProcessLandscape;
import tests.support.RunningCommand;
import tests.support.Servers;
import tests.support.Transcript;

/** What the tool that shows processes makes of an engine that does not do what it should. */
@Tag("cli")
@Tag("engine")
class CamundaProcessesFaultsTest {

  private static final ProcessLandscape LAND = new ProcessLandscape();

  private final FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl());

  @BeforeAll
  static void fill() {
    LAND.fill();
  }

  @AfterAll
  static void remove() {
    LAND.close();
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  private Command tool(String... arguments) {
    return LAND.tool(proxy.baseUrl(), arguments);
  }

  private static JsonNode json(Command.Result result) throws IOException {
    return Json.MAPPER.readTree(result.stdout());
  }

  private static String errorKind(Command.Result result) throws IOException {
    return json(result).path("error").path("kind").asText();
  }

  static List<Arguments> strangeAnswers() {
    return List.of(
        Arguments.of("camunda.not_the_engine", FaultyProxy.status(200, "<html>Login</html>")),
        Arguments.of("camunda.not_the_engine", FaultyProxy.status(404, "<html>No</html>")),
        Arguments.of("camunda.invalid_json", FaultyProxy.status(200, "[{\"id\":")),
        Arguments.of("camunda.unavailable", FaultyProxy.status(503, "<html>Busy</html>")),
        Arguments.of("camunda.connection_lost", FaultyProxy.hangUp()),
        Arguments.of("camunda.timeout", FaultyProxy.silence()));
  }

  @ParameterizedTest
  @MethodSource("strangeAnswers")
  void aStrangeAnswerIsOneSentence(String kind, FaultyProxy.Fault fault) throws IOException {
    proxy.always(".*", fault);
    Command.Result result = tool("--json").env("CAMUNDA_HTTP_TIMEOUT", "1000").run().expect(2);
    assertEquals(kind, errorKind(result));
    assertEquals(1, result.stderrLines().size(), result::toString);
    assertThat(result.stderr()).as(result::toString).contains(proxy.baseUrl().toString());
  }

  /** JSON, but not what was asked for: no count of 0, no empty list. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--stats|.*/count.*|{}",
        "--stats|.*/count.*|[]",
        "--stats|.*/count.*|{\"count\":\"many\"}",
        "--stats|.*/process-definition/statistics|{\"count\":1}",
        "--stats|.*/topic-names|{\"count\":1}",
        "--external-tasks|.*/external-task\\?.*|{\"count\":1}",
        "--external-tasks|.*/external-task\\?.*|[1]",
        "--external-tasks|.*/external-task\\?.*|[{\"id\":null}]"
      })
  void jsonOfAnotherShapeIsOneSentence(String option, String request, String answer)
      throws IOException {
    proxy.always("GET " + request, FaultyProxy.status(200, answer));
    Command.Result result = tool(option).env("CAMUNDA_TENANT_ID", "").run().expect(2);
    assertEquals(1, result.stderrLines().size(), result::toString);
    assertThat(result.stderr()).as(result::toString).startsWith("❌ Camunda sent an answer that");
  }

  @Test
  void anEngineThatIsDownIsOneSentence() throws IOException {
    proxy.close();
    Command.Result result = tool("--stats", "--json").run().expect(2);
    assertEquals("camunda.unreachable", errorKind(result));
    assertEquals(1, result.stderrLines().size(), result::toString);
  }

  @Test
  void aWrongPasswordIsOneSentenceWithoutThePassword() throws IOException {
    String password = Transcript.secret("look-with-this");
    Command command =
        LAND.tool(Servers.securedEngine().baseUrl(), "--stats", "--json")
            .env("CAMUNDA_AUTH_ENABLED", "true")
            .env("CAMUNDA_AUTH_USERNAME", Servers.USER);
    Command.Result result = command.env("CAMUNDA_AUTH_PASSWORD", password).run().expect(2);
    assertEquals("camunda.unauthorized", errorKind(result));
    assertEquals(1, result.stderrLines().size(), result::toString);
    Command.Result right = command.env("CAMUNDA_AUTH_PASSWORD", Servers.PASSWORD).run().expect(0);
    assertEquals("7.24.0", json(right).path("engine_info").path("version").asText());
  }

  /** As engines do with parameters that they do not know; here with all but those of pages. */
  private static FaultyProxy.Fault ignoringQueries() {
    return (proxied, exchange, body) -> {
      URI asked = exchange.getRequestURI();
      String kept =
          Stream.of(String.valueOf(asked.getRawQuery()).split("&"))
              .filter(part -> part.matches("(firstResult|maxResults|sortBy|sortOrder)=.*"))
              .collect(Collectors.joining("&"));
      String path = asked.getPath().replaceFirst("^/engine-rest", "") + "?" + kept;
      FaultyProxy.status(200, Json.write(LAND.engine().get(path))).spoil(proxied, exchange, body);
    };
  }

  @Test
  void anEngineThatIgnoresTheQueryShowsOnlyWhatFits() throws IOException {
    proxy.always("GET .*/(process-instance|external-task|task|incident)[?/].*", ignoringQueries());
    proxy.always(
        "GET .*/(process-definition|history/process-instance)(/count)?\\?.*", ignoringQueries());
    try (ProcessLandscape others = new ProcessLandscape().fill()) {
      assertEquals(6, others.rows("/process-instance", "instanceId", "").size());
      for (String options :
          List.of(
              "--key order --all-instances",
              "--key mail --key approval",
              "--business-key ORDER-2 --all-instances",
              "--business-key ORDER-3 --key order",
              "--topic send_email --topic bitrix_create_task --worker-id w1 --external-tasks")) {
        JsonNode expected = json(LAND.tool(options.split(" ")).with("--json").run().expect(0));
        JsonNode found = json(tool(options.split(" ")).with("--json").run().expect(0));
        for (String list :
            List.of(
                "process_definitions",
                "process_instances",
                "historic_process_instances",
                "external_tasks",
                "user_tasks",
                "incidents")) {
          assertEquals(expected.path(list), found.path(list), options + " " + list);
        }
      }
    }
  }

  @Test
  void anEngineThatIgnoresAParameterIsNotBelievedItsCounts() throws IOException {
    proxy.always(
        "GET .*/external-task(/count)?\\?.*processDefinitionKey=.*",
        (proxied, exchange, body) -> {
          String path =
              exchange
                  .getRequestURI()
                  .toString()
                  .replaceFirst("^/engine-rest", "")
                  .replaceFirst("processDefinitionKey=[^&]*&?", "");
          FaultyProxy.status(200, Json.write(LAND.engine().get(path)))
              .spoil(proxied, exchange, body);
        });
    Command.Result result =
        tool("--external-tasks", "--stats", "--key", "order", "--limit", "2").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains("\n⚡ EXTERNAL TASKS (4)\n");
    assertThat(result.stdout()).as(result::toString).contains("\n... and 2 more ");
    assertThat(result.stdout()).as(result::toString).contains("\nExternal tasks: -\n   free: -\n");
    assertThat(result.stdout()).as(result::toString).contains("\nRunning instances: 4\n");
    assertEquals(
        "⚠️ The engine does not know the parameter /external-task?processDefinitionKey: the rows"
            + " were chosen without its help, they cannot be counted in one request.\n",
        result.stderr());
    JsonNode counts = json(tool("--stats", "--key", "order", "--json").run().expect(0));
    assertTrue(counts.path("statistics").path("external_tasks").path("total").isNull());
  }

  @Test
  void rowsWithoutTheKeyOfTheirProcessAreLookedUp() throws IOException {
    proxy.always(
        "GET .*/process-instance\\?.*",
        (proxied, exchange, body) -> {
          String path = exchange.getRequestURI().toString().replaceFirst("^/engine-rest", "");
          String rows =
              Json.write(LAND.engine().get(path)).replaceAll("\"definitionKey\":\"[^\"]*\",", "");
          FaultyProxy.status(200, rows).spoil(proxied, exchange, body);
        });
    Command.Result result = tool("--instances", "--key", "order").run().expect(0);
    assertThat(result.stdout()).as(result::toString).contains("RUNNING PROCESS INSTANCES (4)");
    assertEquals(4, result.stdout().split("   Process Definition Key: order\n", -1).length - 1);
  }

  @Test
  void historyThatIsOffIsOneSentence(@TempDir Path folder) throws IOException {
    try (EngineProcess engine = EngineProcess.start(folder.resolve("e"), "--history", "none")) {
      ProcessLandscape land = new ProcessLandscape(engine.baseUrl());
      land.engine().deploy(Bpmn.oneTask("order", "t"));
      land.tool("--instances", "--all-instances").run().expect(0); // nothing can be told yet
      land.start("order", "ORDER-1");
      Path file = folder.resolve("all.json");
      Command.Result result =
          land.tool("--instances", "--all-instances", "--export", file.toString()).run().expect(1);
      assertThat(result.stdout()).as(result::toString).contains("RUNNING PROCESS INSTANCES (1)");
      assertThat(result.stderr())
          .as(result::toString)
          .startsWith("⚠️ The engine's history is empty although instances are");
      assertEquals(1, result.stderrLines().size(), result::toString);
      assertEquals(
          0, Json.MAPPER.readTree(file.toFile()).path("historic_process_instances").size());
      Command.Result statistics = land.tool("--stats").run().expect(0);
      assertThat(statistics.stdout()).as(result::toString).contains("   completed (history): -\n");
    }
  }

  @Test
  void anExportThatFailsLeavesTheOldFileAndNothingElse(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("data.json"), "old");
    proxy.always("GET .*/incident\\?.*", FaultyProxy.status(503, ""));
    Command.Result result = tool("--export", file.toString(), "--json").run().expect(2);
    assertEquals("camunda.unavailable", errorKind(result));
    assertThat(result.stderr())
        .as(result::toString)
        .startsWith("❌ The export to file " + file + " failed, it was not written");
    assertEquals(List.of("data.json"), namesIn(folder));
    assertEquals("old", Files.readString(file));
  }

  @Test
  void ctrlCLeavesTheOldFileAndNothingElse(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("data.json"), "old");
    proxy.always("GET .*/incident\\?.*", FaultyProxy.held(new CountDownLatch(1)));
    try (RunningCommand running = tool("--export", file.toString(), "--json").start()) {
      running.await(() -> proxy.seen("GET .*/incident\\?.*") == 1, "the last list");
      assertEquals(2, namesIn(folder).size());
      running.interrupt();
      Command.Result result = running.awaitExit().expect(130);
      assertEquals("cli.interrupted", errorKind(result));
      assertEquals(
          "❌ The export to file " + file + " failed, it was not written: Interrupted.\n",
          result.stderr());
    }
    assertEquals(List.of("data.json"), namesIn(folder));
    assertEquals("old", Files.readString(file));
  }

  @Test
  void ctrlCOnTheScreenEndsWithItsCode() {
    proxy.always("GET .*/incident\\?.*", FaultyProxy.held(new CountDownLatch(1)));
    try (RunningCommand running = tool("--incidents").start()) {
      running.await(() -> proxy.seen("GET .*/incident\\?.*") == 1, "the list");
      running.interrupt();
      assertEquals("❌ Interrupted.\n", running.awaitExit().expect(130).stderr());
    }
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void anExportNeverShowsHalfADocument(@TempDir Path folder) throws IOException {
    proxy.always("GET .*/incident\\?.*", FaultyProxy.hangUp());
    Command.Result result = tool("--json").run().expect(2);
    assertFalse(json(result).has("process_definitions"), result::toString);
  }

  /** One row that cannot be read hides neither the others nor itself. */
  @ParameterizedTest
  @ValueSource(strings = {"292278994-08-17T07:12:55.807+0000", "next year", "17"})
  void aStrangeEndOfALockHidesNothing(String end) throws IOException {
    proxy.always(
        "GET .*/external-task\\?.*",
        (proxied, exchange, body) -> {
          JsonNode rows = LAND.rows("/external-task", "id", "");
          ((ObjectNode) rows.get(0)).put("lockExpirationTime", end);
          FaultyProxy.status(200, Json.write(rows)).spoil(proxied, exchange, body);
        });
    Command.Result text = tool("--external-tasks", "--stats").run().expect(0);
    assertThat(text.stdout()).as(text::toString).contains("EXTERNAL TASKS (5)");
    String shown = end.startsWith("2") ? "292278994-08-1" : "cannot be read (";
    assertThat(text.stdout()).as(text::toString).contains(shown);
    assertEquals(5, json(tool("--external-tasks", "--json").run()).path("external_tasks").size());
  }
}
