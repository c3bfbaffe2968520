package tests.systems.bpmn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** What messages tell of the process: the metadata that the worker reads in BPMN documents. */
@Tag("engine")
@Tag("rabbitmq")
class ProcessModelTest {

  private static final String QUEUE = "bitrix24.queue";

  private static TestEnvironment corner;
  private static FaultyProxy proxy;
  private static UniversalWorker worker;

  /** Metadata by activity, of one instance that waits in all of them. */
  private static final Map<String, JsonNode> METADATA = new HashMap<>();

  @BeforeAll
  static void start() throws InterruptedException {
    corner = new TestEnvironment();
    proxy = new FaultyProxy(Servers.engine().baseUrl());
    corner.with("CAMUNDA_BASE_URL", proxy.baseUrl().toString());
    corner.with("CAMUNDA_HTTP_TIMEOUT", "2000");
    worker = corner.startWorker();
    corner.engine().deploy(Bpmn.any("rich", RICH));
    corner.engine().start("rich");
    int activities = 12;
    Eventually.that(
        "messages of all activities",
        () -> corner.broker().ready(QUEUE) == activities,
        () -> corner.broker().ready(QUEUE) + " " + worker.status().errors());
    for (GetResponse message : corner.broker().takeAll(QUEUE)) {
      JsonNode body = json(message);
      METADATA.put(body.path("activity_id").asText(), body.path("metadata"));
    }
  }

  @AfterAll
  static void stop() throws InterruptedException {
    worker.stop();
    proxy.close();
    corner.close();
  }

  @AfterEach
  void heal() {
    proxy.heal();
  }

