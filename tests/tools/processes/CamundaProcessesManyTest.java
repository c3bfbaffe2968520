package tests.tools.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sandbox.EngineProcess;
import tests.support.Bpmn;
import tests.support.Command;
import tests.support.FaultyProxy;
import tests.support.ProcessLandscape;
import tests.support.Servers;

/** 20,000 running instances and 20,000 that have ended, on an engine of their own. */
@Tag("cli")
@Tag("engine")
@Timeout(600)
class CamundaProcessesManyTest {

  private static final int BATCHES = 20;
  private static final int BATCH = 1000;
  private static final int CALLED = BATCHES * BATCH;

  /** The engine makes some 1,000 a second so; one by one it is 320. */
  private static final String BATCH_OF =
      """
      <callActivity id="task" calledElement="%s"><multiInstanceLoopCharacteristics>
        <loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality>
      </multiInstanceLoopCharacteristics></callActivity>
      """;

  private static EngineProcess engine;
  private static ProcessLandscape land;

  @BeforeAll
  static void createInstances() throws IOException {
    Path folder = Servers.folder("many");
    String database = folder.resolve("db").toString(); // in memory it does not fit its 256 MB
    engine = EngineProcess.start(folder, "--history", "activity", "--db", database);
    land = new ProcessLandscape(engine.baseUrl());
    land.engine().deploy(Bpmn.oneTask("waiting", "many"));
    land.engine().deploy(Bpmn.process("quick", "<task id=\"task\"/>"));
    land.engine().deploy(Bpmn.process("many_waiting", BATCH_OF.formatted("waiting")));
    land.engine().deploy(Bpmn.process("many_quick", BATCH_OF.formatted("quick")));
  }

  private static void start(int batches) {
    Map<String, ?> count = Map.of("count", Map.of("value", BATCH, "type", "Integer"));
    IntStream.range(0, batches)
        .forEach(
            batch -> {
              land.engine().start("many_waiting", count);
              land.engine().start("many_quick", count);
            });
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static long requests(FaultyProxy proxy, String... options) {
    long before = proxy.seen(".*");
    land.tool(proxy.baseUrl(), options).run().expect(0);
    return proxy.seen(".*") - before;
  }

  @Test
  void requestsForStatisticsAndMemoryForAnExportDoNotGrow(@TempDir Path folder) throws IOException {
    try (FaultyProxy proxy = new FaultyProxy(engine.baseUrl())) {
      start(1);
      long ofFew = requests(proxy, "--stats");
      assertTrue(ofFew < 50, "requests: " + ofFew);
      start(BATCHES - 1);
      assertEquals(ofFew, requests(proxy, "--stats"));
      long ofScreen = requests(proxy, "--instances", "--external-tasks", "--user-tasks");
      assertTrue(ofScreen < 20, "requests: " + ofScreen);
    }
    Path file = folder.resolve("all.json");
    land.tool("--all-instances", "--export", file.toString())
        .env("JDK_JAVA_OPTIONS", "-Xmx64m")
        .run()
        .expect(0);
    Map<String, Integer> expected = new LinkedHashMap<>();
    expected.put("process_definitions", 4);
    expected.put("process_instances", CALLED + BATCHES);
    expected.put("historic_process_instances", 2 * CALLED + 2 * BATCHES);
    expected.put("external_tasks", CALLED);
    expected.put("user_tasks", 0);
    expected.put("incidents", 0);
    assertEquals(expected, differentIds(file));
    aTableOfTenThousandTasksNeedsLittleMemory();
    manyLocksAndTopicsAreSaidToBeCountedInPart();
  }

  /** Part of the one test, so that the instances are made only once. */
  private static void aTableOfTenThousandTasksNeedsLittleMemory() {
    Command.Result table =
        land.tool("--external-tasks", "--table", "--limit", "10000")
            .env("JDK_JAVA_OPTIONS", "-Xmx64m")
            .run()
            .expect(0);
    assertThat(table.stdoutLines()).hasSize(10_004);
  }

  /** Part of the one test, so that the instances are made only once. */
  private static void manyLocksAndTopicsAreSaidToBeCountedInPart() throws IOException {
    String task = Bpmn.serviceTask("task", "topic_${loopCounter}", "");
    String loop =
        "<multiInstanceLoopCharacteristics><loopCardinality>105</loopCardinality>"
            + "</multiInstanceLoopCharacteristics></serviceTask>";
    land.engine().deploy(Bpmn.process("topics", task.replace("</serviceTask>", loop)));
    land.engine().start("topics");
    Map<String, ?> topic = Map.of("topicName", "many", "lockDuration", ProcessLandscape.HOUR);
    Map<String, ?> request = Map.of("workerId", "w", "maxTasks", 2500, "topics", List.of(topic));
    String first =
        land.engine().post("/external-task/fetchAndLock", request).path(0).path("id").asText();
    Map<String, ?> failure = Map.of("workerId", "w", "retries", 1, "retryTimeout", 600_000);
    land.engine().post("/external-task/" + first + "/failure", failure);
    Command.Result result = land.tool("--stats", "--limit", "3").run().expect(0);
    assertThat(result.stdout())
        .as(result::toString)
        .contains(
            """
            External tasks: 20,105
               free: 17,605
               locked, in progress: at most 2,499
               locked after a failure (in back-off or tried again): at least 1
            """);
    assertThat(result.stdout())
        .as(result::toString)
        .contains(
            """
            External tasks by topic:
              many: 20,000
              topic_0: 1
              topic_1: 1
            ... and 97 more (more rows: --limit, all: --export)
            ⚠️ Too many topics, not counted: 6 (to count one: --topic)
            """);
  }

  /** How many different ids each list of the document has. */
  private static Map<String, Integer> differentIds(Path file) throws IOException {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    try (JsonParser json = Json.MAPPER.getFactory().createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.START_ARRAY) {
          sizes.put(name, idsOf(json));
        } else {
          json.skipChildren();
        }
      }
      assertEquals(JsonToken.END_OBJECT, json.currentToken());
    }
    return sizes;
  }

  private static int idsOf(JsonParser json) throws IOException {
    var ids = new HashSet<String>();
    while (json.nextToken() == JsonToken.START_OBJECT) {
      ids.add(json.<JsonNode>readValueAsTree().path("id").asText());
    }
    return ids.size();
  }
}
