package tests.tools.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.EngineProcess;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.EngineRest;
import tests.support.FaultyProxy;
import tests.support.Project;
import tests.support.RunningCommand;
import tests.support.Servers;

/** start_process with the rows of a file, through its command line, against a real engine. */
@Tag("engine")
@Tag("cli")
class StartFromFileTest {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final String STARTS = "POST .*/start";

  private final String tenant = "rows" + NUMBER.incrementAndGet();
  private final URI engineUrl = Servers.engine().baseUrl();
  private final EngineRest engine = new EngineRest(engineUrl, tenant);

  @TempDir private Path folder;

  @BeforeEach
  void deploy() {
    engine.deploy(Bpmn.oneTask("order", "rows_topic"));
  }

  @AfterEach
  void clean() {
    engine.clean();
  }

  private Command tool(String... options) {
    return at(engineUrl, options);
  }

  /** The tool in English, pointed to this test's tenant, in the folder with the file. */
  private Command at(URI url, String... options) {
    return Command.of("start_process.java", "order")
        .with(options)
        .in(folder)
        .env("CAMUNDA_BASE_URL", url.toString())
        .env("CAMUNDA_TENANT_ID", tenant)
        .env("CAMUNDA_HTTP_TIMEOUT", "2000")
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "");
  }

  private void file(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  /** Rows with the business keys R-1 to R-n. */
  private void rows(int count) throws IOException {
    file(
        "rows.csv",
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> "R-" + number + "," + number + "\n")
            .collect(Collectors.joining("", "business_key,number:Long\n", "")));
  }

  private List<String> journal() throws IOException {
    Path journal = folder.resolve("rows.csv.started");
    return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
  }

  private long journalled(String state) {
    try {
      return journal().stream().filter(line -> line.contains("\"" + state + "\"")).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** How many instances of this test have which business key. */
  private Map<String, Long> instances() {
    JsonNode rows = engine.get("/history/process-instance?tenantIdIn=" + tenant);
    return StreamSupport.stream(rows.spliterator(), false)
        .collect(
            Collectors.groupingBy(
                row -> row.path("businessKey").asText(""), TreeMap::new, Collectors.counting()));
  }

  private void expectEachOnce(int count) {
    assertThat(instances()).hasSize(count).allSatisfy((key, times) -> assertEquals(1, times, key));
  }

  private String variable(String businessKey, String name) {
    JsonNode instance =
        engine.get(
            "/history/process-instance?tenantIdIn="
                + tenant
                + "&processInstanceBusinessKey="
                + businessKey);
    JsonNode found = engine.historicVariable(instance.path(0).path("id").asText(), name);
    return found.isMissingNode()
        ? "-"
        : found.path("value").asText() + " (" + found.path("type").asText() + ")";
  }

  private static JsonNode json(Command.Result result) {
    try {
      return Json.MAPPER.readTree(result.stdout());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON document: " + result, e);
    }
  }

  /** What arrives in the engine. */
  @Nested
  class Formats {

    /** As a Russian Excel saves it: with its mark, semicolons, and Windows' line ends. */
    @Test
    void aTableOfASpreadsheet() throws IOException {
      file(
          "rows.csv",
          "\uFEFFbusiness_key;customer;amount:Long;code;note:String;due:Date\r\n"
              + "R-1;\"ООО \"\"Ромашка\"\"; Тверь\";5;007;\"one\r\ntwo\";2026-01-31\r\n"
              + "R-2;😀;;12;;\r\n"
              + ";;;;;\r\n"
              + "R-3;[1, 2];-7;95.5;\" {open \";\r\n");
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(0);
      expectEachOnce(3);
      assertEquals("ООО \"Ромашка\"; Тверь (String)", variable("R-1", "customer"));
      assertEquals("5 (Long)", variable("R-1", "amount"));
      assertEquals("007 (String)", variable("R-1", "code"));
      assertEquals("one\r\ntwo (String)", variable("R-1", "note"));
      assertThat(variable("R-1", "due")).startsWith("2026-01-31T").endsWith("(Date)");
      assertEquals("😀 (String)", variable("R-2", "customer"));
      assertEquals("12 (Integer)", variable("R-2", "code"));
      assertEquals("-", variable("R-2", "amount"));
      assertEquals("-", variable("R-2", "note"));
      assertEquals("[1, 2] (Json)", variable("R-3", "customer"));
      assertEquals("95.5 (Double)", variable("R-3", "code"));
      assertEquals(" {open  (String)", variable("R-3", "note"));
      assertThat(result.stdout())
          .as(result::toString)
          .contains("✅ line 2, R-1: instance ", "✅ line 6, R-3: ", "Result: started: 3 rows");
    }

    @Test
    void objectsOneALine() throws IOException {
      file(
          "rows.txt",
          """
          {"business_key": "R-1", "variables": {"n": 5, "s": "", "t": {"value": "1", "type": "Long"}}}

          {"variables": {"json": {"a": [1.10]}}, "business_key": "R-2"}
          {"business_key": "R-3"}
          """);
      tool("--from", "rows.txt", "--force").run().expect(0);
      expectEachOnce(3);
      assertEquals("5 (Integer)", variable("R-1", "n"));
      assertEquals(" (String)", variable("R-1", "s"));
      assertEquals("1 (Long)", variable("R-1", "t"));
      assertEquals("{\"a\":[1.10]} (Json)", variable("R-2", "json"));
    }

    @Test
    void standardInputAndVariablesOfAllRows() throws IOException {
      Command command =
          tool("--from", "-", "--journal", "done", "-v", "region=77", "--force")
              .stdin("business_key\tn\nR-1\t1\nR-2\t2\n");
      command.run().expect(0);
      Command.Result again = command.run().expect(0);
      assertThat(again.stdout()).as(again::toString).contains("By earlier calls: started: 2 rows");
      expectEachOnce(2);
      assertEquals("77 (Integer)", variable("R-2", "region"));
      assertEquals("2 (Integer)", variable("R-2", "n"));
    }

    @Test
    void withoutBusinessKeysRowsMayBeTheSame() throws IOException {
      file("rows.csv", "n\n1\n1\n");
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(0);
      assertThat(result.stderr()).as(result::toString).contains("Without a business key: 2 rows");
      assertEquals(Map.of("", 2L), instances());
    }

    @Test
    void aHundredThousandRowsNeedLittleMemory() throws IOException {
      rows(100_000);
      Command.Result result =
          tool("--from", "rows.csv", "--dry-run")
              .env("JDK_JAVA_OPTIONS", "-Xmx64m")
              .run()
              .expect(0);
      assertThat(result.stdout()).as(result::toString).contains("To be started: 100,000 rows");
    }
  }

  /** Whatever is wrong with any row: nothing is started. */
  @Nested
  class Mistakes {

    @Test
    void ofAllRowsAreNamedAtOnce() throws IOException {
      file(
          "rows.csv",
          "business_key,n:Long\nR-1,1\nR-2,x\nR-3\n,4\nR-1,5\n"
              + "R".repeat(256)
              + ",6\nR-7,7,7\n");
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(3);
      assertThat(result.stderrLines())
          .as(result::toString)
          .containsExactly(
              "❌ line 3: variable n: \"x\" is not a whole number or does not fit into type Long",
              "❌ line 4: 1 cell, but the heading has 2 columns; put a value with a separator in it"
                  + " between quotes",
              "❌ line 5: the business key is empty",
              "❌ line 6: business key R-1 stands in line 2 already",
              "❌ line 7: the business key has 256 characters, and the engine's tables hold 255;"
                  + " shorten it",
              "❌ line 8: 3 cells, but the heading has 2 columns; put a value with a separator in it"
                  + " between quotes",
              "❌ Nothing was started: there are mistakes in 6 rows of rows.csv. Repair them and"
                  + " call again.");
      assertThat(instances()).isEmpty();
      assertEquals(List.of(), journal());
      JsonNode error = json(tool("--from", "rows.csv", "--json").run().expect(3)).path("error");
      assertEquals("rows.invalid", error.path("kind").asText());
    }

    @Test
    void ofManyOnlyTheFirstAreShown() throws IOException {
      file("rows.csv", "business_key,n:Long\n" + "R,x\n".repeat(1000));
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(3);
      assertEquals(21, result.stderrLines().size(), result::toString);
      assertThat(result.stderr()).as(result::toString).contains("mistakes in 1,000 rows");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "''                          | no rows in rows.csv",
          "a,b                         | no rows in rows.csv",
          "' ,~1,2'                    | names of the columns are missing",
          "'a,a~1,2'                   | column a stands there twice",
          "'a,a:Long~1,2'              | column a stands there twice",
          "'a,~1,2'                    | column 2 has no name",
          "'a:Lang~1'                  | unknown type \"Lang\"",
          "'businessKey,a~1,2'         | write business_key if the business key is meant",
          "'business_key:String,a~1,2' | write business_key if the business key is meant",
          "'a,b~\"1,2~3,4'             | line 2: broken CSV: Missing closing quote",
          "'a,b~\"1\"x,2'              | line 2: broken CSV: Unexpected character",
          "'a,region~1,2'              | variable region is given in --variables, too",
          "'{\"variables\": 5}'        | variables is not an object",
          "'{}~[]'                     | line 2: a JSON object is needed",
          "'{}~{\"businessKey\": 1}'   | line 2: unknown member \"businessKey\"",
          "'{\"business_key\": 1}'     | the business key is not a text",
          "'{\"a\": 1'                 | line 1: broken JSON",
          "'{\"variables\": {\"a\": 1, \"a\": 2}}' | line 1: broken JSON: Duplicate field 'a'",
          "'{\"variables\": {\"a\": 99999999999999999999}}' | variable a: the number does not fit",
          "'{\"variables\": {\"\": 1}}' | the empty name"
        })
    void areNamedWithTheirPlace(String content, String words) throws IOException {
      file("rows.csv", content.replace('~', '\n'));
      Command.Result result =
          tool("--from", "rows.csv", "--force", "-v", "region=77").run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains(words);
      assertThat(instances()).isEmpty();
    }

    @Test
    void anotherEncodingIsRefused() throws IOException {
      Files.write(
          folder.resolve("rows.csv"), "имя\nИван\n".getBytes(Charset.forName("windows-1251")));
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains("not in UTF-8", "iconv");
      file("rows.csv", "имя\nИван\n");
      Files.write(
          folder.resolve("rows.csv"),
          Files.readString(folder.resolve("rows.csv")).getBytes(Charset.forName("UTF-16")));
      assertThat(tool("--from", "rows.csv").run().expect(3).stderr()).contains("not in UTF-8");
    }

    @Test
    void aFileThatIsNotThere() {
      Command.Result result = tool("--from", "rows.csv").run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains("there is no such file");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "--from rows.csv -b B          | --business-key is about one instance",
          "--from rows.csv --wait        | --wait is about one instance",
          "--from rows.csv --info        | --info is about one instance",
          "--from rows.csv --list-versions | --list-versions is about one instance",
          "--from -                      | --journal FILE",
          "--from - --journal j -v -     | exclude each other",
          "--journal j                   | only together with --from",
          "--start-unknown               | only together with --from"
        })
    void ofTheCall(String options, String words) throws IOException {
      rows(1);
      Command.Result result = tool(options.split(" ")).run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains(words);
      assertThat(instances()).isEmpty();
    }
  }

  /** Before anything is started. */
  @Nested
  class Consent {

    @Test
    void withoutATerminalItNeedsForce() throws IOException {
      rows(2);
      Command.Result result = tool("--from", "rows.csv").stdin("YES\n").run().expect(1);
      assertThat(result.stderr()).as(result::toString).contains("Add --force");
      JsonNode document = json(tool("--from", "rows.csv", "--json").run().expect(1));
      assertEquals("not_confirmed", document.path("status").asText());
      assertThat(instances()).isEmpty();
      rows(3); // A journal of nothing holds up nobody.
      tool("--from", "rows.csv", "--force").run().expect(0);
      expectEachOnce(3);
    }

    @Test
    void onATerminalItIsAsked() throws IOException {
      rows(2);
      Command.Result no = onTerminal("no\n").expect(1);
      assertThat(no.stdout())
          .as(no::toString)
          .contains("To be started: 2 rows, an instance of process order (version 1) each")
          .contains("Declined");
      assertThat(instances()).isEmpty();
      onTerminal("YES\n").expect(0);
      expectEachOnce(2);
    }

    private Command.Result onTerminal(String answer) {
      String call = Project.home().resolve("jbang") + " start_process.java order --from ";
      return Command.program("script", "-qec", call + folder.resolve("rows.csv"))
          .with("/dev/null")
          .env("CAMUNDA_BASE_URL", engineUrl.toString())
          .env("CAMUNDA_TENANT_ID", tenant)
          .env("TOOLS_LANG", "en")
          .env("LOG_FILE", "")
          .stdin(answer)
          .run();
    }

    @Test
    void aDryRunStartsNothing() throws IOException {
      rows(5);
      Command.Result result = tool("--from", "rows.csv", "--dry-run").run().expect(0);
      assertThat(result.stdout())
          .as(result::toString)
          .contains("line 2, business key R-1: number: 1 (Long)", "line 4,")
          .doesNotContain("line 5,")
          .endsWith("To be started: 5 rows\n");
      JsonNode document = json(tool("--from", "rows.csv", "--dry-run", "--json").run().expect(0));
      assertEquals(5, document.path("rows").asInt());
      assertEquals("R-1", document.at("/first/0/body/businessKey").asText(), document::toString);
      assertThat(instances()).isEmpty();
      assertEquals(List.of(), journal());
    }

    @Test
    void aSuspendedProcessIsRefused() throws IOException {
      rows(2);
      String id = engine.get("/process-definition?tenantIdIn=" + tenant).get(0).path("id").asText();
      engine.put("/process-definition/" + id + "/suspended", Map.of("suspended", true));
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(2);
      assertThat(result.stderr()).as(result::toString).contains("Activate it in Cockpit");
      assertEquals(List.of(), journal());
    }
  }

  /** What is told afterwards. */
  @Nested
  class Results {

    @Test
    void theSameCallStartsNothingTwice() throws IOException {
      rows(3);
      JsonNode first = json(tool("--from", "rows.csv", "--force", "--json").run().expect(0));
      assertEquals("done", first.path("status").asText());
      assertEquals(3, first.path("started_now").asInt());
      assertEquals("R-1", first.at("/instances/0/business_key").asText());
      assertEquals(2, first.at("/instances/0/line").asInt());
      JsonNode again = json(tool("--from", "rows.csv", "--json").run().expect(0));
      assertEquals(0, again.path("started_now").asInt());
      assertEquals(first.path("instances"), again.path("instances"));
      expectEachOnce(3);
    }

    @Test
    void theJournalIsItsOwnersAlone() throws IOException {
      rows(1);
      tool("--from", "rows.csv", "--force").run().expect(0);
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder.resolve("rows.csv.started"))));
    }

    /** The engine's database holds 4000 characters of a String. */
    @Test
    void aRowThatIsRefusedDoesNotHoldUpTheOthers() throws IOException {
      file("rows.csv", "business_key,text\nR-1,a\nR-2," + "x".repeat(5000) + "\nR-3,c\n");
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(1);
      assertThat(result.stderr())
          .as(result::toString)
          .contains("❌ line 3, R-2: not started: ", "text is a String of 5,000 characters");
      assertThat(result.stdout()).contains("started: 2 rows, refused: 1 row");
      assertThat(instances()).containsOnlyKeys("R-1", "R-3");
      JsonNode again = json(tool("--from", "rows.csv", "--force", "--json").run().expect(1));
      assertEquals("refused", again.at("/instances/2/state").asText(), again::toString);
      assertThat(instances()).containsOnlyKeys("R-1", "R-3");
    }

    @Test
    void onlyTheBusinessKeysThatAreFree() throws IOException {
      rows(3);
      tool("-b", "R-2").run().expect(0);
      Command.Result result = tool("--from", "rows.csv", "--force", "--unique").run().expect(1);
      assertThat(result.stderr())
          .as(result::toString)
          .contains("line 3, R-2: not started: an instance with this business key is running");
      expectEachOnce(3);
      file("rows.csv", "n\n1\n");
      tool("--from", "rows.csv", "--force", "--unique").run().expect(3);
    }

    @Test
    void quietlyOnlyWhatIsWrong() throws IOException {
      rows(2);
      Command.Result result = tool("--from", "rows.csv", "--force", "--quiet").run().expect(0);
      assertEquals("", result.stdout() + result.stderr());
      expectEachOnce(2);
    }

    @Test
    void everyStartIsLogged() throws IOException {
      rows(2);
      tool("--from", "rows.csv", "--force")
          .env("UCW_HOME", folder.toString())
          .env("LOG_FILE", "t.log")
          .run()
          .expect(0);
      assertThat(Files.readString(folder.resolve("t.log")))
          .contains("business key R-1", "business key R-2");
    }

    @Test
    void aReaderWhoLeavesDoesNotStopIt() throws IOException {
      rows(20);
      shell("--from " + folder.resolve("rows.csv") + " --force | head -1").expect(0);
      expectEachOnce(20);
    }

    @Test
    void aFullDiskUnderTheOutputDoesNotStopIt() throws IOException {
      rows(20);
      shell("--from " + folder.resolve("rows.csv") + " --force > /dev/full").expect(2);
      expectEachOnce(20);
      tool("--from", "rows.csv").run().expect(0);
    }
  }

  private Command.Result shell(String options) {
    String line = Project.home().resolve("jbang") + " start_process.java order " + options;
    return Command.program("bash", "-c", line)
        .env("CAMUNDA_BASE_URL", engineUrl.toString())
        .env("CAMUNDA_TENANT_ID", tenant)
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "")
        .run();
  }

  /** However a run ends, the next one goes on, and nothing is started twice. */
  @Nested
  class GoingOn {

    @Test
    void afterAKill() throws IOException {
      rows(60);
      Command command = tool("--from", "rows.csv", "--force");
      for (int started : List.of(5, 20, 40)) {
        try (RunningCommand running = command.start()) {
          running.await(() -> journalled("started") >= started, started + " rows started");
          running.kill();
          running.awaitExit();
        }
      }
      assertTrue(journalled("started") < 60, "killed before the end");
      command.run().expect(0);
      expectEachOnce(60);
    }

    @Test
    void afterAKillBetweenTheStartAndItsAnswer() throws IOException {
      rows(3);
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch startedByTheEngine = new CountDownLatch(1);
        proxy.next(
            1,
            STARTS,
            FaultyProxy.altering(
                answer -> {
                  startedByTheEngine.countDown();
                  await(never);
                  return answer;
                }));
        killAt(proxy, startedByTheEngine);
        Command.Result result =
            at(proxy.baseUrl(), "--from", "rows.csv", "--force").run().expect(0);
        assertThat(result.stdout())
            .as(result::toString)
            .contains("By earlier calls: started: 1 row, not started yet: 2 rows");
        assertThat(result.stderr()).as("found at once").doesNotContain("under way");
        never.countDown();
      }
      expectEachOnce(3);
    }

    /** The request that the killed run has sent arrives only now. */
    @Test
    void afterAKillBeforeTheStart() throws IOException {
      rows(3);
      CountDownLatch gate = new CountDownLatch(1);
      CountDownLatch arrived = new CountDownLatch(1);
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        FaultyProxy.Fault held = FaultyProxy.held(gate);
        proxy.next(
            1,
            STARTS,
            (self, exchange, body) -> {
              arrived.countDown();
              held.spoil(self, exchange, body);
            });
        killAt(proxy, arrived);
        try (RunningCommand next =
            at(proxy.baseUrl(), "--from", "rows.csv", "--force")
                .env("CAMUNDA_HTTP_TIMEOUT", "600000")
                .start()) {
          next.awaitStderr("may still be under way");
          gate.countDown();
          next.awaitExit().expect(0);
        }
      }
      expectEachOnce(3);
    }

    private void killAt(FaultyProxy proxy, CountDownLatch moment) {
      Command command =
          at(proxy.baseUrl(), "--from", "rows.csv", "--force")
              .env("CAMUNDA_HTTP_TIMEOUT", "600000");
      try (RunningCommand running = command.start()) {
        running.await(() -> moment.getCount() == 0, "the first start");
        running.kill();
        running.awaitExit();
      }
      assertEquals(1, journalled("begun"));
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Test
    void afterALostAnswer() throws IOException {
      rows(4);
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        Command command = at(proxy.baseUrl(), "--from", "rows.csv", "--force");
        proxy.next(1, STARTS, FaultyProxy.loseAnswer());
        Command.Result result = command.run().expect(1);
        assertThat(result.stdout())
            .as(result::toString)
            .contains("⚠️ line 2, R-1: unknown whether it was started")
            .contains("started: 3 rows, unknown: 1 row");
        expectEachOnce(4);
        command.run().expect(0);
        assertEquals(4, proxy.seen(STARTS), "not sent twice");
      }
      expectEachOnce(4);
    }

    @Test
    void withoutABusinessKeySomebodyHasToLook() throws IOException {
      file("rows.csv", "n\n1\n2\n");
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        Command command = at(proxy.baseUrl(), "--from", "rows.csv", "--force");
        proxy.next(1, STARTS, FaultyProxy.loseAnswer());
        command.run().expect(1);
        Command.Result again = command.run().expect(1);
        assertThat(again.stdout())
            .as(again::toString)
            .contains("there is no business key to look for", "add --start-unknown");
        assertEquals(Map.of("", 2L), instances());
        command.with("--start-unknown").run().expect(0);
        assertEquals(Map.of("", 3L), instances());
      }
    }

    /** An instance that has ended would not be seen. */
    @Test
    void withoutHistorySomebodyHasToLook(@TempDir Path data) throws IOException {
      rows(2);
      try (EngineProcess own =
              EngineProcess.start(EngineProcess.Make.CAMUNDA, data, 0, "--history", "none");
          FaultyProxy proxy = new FaultyProxy(own.baseUrl())) {
        new EngineRest(own.baseUrl(), tenant).deploy(Bpmn.oneTask("order", "rows_topic"));
        proxy.next(1, STARTS, FaultyProxy.hangUp());
        Command command = at(proxy.baseUrl(), "--from", "rows.csv", "--force");
        command.run().expect(1);
        Command.Result again = command.run().expect(1);
        assertThat(again.stdout()).as(again::toString).contains("the engine keeps no history");
        assertEquals(2, proxy.seen(STARTS));
        command.with("--start-unknown").run().expect(0);
        assertEquals(3, proxy.seen(STARTS));
      }
    }

    @Test
    void afterTheEngineWasAway() throws IOException {
      rows(5);
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        Command command = at(proxy.baseUrl(), "--from", "rows.csv", "--force");
        CountDownLatch open = new CountDownLatch(0);
        proxy.next(2, STARTS, FaultyProxy.held(open));
        proxy.always(STARTS, FaultyProxy.hangUp());
        JsonNode document = json(command.with("--json").run().expect(2));
        assertEquals(2, document.path("started").asInt(), document::toString);
        assertEquals(2, document.path("unknown").asInt());
        assertEquals(1, document.path("left").asInt());
        assertThat(document.path("problem").asText()).contains("Camunda's answer is missing");
        expectEachOnce(2);
        proxy.heal();
        command.run().expect(0);
      }
      expectEachOnce(5);
    }

    @Test
    void afterCtrlC() throws IOException {
      rows(3);
      CountDownLatch gate = new CountDownLatch(1);
      CountDownLatch arrived = new CountDownLatch(1);
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        FaultyProxy.Fault held = FaultyProxy.held(gate);
        proxy.next(
            1,
            STARTS,
            (self, exchange, body) -> {
              arrived.countDown();
              held.spoil(self, exchange, body);
            });
        Command command =
            at(proxy.baseUrl(), "--from", "rows.csv", "--force")
                .env("CAMUNDA_HTTP_TIMEOUT", "600000");
        try (RunningCommand running = command.start()) {
          running.await(() -> arrived.getCount() == 0, "the first start");
          running.interrupt();
          running.awaitStderr("Stopping");
          gate.countDown();
          Command.Result result = running.awaitExit().expect(130);
          assertThat(result.stdout())
              .as(result::toString)
              .contains("started: 1 row, not started yet: 2 rows", "The same call goes on");
        }
        command.run().expect(0);
      }
      expectEachOnce(3);
    }

    /** A limit for the size of files is as good as a full disk. */
    @Test
    void afterAFullDiskUnderTheJournal() throws IOException {
      rows(40);
      String options = "--from " + folder.resolve("rows.csv") + " --force";
      String line = Project.home().resolve("jbang") + " start_process.java order " + options;
      Command.Result result =
          Command.program("bash", "-c", "ulimit -f 4; exec " + line)
              .env("CAMUNDA_BASE_URL", engineUrl.toString())
              .env("CAMUNDA_TENANT_ID", tenant)
              .env("TOOLS_LANG", "en")
              .env("LOG_FILE", "")
              .env("JDK_JAVA_OPTIONS", "-XX:-UsePerfData")
              .run()
              .expect(2);
      assertThat(result.stderr()).as(result::toString).contains("Cannot write the journal");
      assertThat(instances().size()).isBetween(1, 39);
      Command.program("bash", "-c", line)
          .env("CAMUNDA_BASE_URL", engineUrl.toString())
          .env("CAMUNDA_TENANT_ID", tenant)
          .env("CAMUNDA_HTTP_TIMEOUT", "2000")
          .env("LOG_FILE", "")
          .run()
          .expect(0);
      expectEachOnce(40);
    }

    @Test
    void neverByTwoAtOnce() throws IOException {
      rows(2);
      CountDownLatch gate = new CountDownLatch(1);
      try (FaultyProxy proxy = new FaultyProxy(engineUrl)) {
        proxy.next(1, STARTS, FaultyProxy.held(gate));
        Command command =
            at(proxy.baseUrl(), "--from", "rows.csv", "--force")
                .env("CAMUNDA_HTTP_TIMEOUT", "600000");
        try (RunningCommand running = command.start()) {
          running.await(() -> proxy.seen(STARTS) == 1, "the first start");
          Command.Result second = command.run().expect(2);
          assertThat(second.stderr())
              .as(second::toString)
              .contains("Another start_process is working with the journal");
          gate.countDown();
          running.awaitExit().expect(0);
        }
      }
      expectEachOnce(2);
    }

    @Test
    void onlyWithTheSameRowsEngineAndProcess() throws IOException {
      rows(2);
      tool("--from", "rows.csv", "--force").run().expect(0);
      Command.Result variables = tool("--from", "rows.csv", "--force", "-v", "a=1").run().expect(3);
      assertThat(variables.stderr()).as(variables::toString).contains("--variables have changed");
      try (FaultyProxy other = new FaultyProxy(engineUrl)) {
        Command.Result engine =
            at(other.baseUrl(), "--from", "rows.csv", "--force").run().expect(3);
        assertThat(engine.stderr()).as(engine::toString).contains("it is about the engine");
      }
      rows(3);
      Command.Result content = tool("--from", "rows.csv", "--force").run().expect(3);
      assertThat(content.stderr()).as(content::toString).contains("content of rows.csv");
      file("other", "hello\nyou");
      Command.Result other =
          tool("--from", "rows.csv", "--journal", "other", "--force").run().expect(3);
      assertThat(other.stderr()).as(other::toString).contains("is no journal");
      assertEquals("hello\nyou", Files.readString(folder.resolve("other")));
      expectEachOnce(2);
    }

    @Test
    void aNewerVersionHasToBeChosen() throws IOException {
      file("rows.csv", "business_key,text\nR-1,a\nR-2," + "x".repeat(5000) + "\n");
      tool("--from", "rows.csv", "--force").run().expect(1);
      engine.deploy(Bpmn.oneTask("order", "second"));
      Command.Result result = tool("--from", "rows.csv", "--force").run().expect(3);
      assertThat(result.stderr()).as(result::toString).contains("--version 1 or --version 2");
      tool("--from", "rows.csv", "--force", "--version", "2").run().expect(1);
      assertFalse(instances().containsKey("R-2"));
    }
  }
}