  private static JsonNode json(GetResponse message) {
    return json(new String(message.getBody(), java.nio.charset.StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode nextMetadata() {
    return json(corner.broker().take(QUEUE)).path("metadata");
  }

  @Test
  void extensionPropertiesAreThoseWithANameAndAValue() {
    assertEquals(
        json("{\"one\": \"1\", \"русский\": \"да & нет\"}"),
        METADATA.get("properties").path("extensionProperties"));
  }

  @Test
  void extensionPropertiesAreThereIfAllOfThemAreEmptyAndNotThereIfThereAreNone() {
    assertEquals(json("{}"), METADATA.get("emptyProperties").path("extensionProperties"));
    assertEquals(
        List.of("activityInfo", "processProperties", "processVariables"),
        names(METADATA.get("plain")));
  }

  @Test
  void fieldInjectionsAreStringsAndExpressionsAsText() {
    assertEquals(
        json("{\"a\": \"text\", \"b\": \"long text\", \"c\": \"${c}\", \"d\": \"${d + 1}\"}"),
        METADATA.get("fields").path("fieldInjections"));
  }

  @Test
  void inputParametersAreTextExpressionsListsMapsAndScriptsUnevaluated() {
    assertEquals(
        json(
            """
            {"text": "plain", "expression": "${1 + 1}", "empty": "",
             "list": ["a", "${2 + 2}", ["b"]],
             "map": {"k": "v", "nested": {"list": ["1", {"deep": "2"}]}},
             "script": "${3 + 3}"}
            """),
        METADATA.get("inputs").path("inputParameters"));
  }

  @Test
  void outputParametersStandApart() {
    assertEquals(
        json("{\"result\": \"${1 + 2}\", \"both\": [\"x\"]}"),
        METADATA.get("outputs").path("outputParameters"));
    assertTrue(METADATA.get("outputs").path("inputParameters").isMissingNode());
  }

  @Test
  void partsComeInTheirOrder() {
    assertEquals(
        List.of(
            "extensionProperties",
            "fieldInjections",
            "inputParameters",
            "outputParameters",
            "activityInfo",
            "processProperties",
            "processVariables"),
        names(METADATA.get("everything")));
  }

  @ParameterizedTest
  @CsvSource({
    "plain, '', ",
    "send, Send it, sent",
    "rule, Rule it, ruled",
    "throw, Throw it, thrown",
    "finish, Finish it, finished",
    "inner, Inside, inside"
  })
  void everyKindOfExternalTaskIsDescribed(String id, String name, String property) {
    JsonNode metadata = METADATA.get(id);
    assertEquals(
        json(
            "{\"id\":\"%s\",\"name\":\"%s\",\"type\":\"external\",\"topic\":\"bitrix24\"}"
                .formatted(id, name)),
        metadata.path("activityInfo"));
    assertEquals(property, metadata.path("extensionProperties").path("p").asText(null));
  }

  @Test
  void processPropertiesAreTheProcesssOwn() {
    for (Map.Entry<String, JsonNode> entry : METADATA.entrySet()) {
      assertEquals(
          json("{\"diagramId\": \"17\"}"),
          entry.getValue().path("processProperties"),
          entry.getKey());
    }
  }

  @Test
  void propertiesOfATaskAreNotThoseOfAProcessWithoutAny() {
    String task = Bpmn.serviceTask("task", "bitrix24", PROPERTIES.formatted("task's", "own"));
    corner.engine().deploy(Bpmn.process("poor", task));
    corner.engine().start("poor");
    JsonNode metadata = nextMetadata();
    assertEquals(json("{}"), metadata.path("processProperties"));
    assertEquals(json("{\"task's\": \"own\"}"), metadata.path("extensionProperties"));
  }

  @Test
  void propertiesOfTwoPoolsAreKeptApart() {
    corner.engine().deploy(TWO_POOLS);
    for (String pool : List.of("east", "west")) {
      corner.engine().start(pool);
      assertEquals(
          json("{\"pool\": \"%s\"}".formatted(pool)), nextMetadata().path("processProperties"));
    }
  }

  @Test
  void anActivityThatIsNotInTheDocumentGetsTheProcesssPropertiesOnly() {
    String other =
        Bpmn.any(
            "other",
            "<extensionElements>" + PROPERTIES.formatted("of", "all") + "</extensionElements>");
    String answer = Json.write(Map.of("id", "x", "bpmn20Xml", other));
    proxy.always("GET .*changed.*/xml", FaultyProxy.status(200, answer));
    corner.engine().deploy(Bpmn.oneTask("changed", "bitrix24"));
    corner.engine().start("changed");
    JsonNode metadata = nextMetadata();
    assertEquals(List.of("processProperties", "processVariables"), names(metadata));
    assertEquals(json("{\"of\": \"all\"}"), metadata.path("processProperties"));
  }

  @Test
  void aDocumentIsAskedForOncePerDefinition() {
    corner.engine().deploy(Bpmn.oneTask("cached", "bitrix24"));
    for (int i = 0; i < 5; i++) {
      corner.engine().start("cached");
      nextMetadata();
    }
    assertEquals(1, proxy.seen("GET .*cached.*/xml"));
    corner.engine().deploy(Bpmn.oneTask("cached", "bitrix24").replace("Task task", "New"));
    corner.engine().start("cached");
    assertEquals("New", nextMetadata().path("activityInfo").path("name").asText());
    assertEquals(2, proxy.seen("GET .*cached.*/xml"));
  }

  @Test
  void aDocumentThatDoesNotComeDelaysOnlyItsOwnTasks() {
    proxy.always("GET .*stuck.*/xml", FaultyProxy.silence());
    corner.engine().deploy(Bpmn.oneTask("stuck", "bitrix24"));
    corner.engine().deploy(Bpmn.oneTask("quick", "bitrix24"));
    String stuck = corner.engine().start("stuck");
    Eventually.that("asked for", () -> proxy.seen("GET .*stuck.*/xml") == 1);
    String quick = corner.engine().start("quick");
    assertEquals(quick, json(corner.broker().take(QUEUE)).path("process_instance_id").asText());
    proxy.heal();
    assertEquals(stuck, json(corner.broker().take(QUEUE)).path("process_instance_id").asText());
  }

  @Test
  void aDocumentThatTheEngineCannotGiveNowIsNotAskedForInATightLoop() {
    proxy.always("GET .*absent.*/xml", FaultyProxy.status(503, ""));
    corner.engine().deploy(Bpmn.oneTask("absent", "bitrix24"));
    long started = System.nanoTime();
    corner.engine().start("absent");
    Eventually.that("asked for again and again", () -> proxy.seen("GET .*absent.*/xml") >= 3);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    assertTrue(took.toMillis() > 1900, took::toString);
    assertEquals(0, corner.broker().ready(QUEUE));
    proxy.heal();
    assertEquals("task", nextMetadata().path("activityInfo").path("id").asText());
  }

  private static final String PROPERTIES =
      """
      <camunda:properties><camunda:property name="%s" value="%s"/></camunda:properties>
      """;

  private static final String TWO_POOLS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
        <process id="east" isExecutable="true">
          <extensionElements><camunda:properties>
            <camunda:property name="pool" value="east"/>
          </camunda:properties></extensionElements>
          <startEvent id="s1"/><sequenceFlow id="f1" sourceRef="s1" targetRef="t1"/>
          <serviceTask id="t1" camunda:type="external" camunda:topic="bitrix24"/>
        </process>
        <process id="west" isExecutable="true">
          <extensionElements><camunda:properties>
            <camunda:property name="pool" value="west"/>
          </camunda:properties></extensionElements>
          <startEvent id="s2"/><sequenceFlow id="f2" sourceRef="s2" targetRef="t2"/>
          <serviceTask id="t2" camunda:type="external" camunda:topic="bitrix24"/>
        </process>
      </definitions>
      """;

  private static final String RICH =
      """
      <extensionElements><camunda:properties>
        <camunda:property name="diagramId" value="17"/>
        <camunda:property name="empty" value=""/>
      </camunda:properties></extensionElements>
      <startEvent id="start"/><sequenceFlow id="f" sourceRef="start" targetRef="fork"/>
      <parallelGateway id="fork"/>
      <sequenceFlow id="f1" sourceRef="fork" targetRef="plain"/>
      <serviceTask id="plain" camunda:type="external" camunda:topic="bitrix24"/>
      <sequenceFlow id="f2" sourceRef="fork" targetRef="properties"/>
      <serviceTask id="properties" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements><camunda:properties>
          <camunda:property name="one" value="1"/>
          <camunda:property name="русский" value="да &amp; нет"/>
          <camunda:property name="" value="no name"/>
          <camunda:property name="no value" value=""/>
        </camunda:properties></extensionElements>
      </serviceTask>
      <sequenceFlow id="f3" sourceRef="fork" targetRef="emptyProperties"/>
      <serviceTask id="emptyProperties" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements><camunda:properties>
          <camunda:property name="x" value=""/>
        </camunda:properties></extensionElements>
      </serviceTask>
      <sequenceFlow id="f4" sourceRef="fork" targetRef="fields"/>
      <serviceTask id="fields" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements>
          <camunda:field name="a" stringValue="text"/>
          <camunda:field name="b"><camunda:string>long text</camunda:string></camunda:field>
          <camunda:field name="c" expression="${c}"/>
          <camunda:field name="d"><camunda:expression>${d + 1}</camunda:expression></camunda:field>
        </extensionElements>
      </serviceTask>
      <sequenceFlow id="f5" sourceRef="fork" targetRef="inputs"/>
      <serviceTask id="inputs" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements><camunda:inputOutput>
          <camunda:inputParameter name="text">plain</camunda:inputParameter>
          <camunda:inputParameter name="expression">${1 + 1}</camunda:inputParameter>
          <camunda:inputParameter name="empty"/>
          <camunda:inputParameter name="list"><camunda:list>
            <camunda:value>a</camunda:value><camunda:value>${2 + 2}</camunda:value>
            <camunda:list><camunda:value>b</camunda:value></camunda:list>
          </camunda:list></camunda:inputParameter>
          <camunda:inputParameter name="map"><camunda:map>
            <camunda:entry key="k">v</camunda:entry>
            <camunda:entry key="nested"><camunda:map>
              <camunda:entry key="list"><camunda:list>
                <camunda:value>1</camunda:value>
                <camunda:map><camunda:entry key="deep">2</camunda:entry></camunda:map>
              </camunda:list></camunda:entry>
            </camunda:map></camunda:entry>
          </camunda:map></camunda:inputParameter>
          <camunda:inputParameter name="script">
            <camunda:script scriptFormat="juel">${3 + 3}</camunda:script>
          </camunda:inputParameter>
        </camunda:inputOutput></extensionElements>
      </serviceTask>
      <sequenceFlow id="f6" sourceRef="fork" targetRef="outputs"/>
      <serviceTask id="outputs" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements><camunda:inputOutput>
          <camunda:outputParameter name="result">${1 + 2}</camunda:outputParameter>
          <camunda:outputParameter name="both"><camunda:list>
            <camunda:value>x</camunda:value>
          </camunda:list></camunda:outputParameter>
        </camunda:inputOutput></extensionElements>
      </serviceTask>
      <sequenceFlow id="f7" sourceRef="fork" targetRef="everything"/>
      <serviceTask id="everything" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements>
          <camunda:inputOutput>
            <camunda:inputParameter name="i">1</camunda:inputParameter>
            <camunda:outputParameter name="o">2</camunda:outputParameter>
          </camunda:inputOutput>
          <camunda:field name="a" stringValue="text"/>
          <camunda:properties><camunda:property name="p" value="v"/></camunda:properties>
        </extensionElements>
      </serviceTask>
      <sequenceFlow id="f8" sourceRef="fork" targetRef="send"/>
      <sendTask id="send" name="Send it" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements><camunda:properties>
          <camunda:property name="p" value="sent"/>
        </camunda:properties></extensionElements>
      </sendTask>
      <sequenceFlow id="f9" sourceRef="fork" targetRef="rule"/>
      <businessRuleTask id="rule" name="Rule it" camunda:type="external" camunda:topic="bitrix24">
        <extensionElements><camunda:properties>
          <camunda:property name="p" value="ruled"/>
        </camunda:properties></extensionElements>
      </businessRuleTask>
      <sequenceFlow id="f10" sourceRef="fork" targetRef="throw"/>
      <intermediateThrowEvent id="throw" name="Throw it">
        <extensionElements><camunda:properties>
          <camunda:property name="p" value="thrown"/>
        </camunda:properties></extensionElements>
        <messageEventDefinition camunda:type="external" camunda:topic="bitrix24"/>
      </intermediateThrowEvent>
      <sequenceFlow id="f11" sourceRef="fork" targetRef="finish"/>
      <endEvent id="finish" name="Finish it">
        <extensionElements><camunda:properties>
          <camunda:property name="p" value="finished"/>
        </camunda:properties></extensionElements>
        <messageEventDefinition camunda:type="external" camunda:topic="bitrix24"/>
      </endEvent>
      <sequenceFlow id="f12" sourceRef="fork" targetRef="sub"/>
      <subProcess id="sub">
        <extensionElements><camunda:properties>
          <camunda:property name="ofTheSubProcess" value="no"/>
        </camunda:properties></extensionElements>
        <startEvent id="s"/><sequenceFlow id="f13" sourceRef="s" targetRef="inner"/>
        <serviceTask id="inner" name="Inside" camunda:type="external" camunda:topic="bitrix24">
          <extensionElements><camunda:properties>
            <camunda:property name="p" value="inside"/>
          </camunda:properties></extensionElements>
        </serviceTask>
      </subProcess>
      """;
}
