package tests.tools.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.EngineProcess;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Project;
import tests.support.RunningCommand;
import tests.support.Servers;

/** start_process through its command line, against a real engine. */
@Tag("engine")
@Tag("cli")
class StartProcessTest {

  private static final String RULER = "=".repeat(80);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String tenant = "start" + NUMBER.incrementAndGet();
  private final URI engineUrl = Servers.engine().baseUrl();
  private final EngineRest engine = new EngineRest(engineUrl, tenant);

  @BeforeEach
  void deploy() {
    engine.deploy(Bpmn.oneTask("ProcessKey", "start_topic"));
  }

  @AfterEach
  void clean() {
    engine.clean();
  }

  /** The tool in English, pointed to this test's tenant. */
  private Command tool(String... arguments) {
    return at(engineUrl, arguments).env("CAMUNDA_TENANT_ID", tenant);
  }

  private static Command at(URI url, String... arguments) {
    return Command.of("start_process.java", arguments)
        .env("CAMUNDA_BASE_URL", url.toString())
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "");
  }

  private static JsonNode json(Command.Result result) {
    try {
      return Json.MAPPER.readTree(result.stdout());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON document: " + result, e);
    }
  }

  private long instances() {
    return engine.count("/history/process-instance/count?tenantIdIn=" + tenant);
  }

  /** The only instance of this test, running or not. */
  private String instance() {
    JsonNode rows = engine.get("/history/process-instance?tenantIdIn=" + tenant);
    assertEquals(1, rows.size(), rows::toString);
    return rows.get(0).path("id").asText();
  }

  /** A variable of the only instance as {@code value (Type)}. */
  private String variable(String name) {
    JsonNode found = engine.historicVariable(instance(), name);
    return found.path("value").asText() + " (" + found.path("type").asText() + ")";
  }

  /** As an administrator's users read it: Russian, with the words of the documentation. */
  @Nested
  class DocumentedExamples {

    @Test
    void aStartPrintsWhatItStarted() {
      Command.Result result = tool("ProcessKey").env("TOOLS_LANG", "ru").run().expect(0);
      JsonNode definition = engine.get("/process-definition?tenantIdIn=" + tenant).get(0);
      String id = instance();
      assertEquals(
          """
          🔗 Подключение к Camunda: %1$s
          🔐 Аутентификация: Отключена
          🔍 Поиск процесса 'ProcessKey'...

          %2$s
          📋 ИНФОРМАЦИЯ О ПРОЦЕССЕ
          %2$s
          Название: -
          Ключ: ProcessKey
          ID: %3$s
          Версия: 1
          Категория: tests
          Описание: -
          Deployment ID: %4$s
          Приостановлен: Нет
          Tenant ID: %5$s

          🚀 Готов к запуску процесса 'ProcessKey'

          ⏳ Запуск процесса...

          %2$s
          🚀 ЭКЗЕМПЛЯР ПРОЦЕССА СОЗДАН
          %2$s
          ID экземпляра: %6$s
          Business Key: -
          Process Definition ID: %3$s
          Case Instance ID: -
          Завершен: Нет
          Приостановлен: Нет
          Tenant ID: %5$s

          🔗 Ссылки:
          Cockpit: %7$s/camunda/app/cockpit/default/#/process-instance/%6$s
          Tasklist: %7$s/camunda/app/tasklist/default/

          💡 Процесс выполняется. Проверьте статус в Camunda Cockpit

          ✅ Операция завершена успешно
          """
              .formatted(
                  engineUrl,
                  RULER,
                  definition.path("id").asText(),
                  definition.path("deploymentId").asText(),
                  tenant,
                  id,
                  engineUrl.resolve("/").toString().replaceFirst("/$", "")),
          result.stdout());
      assertEquals("", result.stderr());
    }

    @Test
    void variablesAsText() {
      Command.Result result =
          tool("ProcessKey", "--variables", "userName=John,amount=100,approved=true")
              .env("TOOLS_LANG", "ru")
              .run()
              .expect(0);
      assertThat(result.stdout())
          .as(result::toString)
          .contains(
              """

              📝 Итоговые переменные для запуска:
                 userName: John (String)
                 amount: 100 (Integer)
                 approved: true (Boolean)

              🚀 Готов к запуску процесса 'ProcessKey'
              """);
      assertEquals("John (String)", variable("userName"));
      assertEquals("100 (Integer)", variable("amount"));
      assertEquals("true (Boolean)", variable("approved"));
    }

    @Test
    void variablesAsJson() {
      tool("ProcessKey", "--variables", "{\"userName\": \"John\", \"amount\": 100}")
          .run()
          .expect(0);
      assertEquals("John (String)", variable("userName"));
      assertEquals("100 (Integer)", variable("amount"));
    }

    @Test
    void aBusinessKey() {
      Command.Result result = tool("ProcessKey", "--business-key", "ORDER-123").run().expect(0);
      assertThat(result.stdout()).as(result::toString).contains("\n🔑 Business Key: ORDER-123\n");
      assertEquals(
          "ORDER-123", engine.get("/process-instance/" + instance()).path("businessKey").asText());
    }

    @Test
    void aVersion() {
      engine.deploy(Bpmn.oneTask("ProcessKey", "second"));
      engine.deploy(Bpmn.oneTask("ProcessKey", "third"));
      Command.Result result =
          tool("ProcessKey", "--version", "2").env("TOOLS_LANG", "ru").run().expect(0);
      assertThat(result.stdout()).contains("🔍 Поиск процесса 'ProcessKey' версии 2...\n");
      assertEquals("second", engine.taskOf(instance()).path("topicName").asText());
      tool("ProcessKey").run().expect(0);
      assertEquals(1, engine.count("/external-task/count?topicName=third&tenantIdIn=" + tenant));
    }

    @Test
    void information() {
      Command.Result result = tool("ProcessKey", "--info").env("TOOLS_LANG", "ru").run().expect(0);
      assertThat(result.stdout()).as(result::toString).contains("\nКлюч: ProcessKey\n");
      assertThat(result.stdout()).as(result::toString).endsWith("\nTenant ID: " + tenant + "\n");
      assertEquals(0, instances());
    }

    @Test
    void allVersions() {
      engine.deploy(Bpmn.oneTask("ProcessKey", "second"));
      Command.Result result =
          tool("ProcessKey", "--list-versions").env("TOOLS_LANG", "ru").run().expect(0);
      assertThat(result.stdout())
          .as(result::toString)
          .contains(
              "\n🔍 Поиск версий процесса 'ProcessKey'...\n\n📋 Найдено версий: 2\n"
                  + RULER
                  + "\n\n1. Версия 2\n   ID: ProcessKey:2:");
      assertThat(result.stdout()).contains("\n\n2. Версия 1\n   ID: ProcessKey:1:");
      assertEquals(0, instances());
    }

    @Test
    void aDryRun() {
      Command.Result result =
          tool("ProcessKey", "--variables", "test=value", "--dry-run")
              .env("TOOLS_LANG", "ru")
              .run()
              .expect(0);
      String id = engine.get("/process-definition?tenantIdIn=" + tenant).get(0).path("id").asText();
      assertThat(result.stdout())
          .as(result::toString)
          .endsWith(
              """

              🧪 DRY RUN - Данные для отправки:
              POST %s/process-definition/%s/start
              {
                "variables": {
                  "test": {
                    "value": "value",
                    "type": "String"
                  }
                }
              }
              """
                  .formatted(engineUrl, id.replace(":", "%3A")));
      assertEquals(0, instances());
    }

    @Test
    void theExamplesOfMaintenance() {
      engine.deploy(Bpmn.oneTask("TestProcess", "start_topic"));
      tool("TestProcess", "--dry-run").run().expect(0);
      assertEquals(0, instances());
      tool("TestProcess", "--variables", "test=true").run().expect(0);
      assertEquals("true (Boolean)", variable("test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en"})
    void helpHasExamples(String language) {
      Command.Result result = tool("--help").env("TOOLS_LANG", language).run().expect(0);
      assertThat(result.stdout())
          .as(result::toString)
          .contains("./jbang start_process.java ProcessKey --variables \"test=value\" --dry-run");
      for (String option : List.of("--wait-timeout", "--unique", "--tenant-id", "--force")) {
        assertThat(result.stdout()).as(option).contains(option);
      }
    }

    @Test
    void shortAndAbbreviatedOptions() {
      tool("ProcessKey", "-va=1", "--bus=B1", "-v", "b=-2").run().expect(0);
      assertEquals("1 (Integer)", variable("a"));
      assertEquals("-2 (Integer)", variable("b"));
    }
  }

  /** What arrives in the engine. */
  @Nested
  class Variables {

    @Test
    void textArrivesWithTypeAndValue() {
      tool(
              "ProcessKey",
              "--variables",
              "userName=John Doe,email=john@example.com,age=30,active=true,score=95.5,"
                  + "quoted=\"a, b\",nested={\"a\": [1.10, {\"b\": \"x,y\"}]},list=[1, 2],eq=a=b=c,"
                  + "negative=-5,exponent=-1.5e3,long=2147483648,exact=9007199254740993,empty=,"
                  + "nothing=null,имя=Иван Петров,emoji=😀,due:Date=2026-01-31T10:00:00+03:00,"
                  + "code:String=007,typed:Long=5")
          .run()
          .expect(0);
      assertEquals("John Doe (String)", variable("userName"));
      assertEquals("john@example.com (String)", variable("email"));
      assertEquals("30 (Integer)", variable("age"));
      assertEquals("true (Boolean)", variable("active"));
      assertEquals("95.5 (Double)", variable("score"));
      assertEquals("a, b (String)", variable("quoted"));
      assertEquals("{\"a\": [1.10, {\"b\": \"x,y\"}]} (Json)", variable("nested"));
      assertEquals("[1, 2] (Json)", variable("list"));
      assertEquals("a=b=c (String)", variable("eq"));
      assertEquals("-5 (Integer)", variable("negative"));
      assertEquals("-1500.0 (Double)", variable("exponent"));
      assertEquals("2147483648 (Long)", variable("long"));
      assertEquals("9007199254740993 (Long)", variable("exact"));
      assertEquals(" (String)", variable("empty"));
      assertEquals("null (Null)", variable("nothing"));
      assertEquals("Иван Петров (String)", variable("имя"));
      assertEquals("😀 (String)", variable("emoji"));
      assertEquals("007 (String)", variable("code"));
      assertEquals("5 (Long)", variable("typed"));
      assertThat(variable("due")).endsWith("(Date)");
      assertEquals(
          java.time.Instant.parse("2026-01-31T07:00:00Z"),
          java.time.OffsetDateTime.parse(
                  variable("due").replace(" (Date)", ""),
                  java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ"))
              .toInstant());
    }

    @Test
    void jsonFromStdinArrivesWithItsTypes() {
      tool("ProcessKey", "--variables", "-")
          .stdin(
              """
              {"user": {"name": "Иван", "age": 30}, "config": {"debug": true}, "text": "30",
               "exact": 9007199254740993, "fraction": 5.0, "nothing": null, "yes": true,
               "x": {"value": "1", "type": "Long"}, "empty": "", "emoji": "😀"}
              """)
          .run()
          .expect(0);
      assertEquals("{\"name\":\"Иван\",\"age\":30} (Json)", variable("user"));
      assertEquals("{\"debug\":true} (Json)", variable("config"));
      assertEquals("30 (String)", variable("text"));
      assertEquals("9007199254740993 (Long)", variable("exact"));
      assertEquals("5.0 (Double)", variable("fraction"));
      assertEquals("null (Null)", variable("nothing"));
      assertEquals("true (Boolean)", variable("yes"));
      assertEquals("1 (Long)", variable("x"));
      assertEquals(" (String)", variable("empty"));
      assertEquals("😀 (String)", variable("emoji"));
    }

    @Test
    void aMegabyteFromAFileArrives(@TempDir Path folder) throws IOException {
      String big = "Я".repeat(500_000);
      Files.writeString(folder.resolve("big.json"), "{\"doc\": {\"text\": \"" + big + "\"}}");
      Command.Result result =
          tool("ProcessKey", "--variables", "@big.json").in(folder).run().expect(0);
      assertEquals("{\"text\":\"" + big + "\"} (Json)", variable("doc"));
      assertTrue(result.stdout().length() < 5_000, "shortened on screen");
    }

    /** The engine's tables hold 4000 characters of a String. */
    @Test
    void aStringThatIsTooLongIsWarnedAboutAndRefusedByTheEngine(@TempDir Path folder)
        throws IOException {
      Files.writeString(folder.resolve("big.txt"), "doc=" + "x".repeat(1_000_000) + "\n");
      Command.Result result =
          tool("ProcessKey", "--variables", "@big.txt").in(folder).run().expect(2);
      assertEquals(2, result.stderrLines().size(), result::toString);
      assertThat(result.stderrLines().get(0)).contains("doc has 1,000,000 characters");
      assertThat(result.stderrLines().get(1))
          .as(result::toString)
          .contains(
              "persistence layer", "variable doc is a String of 1,000,000 characters", "4000");
      assertEquals(0, instances());
    }

    /** What fits is started: 4000 characters of a String, 255 of a business key, any Json. */
    @Test
    void whatIsTooLongForTheEnginesTablesIsNamed() {
      String long256 = "b".repeat(256);
      Command.Result key = tool("ProcessKey", "-b", long256, "--quiet").run().expect(2);
      assertThat(key.stderr())
          .as(key::toString)
          .contains("the business key has 256 characters", "hold 255")
          .doesNotContain("Check the engine's database");
      Command.Result text =
          tool("ProcessKey", "-v", "a=1,b=" + "x".repeat(4001), "--json").run().expect(2);
      assertThat(json(text).toString()).contains("variable b is a String of 4,001 characters");
      Command.Result name = tool("ProcessKey", "-v", "a=1," + long256 + "=2").run().expect(2);
      assertThat(name.stderr())
          .as(name::toString)
          .contains("the name of a variable has 256 characters", "hold 255");
      assertEquals(0, instances());
      tool("ProcessKey", "-v", "b=" + "x".repeat(4000), "-b", "b".repeat(255)).run().expect(0);
      tool("ProcessKey", "-v", "j:Json=\"" + "x".repeat(4001) + "\"").run().expect(0);
      assertEquals(2, instances());
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "a", "[1]", "{\"a\": 1", "a:Foo=1", "@no-such-file", "-"})
    void badOnesStartNothing(String text) {
      Command.Result result = tool("ProcessKey", "-v", text).run().expect(3);
      assertEquals("", result.stdout());
      assertEquals(1, result.stderrLines().size(), result::toString);
      assertTrue(
          text.startsWith("@") || text.equals("-") || result.stderr().contains("(column "),
          result::toString);
      assertEquals(0, instances());
    }

    @Test
    void badOnesAreOneDocumentWithJson() {
      JsonNode error = json(tool("ProcessKey", "-v", "a", "--json").run().expect(3)).path("error");
      assertEquals("variables.invalid", error.path("kind").asText());
      assertEquals(3, error.path("exit_code").asInt());
    }
  }

  /** Which definition is started, and whether it is at all. */
  @Nested
  class Definitions {

    /** As engines do with parameters that they do not know. */
    @Test
    void theNewestVersionIsStartedByAnEngineThatIgnoresTheQuery() {
      engine.deploy(Bpmn.process("ProcessKey", "<receiveTask id=\"task\" name=\"second\"/>"));
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.always(
            "GET .*latestVersion=true.*",
            (self, exchange, body) -> {
              String all = Json.write(engine.get("/process-definition?sortBy=id&sortOrder=asc"));
              FaultyProxy.status(200, all).spoil(self, exchange, body);
            });
        Command command = at(proxy.baseUrl(), "ProcessKey", "--info", "--json");
        JsonNode found = json(command.env("CAMUNDA_TENANT_ID", tenant).run().expect(0));
        assertEquals(2, found.path("definition").path("version").asInt());
      }
    }

    @Test
    void aDryRunShowsExactlyTheRequestThatIsSent() {
      AtomicReference<String> sent = new AtomicReference<>();
      String[] arguments = {
        "ProcessKey", "-v", "a=1,j={\"b\":[1.10]},x:Date=2026-01-31T00:00Z,n=null", "-b", "Ключ 1"
      };
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.always(
            "POST .*",
            (self, exchange, body) -> {
              sent.set("POST " + exchange.getRequestURI() + " " + Json.MAPPER.readTree(body));
              FaultyProxy.status(400, "{\"type\":\"X\",\"message\":\"m\"}")
                  .spoil(self, exchange, body);
            });
        Command real = at(proxy.baseUrl(), arguments).env("CAMUNDA_TENANT_ID", tenant);
        real.run().expect(2);
        JsonNode dry = json(real.with("--dry-run", "--json").run().expect(0));
        JsonNode request = dry.path("request");
        String url = request.path("url").asText();
        assertEquals(
            sent.get(),
            request.path("method").asText()
                + url.substring(url.indexOf("/engine-rest") - 1).replaceFirst("^.", " ")
                + " "
                + request.path("body"));
        assertThat(url).startsWith(proxy.baseUrl().toString());
        assertTrue(dry.path("dry_run").asBoolean());
        assertFalse(dry.path("started").asBoolean());
      }
    }

    @Test
    void anUnknownKeyIsSaidOnceAndWithoutStarting() {
      Command.Result result = tool("NoSuch", "--dry-run").env("TOOLS_LANG", "ru").run().expect(2);
      assertThat(result.stderr())
          .as(result::toString)
          .startsWith("❌ Процесс с ключом 'NoSuch' не найден");
      assertEquals(1, result.stderrLines().size());
      JsonNode error = json(tool("NoSuch", "--json").run().expect(2)).path("error");
      assertEquals("camunda.definition_not_found", error.path("kind").asText());
      tool("NoSuch", "--info").run().expect(1);
      tool("NoSuch", "--list-versions").run().expect(1);
    }

    @Test
    void anUnknownVersionNamesThoseThatExist() {
      engine.deploy(Bpmn.oneTask("ProcessKey", "second"));
      Command.Result result = tool("ProcessKey", "--version", "7").run().expect(2);
      assertEquals("❌ Process 'ProcessKey' has no version 7; it has: 2, 1.\n", result.stderr());
      assertEquals(0, instances());
    }

    @Test
    void severalTenantsHaveToBeToldApart() {
      String key = "Shared" + tenant;
      EngineRest other = new EngineRest(engineUrl, tenant + "b");
      EngineRest nobody = new EngineRest(engineUrl, null);
      try {
        Stream.of(engine, other, nobody).forEach(e -> e.deploy(Bpmn.oneTask(key, "t")));
        Command.Result result = at(engineUrl, key).run().expect(2);
        assertThat(result.stderr()).as(result::toString).contains(tenant + ", " + tenant + "b");
        assertThat(result.stderr()).as(result::toString).contains("--tenant-id");
        assertEquals(0, instances());
        assertEquals(tenant + "b", startedTenant(at(engineUrl, key, "--tenant-id", tenant + "b")));
        assertEquals(tenant + "b", startedTenant(tool(key, "--tenant-id", tenant + "b")));
        assertEquals(tenant, startedTenant(tool(key)));
        assertEquals("null", startedTenant(at(engineUrl, key, "--tenant-id", "-")));
        assertEquals("null", startedTenant(at(engineUrl, key, "--tenant-id=-", "--version=1")));
        at(engineUrl, key, "--tenant-id", "nobody").run().expect(2);
      } finally {
        other.clean();
        for (JsonNode definition : nobody.get("/process-definition?key=" + key)) {
          nobody.delete(
              "/deployment/" + definition.path("deploymentId").asText() + "?cascade=true");
        }
      }
    }

    private String startedTenant(Command command) {
      JsonNode document = json(command.with("--json").run().expect(0));
      assertTrue(document.path("started").asBoolean());
      return document.path("instance").path("tenant_id").asText();
    }

    @Test
    void oneThatEndsAtOnceIsRecognised() {
      engine.deploy(
          Bpmn.any(
              "Quick",
              "<startEvent id=\"s\"/><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"e\"/>"
                  + "<endEvent id=\"e\"/>"));
      Command.Result result = tool("Quick", "--wait").env("TOOLS_LANG", "ru").run().expect(0);
      assertThat(result.stdout()).as(result::toString).contains("\nЗавершен: Да\n");
      assertThat(result.stdout()).contains("\n💡 Процесс уже завершился (синхронное выполнение)\n");
      assertThat(result.stdout()).contains("✅ Экземпляр " + instance() + " завершён");
      assertEquals("", result.stderr());
    }

    @Test
    void oneThatFailsAtOnceIsNotStarted() {
      engine.deploy(
          Bpmn.process(
              "Broken", "<serviceTask id=\"task\" camunda:expression=\"${missing.value}\"/>"));
      Command.Result result = tool("Broken").run().expect(2);
      assertEquals(1, result.stderrLines().size(), result::toString);
      assertThat(result.stderr()).as(result::toString).contains("missing");
      assertEquals(0, instances());
    }

    @Test
    void uniqueStartsOnlyOnePerBusinessKey() {
      JsonNode first = json(tool("ProcessKey", "-bO-1", "--unique", "--json").run().expect(0));
      String id = first.path("instance").path("id").asText();
      JsonNode second = json(tool("ProcessKey", "-bO-1", "--unique", "--json").run().expect(1));
      assertFalse(second.path("started").asBoolean());
      assertEquals(id, second.path("running").path(0).path("id").asText());
      Command.Result text = tool("ProcessKey", "-bO-1", "--unique").run().expect(1);
      assertThat(text.stdout()).as(text::toString).contains(id);
      assertEquals(1, instances());
      Command.Result quiet = tool("ProcessKey", "-bO-1", "--unique", "--quiet").run().expect(1);
      assertEquals("", quiet.stdout());
      assertEquals(1, quiet.stderrLines().size(), quiet::toString);
      assertThat(quiet.stderr()).contains("O-1", id, "no other was started");
      assertEquals(1, instances());
      tool("ProcessKey", "-bO-2", "--unique").run().expect(0);
      engine.delete("/process-instance/" + id);
      tool("ProcessKey", "-bO-1", "--unique").run().expect(0);
      assertEquals(3, instances());
      tool("ProcessKey", "--unique").run().expect(3);
    }
  }

  /** A suspended definition is the only reason to ask. */
  @Nested
  class Suspended {

    @BeforeEach
    void suspend() {
      String id = engine.get("/process-definition?tenantIdIn=" + tenant).get(0).path("id").asText();
      engine.put("/process-definition/" + id + "/suspended", Map.of("suspended", true));
    }

    @Test
    void withoutATerminalItIsRefused() {
      Command.Result result = tool("ProcessKey").stdin("y\n").run().expect(2);
      assertThat(result.stderr()).as(result::toString).contains("Activate it in Cockpit");
      JsonNode error = json(tool("ProcessKey", "--json").run().expect(2)).path("error");
      assertEquals("start.definition_suspended", error.path("kind").asText());
      assertEquals(0, instances());
    }

    @Test
    void aDryRunOnlyWarns() {
      Command.Result result = tool("ProcessKey", "--dry-run").run().expect(0);
      assertThat(result.stderr()).as(result::toString).contains("suspended");
    }

    @Test
    void forceLeavesItToTheEngine() {
      Command.Result result = tool("ProcessKey", "--force").run().expect(2);
      assertThat(result.stderr()).as(result::toString).contains("is suspended");
      assertEquals(0, instances());
    }

    @Test
    void onATerminalItIsAsked() {
      Command.Result no = onTerminal("n\n").expect(1);
      assertThat(no.stdout()).as(no::toString).contains("Go on? (y/N)");
      assertThat(no.stdout()).as(no::toString).contains("Cancelled");
      Command.Result yes = onTerminal("y\n").expect(2);
      assertThat(yes.stdout()).as(yes::toString).contains("is suspended");
    }

    private Command.Result onTerminal(String answer) {
      return Command.program(
              "script", "-qec", Project.home().resolve("jbang") + " start_process.java ProcessKey")
          .with("/dev/null")
          .env("CAMUNDA_BASE_URL", engineUrl.toString())
          .env("CAMUNDA_TENANT_ID", tenant)
          .env("TOOLS_LANG", "en")
          .env("LOG_FILE", "")
          .stdin(answer)
          .run();
    }
  }

  /** Following an instance. */
  @Nested
  class Waiting {

    private RunningCommand started(Command command) {
      RunningCommand running = command.start();
      running.awaitStdout("Waiting for the instance");
      return running;
    }

    @Test
    void completed() {
      try (RunningCommand running = started(tool("ProcessKey", "--wait"))) {
        complete(instance());
        Command.Result result = running.awaitExit().expect(0);
        assertThat(result.stdout()).contains("Instance " + instance() + " completed in ");
        assertThat(result.stdout()).as(result::toString).endsWith("✅ Done\n");
      }
    }

    private void complete(String instance) {
      String task = engine.taskOf(instance).path("id").asText();
      engine.post(
          "/external-task/" + task + "/lock", Map.of("workerId", "w", "lockDuration", 60_000));
      engine.post("/external-task/" + task + "/complete", Map.of("workerId", "w"));
    }

    @Test
    void cancelled() {
      try (RunningCommand running = started(tool("ProcessKey", "--wait"))) {
        engine.delete("/process-instance/" + instance());
        Command.Result result = running.awaitExit().expect(2);
        assertThat(result.stdout()).as(result::toString).contains("was cancelled");
      }
    }

    @Test
    void stuckAtAnIncident() {
      try (RunningCommand running = started(tool("ProcessKey", "--wait"))) {
        String task = engine.taskOf(instance()).path("id").asText();
        engine.put("/external-task/" + task + "/retries", Map.of("retries", 0));
        Command.Result result = running.awaitExit().expect(2);
        assertThat(result.stdout()).as(result::toString).contains("failedExternalTask, task: ");
      }
    }

    @Test
    void stillRunningAtTheTimeout() {
      Command.Result result = tool("ProcessKey", "--wait", "--wait-timeout", "1").run().expect(1);
      assertThat(result.stdout()).as(result::toString).contains("is still running");
      assertTrue(result.duration().toSeconds() < 20, result::toString);
      JsonNode document =
          json(tool("ProcessKey", "--wait", "--wait-timeout=0", "--json").run().expect(1));
      assertTrue(document.path("started").asBoolean());
      assertEquals("running", document.path("wait").path("outcome").asText());
    }

    @Test
    void anInterruptSaysThatTheInstanceGoesOn() {
      try (RunningCommand running = started(tool("ProcessKey", "--wait"))) {
        running.interrupt();
        Command.Result result = running.awaitExit().expect(130);
        assertThat(result.stdout()).contains("instance " + instance() + " goes on");
        assertEquals("ACTIVE", engine.stateOf(instance()));
      }
    }

    @Test
    void anEngineThatIsAwayForAWhileIsWaitedFor() {
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.next(3, "GET /engine-rest/history/.*", FaultyProxy.hangUp());
        Command command =
            at(proxy.baseUrl(), "ProcessKey", "--wait").env("CAMUNDA_TENANT_ID", tenant);
        try (RunningCommand running = started(command)) {
          Eventually.that(
              "asked again", () -> proxy.seen("GET /engine-rest/history/.*") > 3, () -> "");
          complete(instance());
          running.awaitExit().expect(0);
        }
      }
    }

    @Test
    void anEngineThatStaysAwayIsAnErrorThatKeepsTheInstance() {
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.always("GET /engine-rest/history/.*", FaultyProxy.status(503, "<html>down</html>"));
        JsonNode document =
            json(
                at(proxy.baseUrl(), "ProcessKey", "--wait", "--wait-timeout=1", "--json")
                    .env("CAMUNDA_TENANT_ID", tenant)
                    .run()
                    .expect(2));
        assertEquals("unanswered", document.path("wait").path("outcome").asText());
        assertEquals(instance(), document.path("instance").path("id").asText());
      }
    }

    @Test
    void withoutHistoryItIsSaidThatNobodyKnows(@TempDir Path folder) throws IOException {
      try (EngineProcess own =
          EngineProcess.start(EngineProcess.Make.CAMUNDA, folder, 0, "--history", "none")) {
        EngineRest forgetful = new EngineRest(own.baseUrl(), null);
        forgetful.deploy(Bpmn.oneTask("ProcessKey", "start_topic"));
        Command command = at(own.baseUrl(), "ProcessKey", "--wait", "-b", "B-1");
        try (RunningCommand running = started(command)) {
          String id =
              forgetful.get("/process-instance?businessKey=B-1").path(0).path("id").asText();
          forgetful.delete("/process-instance/" + id);
          Command.Result result = running.awaitExit().expect(1);
          assertThat(result.stdout())
              .as(result::toString)
              .contains(id + " is seen neither among the running");
        }
      }
    }

    @Test
    void theTimeoutNeedsWaiting() {
      tool("ProcessKey", "--wait-timeout", "5").run().expect(3);
      tool("ProcessKey", "--wait", "--wait-timeout", "-1").run().expect(3);
      assertEquals(0, instances());
    }
  }

  /** An engine that does not do as it should. */
  @Nested
  class Errors {

    static Stream<Arguments> faults() {
      return Stream.of(
          Arguments.of("camunda.timeout", FaultyProxy.silence(), "in time"),
          Arguments.of(
              "camunda.not_the_engine",
              FaultyProxy.status(200, "<html><body>Please log in</body></html>"),
              "Please log in"),
          Arguments.of(
              "camunda.invalid_json", FaultyProxy.status(200, "{\"a\": "), "cannot be read"),
          Arguments.of(
              "camunda.unavailable", FaultyProxy.status(502, "<html>Bad Gateway</html>"), "502"),
          Arguments.of("camunda.connection_lost", FaultyProxy.hangUp(), "broke"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void isOneSentenceAndOneDocument(String kind, FaultyProxy.Fault fault, String words) {
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.always(".*", fault);
        expectFailure(
            at(proxy.baseUrl(), "ProcessKey").env("CAMUNDA_HTTP_TIMEOUT", "1000"), kind, words);
      }
    }

    /** What is no list must not pass for an empty one, least of all with {@code --unique}. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"hello\":\"world\"}", "{}", "[1]"})
    void aListThatIsNoneStartsNothing(String answer) {
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.always("GET .*/process-instance.*", FaultyProxy.status(200, answer));
        Command command = at(proxy.baseUrl(), "ProcessKey", "-b", "O-1", "--unique");
        JsonNode document =
            json(command.env("CAMUNDA_TENANT_ID", tenant).with("--json").run().expect(2));
        assertEquals("camunda.invalid_json", document.path("error").path("kind").asText());
        assertEquals(0, instances());
      }
    }

    private static void expectFailure(Command command, String kind, String words) {
      Command.Result text = command.run().expect(2);
      assertEquals(1, text.stderrLines().size(), text::toString);
      assertThat(text.stderr()).as(text::toString).contains(words);
      assertThat(text.stderr()).as(text::toString).contains("http://127.0.0.1:");
      Command.Result document = command.with("--json").run().expect(2);
      assertEquals(kind, json(document).path("error").path("kind").asText());
    }

    @Test
    void anEngineThatIsDown() {
      FaultyProxy gone = new FaultyProxy(engineUrl);
      URI url = gone.baseUrl();
      gone.close();
      expectFailure(at(url, "ProcessKey"), "camunda.unreachable", "cannot be reached");
    }

    @Test
    void aWrongPassword(@TempDir Path folder) throws IOException {
      try (EngineProcess own =
          EngineProcess.start(
              EngineProcess.Make.CAMUNDA, folder, 0, "--auth", "demo:right", "--no-login-delay")) {
        Command command =
            at(own.baseUrl(), "ProcessKey")
                .env("CAMUNDA_AUTH_ENABLED", "true")
                .env("CAMUNDA_AUTH_USERNAME", "demo");
        Command wrong = command.env("CAMUNDA_AUTH_PASSWORD", "wrong-one");
        expectFailure(wrong, "camunda.unauthorized", "password");
        Command.Result right = command.env("CAMUNDA_AUTH_PASSWORD", "right").run().expect(2);
        assertThat(right.stdout()).as(right::toString).contains("🔐 Authentication: on");
        assertThat(right.stderr()).as(right::toString).contains("no process with key");
      }
    }

    @Test
    void aLostAnswerLeavesOpenWhetherItWasStarted(@TempDir Path home) throws IOException {
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.next(1, "POST .*", FaultyProxy.loseAnswer());
        Command.Result result =
            at(proxy.baseUrl(), "ProcessKey", "-b", "O-9")
                .env("CAMUNDA_TENANT_ID", tenant)
                .env("UCW_HOME", home.toString())
                .env("LOG_FILE", "t.log")
                .run()
                .expect(2);
        assertThat(result.stderr()).as(result::toString).contains("started is unknown");
        assertThat(result.stderr())
            .as(result::toString)
            .endsWith("before you start another one.\n");
        assertThat(result.stderr()).as(result::toString).doesNotContain("Try again");
        String log = Files.readString(home.resolve("t.log"));
        assertTrue(log.contains("Perhaps started") && log.contains("business key O-9"), log);
        assertEquals(1, proxy.seen("POST .*"), "not sent twice");
        assertEquals(1, instances());
      }
    }

    @Test
    void wrongUsage() {
      tool().run().expect(3);
      tool("ProcessKey", "--version", "x").run().expect(3);
      tool("ProcessKey", "--version", "0").run().expect(3);
      tool("ProcessKey", "--info", "--dry-run").run().expect(3);
      tool("ProcessKey", "-b", "").run().expect(3);
      tool("ProcessKey", "--tenant-id", " ").run().expect(3);
      assertEquals(
          "cli.usage", json(tool("--json").run().expect(3)).path("error").path("kind").asText());
      assertEquals(0, instances());
    }
  }

  /** One document each, with names that stay. */
  @Test
  void everyModeHasItsJsonDocument() {
    JsonNode info = json(tool("ProcessKey", "--info", "--json").run().expect(0));
    assertEquals("ProcessKey", info.path("definition").path("key").asText());
    assertFalse(info.has("started"));
    JsonNode versions = json(tool("ProcessKey", "--list-versions", "--json").run().expect(0));
    assertEquals(1, versions.path("versions").path(0).path("version").asInt());
    JsonNode start = json(tool("ProcessKey", "-va=1", "-bB", "--json").run().expect(0));
    assertEquals(instance(), start.path("instance").path("id").asText());
    assertEquals("B", start.path("instance").path("business_key").asText());
    assertThat(start.path("instance").path("cockpit_url").asText()).endsWith(instance());
    assertEquals("Integer", start.at("/request/body/variables/a/type").asText(), start::toString);
  }

  /** A reader who has had enough must not keep the instance from being started. */
  @ParameterizedTest
  @ValueSource(strings = {"| head -1", "| head -c 1", "--json | head -1", "| true"})
  void aReaderWhoLeavesDoesNotPreventTheStart(String reader) {
    String line = Project.home().resolve("jbang") + " start_process.java ProcessKey " + reader;
    Command.program("sh", "-c", line)
        .env("CAMUNDA_BASE_URL", engineUrl.toString())
        .env("CAMUNDA_TENANT_ID", tenant)
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "")
        .run()
        .expect(0);
    assertEquals(1, instances());
  }

  /** Only a reader who has left is no failure: what was started must not get lost. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--wait --wait-timeout 0", "--json -b B-1"})
  void aFullDiskUnderTheOutputDoesNotLoseTheInstance(String options) {
    String line = Project.home().resolve("jbang") + " start_process.java ProcessKey " + options;
    Command.Result result =
        Command.program("sh", "-c", line + " > /dev/full")
            .env("CAMUNDA_BASE_URL", engineUrl.toString())
            .env("CAMUNDA_TENANT_ID", tenant)
            .env("TOOLS_LANG", "en")
            .env("LOG_FILE", "")
            .run()
            .expect(2);
    assertThat(result.stderr()).as(result::toString).contains(instance());
  }

  @Test
  void everyStartIsLogged(@TempDir Path home) throws IOException {
    tool("ProcessKey", "-b", "B-1")
        .env("UCW_HOME", home.toString())
        .env("LOG_FILE", "t.log")
        .run()
        .expect(0);
    String log = Files.readString(home.resolve("t.log"));
    assertThat(log).contains("Started instance " + instance() + " of process ProcessKey:1:");
    assertThat(log).contains("business key B-1");
  }
}
