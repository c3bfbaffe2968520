package tests.tools.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.config.SystemRoute;
import lib.base.json.Json;
import lib.tools.worker.UniversalWorker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tests.support.Bpmn;
import tests.support.Eventually;
import tests.support.FaultyProxy;
import tests.support.Servers;
import tests.support.TestEnvironment;

/** What arrives in the systems' queues: the wire format of task messages, and their routing. */
@Tag("engine")
@Tag("rabbitmq")
class TaskMessageTest {

  private static final SettingsSources NO_SOURCES =
      new SettingsSources(Map.of(), Map.of(), Path.of("/nowhere"), Optional.empty());

  private final TestEnvironment corner = new TestEnvironment();
  private UniversalWorker worker;

  @BeforeEach
  void routeUnknownTopicsToo() {
    corner.with("WORKER_TOPICS", "all");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (worker != null) {
      worker.stop();
    }
    corner.close();
  }

  private static JsonNode json(GetResponse message) {
    try {
      return Json.MAPPER.readTree(message.getBody());
    } catch (IOException e) {
      throw new AssertionError("not JSON", e);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void hasTheFieldsOrderAndTypesOfTheWireFormat() throws Exception {
    corner.engine().deploy(Bpmn.process("golden", GOLDEN_TASK));
    String instance =
        corner
            .engine()
            .post(
                "/process-definition/key/golden/tenant-id/" + corner.name() + "/start",
                Map.of(
                    "businessKey",
                    "ЗАКАЗ-1",
                    "variables",
                    Map.of(
                        "name", Map.of("value", "Иван", "type", "String"),
                        "amount", Map.of("value", 5, "type", "Long"))))
            .path("id")
            .asText();
    JsonNode task = corner.engine().taskOf(instance);
    worker = corner.startWorker();
    GetResponse message = corner.broker().take("bitrix24.queue");
    JsonNode body = json(message);
    String expected =
        GOLDEN_BODY
            .replace("TASK_ID", task.path("id").asText())
            .replace("INSTANCE_ID", instance)
            .replace("ACTIVITY_INSTANCE", task.path("activityInstanceId").asText())
            .replace("HOLDER", corner.engine().taskOf(instance).path("workerId").asText())
            .replace("CREATED", task.path("createTime").asText())
            .replace("TENANT", corner.name())
            .replace("\"TIMESTAMP\"", body.path("timestamp").asText());
    JsonNode golden = Json.MAPPER.readTree(expected);
    assertEquals(golden, body);
    assertEquals(names(golden), names(body));
    assertEquals(names(golden.path("metadata")), names(body.path("metadata")));
    assertEquals(
        List.of("type", "value", "valueInfo"), names(body.path("process_variables").path("name")));
    assertTrue(body.path("timestamp").isIntegralNumber());
  }

  @Test
  void carriesTheAmqpPropertiesByWhichConsumersRecogniseIt() throws Exception {
    corner.engine().deploy(Bpmn.oneTask("properties", "op_create_task"));
    String instance = corner.engine().start("properties");
    String task = corner.engine().taskOf(instance).path("id").asText();
    worker = corner.startWorker();
    GetResponse message = corner.broker().take("openproject.queue");
    var properties = message.getProps();
    assertEquals("camunda.external.tasks", message.getEnvelope().getExchange());
    assertEquals("openproject.op_create_task", message.getEnvelope().getRoutingKey());
    assertEquals(2, properties.getDeliveryMode());
    assertEquals("application/json", properties.getContentType());
    assertEquals("utf-8", properties.getContentEncoding());
    assertEquals(task, properties.getMessageId());
    assertEquals(instance, properties.getCorrelationId());
    assertEquals("universal-camunda-worker", properties.getAppId());
    assertEquals("camunda.external-task", properties.getType());
    long seconds = properties.getTimestamp().getTime() / 1000;
    assertEquals(json(message).path("timestamp").asLong() / 1000, seconds);
    assertNull(properties.getReplyTo());
    Map<String, String> headers = new TreeMap<>();
    properties.getHeaders().forEach((k, v) -> headers.put(k, v.toString()));
    assertEquals(
        Map.of(
            "camunda_topic",
            "op_create_task",
            "target_system",
            "openproject",
            "task_id",
            task,
            "process_instance_id",
            instance),
        headers);
  }

  @Test
  void everyMappedTopicReachesTheQueueOfItsSystem() throws Exception {
    RoutingTable table = Settings.load(NO_SOURCES).routing();
    Map<String, List<String>> expected = new TreeMap<>();
    for (SystemRoute route : table.systems()) {
      expected.put(route.queue(), route.topics().stream().sorted().toList());
    }
    List<String> topics = new ArrayList<>(table.mappedTopics());
    assertEquals(27, topics.size());
    topics.addAll(List.of("bitrix24.create.lead", "totally.unknown", "nobody_does_this"));
    expected.merge("bitrix24.queue", List.of("bitrix24.create.lead"), TaskMessageTest::sorted);
    expected.put("default.queue", List.of("nobody_does_this", "totally.unknown"));
    corner.engine().deploy(allTopicsAtOnce(topics));
    corner.engine().start("allTopics");
    worker = corner.startWorker();
    Map<String, List<String>> arrived = new TreeMap<>();
    for (Map.Entry<String, List<String>> queue : expected.entrySet()) {
      Eventually.that(
          queue.getValue().size() + " messages in " + queue.getKey(),
          () -> corner.broker().ready(queue.getKey()) >= queue.getValue().size());
      arrived.put(
          queue.getKey(),
          corner.broker().takeAll(queue.getKey()).stream()
              .map(m -> json(m).path("topic").asText())
              .sorted()
              .toList());
    }
    assertEquals(expected, arrived);
  }

  private static List<String> sorted(List<String> a, List<String> b) {
    List<String> both = new ArrayList<>(a);
    both.addAll(b);
    return both.stream().sorted().toList();
  }

  /** One instance that waits in a task of every topic at the same time. */
  private static String allTopicsAtOnce(List<String> topics) {
    StringBuilder content =
        new StringBuilder(
            "<startEvent id='start'/><sequenceFlow id='f' sourceRef='start' targetRef='fork'/>"
                + "<parallelGateway id='fork'/>");
    for (int i = 0; i < topics.size(); i++) {
      content.append("<sequenceFlow id='to%d' sourceRef='fork' targetRef='t%d'/>".formatted(i, i));
      content.append(Bpmn.serviceTask("t" + i, topics.get(i), ""));
    }
    return Bpmn.any("allTopics", content.toString());
  }

  @Test
  void goesOutInOrderOfPriorityAndThenOfAge() throws Exception {
    corner.engine().deploy(Bpmn.process("queue", PRIORITY_TASK));
    List<String> expected = new ArrayList<>();
    for (String mark : List.of("old", "young")) {
      start("queue", mark, 0);
    }
    start("queue", "urgent", 50);
    expected.addAll(List.of("urgent", "old", "young"));
    worker = corner.startWorker();
    Eventually.that("three messages", () -> corner.broker().ready("1c.queue") == 3);
    List<String> arrived =
        corner.broker().takeAll("1c.queue").stream()
            .map(m -> json(m).path("variables").path("mark").asText())
            .toList();
    assertEquals(expected, arrived);
  }

  private void start(String key, String mark, int priority) {
    corner
        .engine()
        .start(key, Map.of("mark", Map.of("value", mark), "urgency", Map.of("value", priority)));
  }

  @Test
  void isSentWithAnEmptyModelWhereTheUserMayNotReadIt() throws Exception {
    corner.engine().deploy(Bpmn.oneTask("secret", "send_email"));
    String instance = corner.engine().start("secret");
    try (FaultyProxy proxy = new FaultyProxy(Servers.engine().baseUrl())) {
      proxy.always("GET .*/xml", FaultyProxy.status(403, "{\"type\":\"x\",\"message\":\"no\"}"));
      corner.with("CAMUNDA_BASE_URL", proxy.baseUrl().toString());
      worker = corner.startWorker();
      JsonNode body = json(corner.broker().take("python-services.queue"));
      assertEquals(instance, body.path("process_instance_id").asText());
      assertEquals(List.of("processVariables"), names(body.path("metadata")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "windows-1251", "KOI8-R", "UTF-16", "UTF-16LE"})
  void hasTheMetadataOfAModelInAnyEncoding(String encoding) throws Exception {
    String bpmn = Bpmn.oneTask("encoded", "bitrix24").replace("Task task", "Проверить заявку");
    String declared = encoding.replace("LE", "");
    String mark = encoding.matches("UTF-(8|16LE)") ? "\uFEFF" : "";
    String text = mark + bpmn.replace("encoding=\"UTF-8\"", "encoding=\"" + declared + "\"");
    corner.engine().deploy(text.getBytes(encoding));
    corner.engine().start("encoded");
    worker = corner.startWorker();
    JsonNode body = json(corner.broker().take("bitrix24.queue"));
    assertEquals("Проверить заявку", body.at("/metadata/activityInfo/name").asText());
    assertEquals(0, worker.status().errors().size(), () -> worker.status().errors().toString());
  }

  private static final String PRIORITY_TASK =
      """
      <serviceTask id="task" camunda:type="external" camunda:topic="1c_sync_data"
          camunda:taskPriority="${urgency}"/>
      """;

  private static final String GOLDEN_TASK =
      """
      <serviceTask id="task" name="Создать задачу" camunda:type="external"
          camunda:topic="bitrix_create_task" camunda:taskPriority="7">
        <extensionElements>
          <camunda:properties>
            <camunda:property name="UF_RESULT_EXPECTED" value="1"/>
          </camunda:properties>
          <camunda:inputOutput>
            <camunda:inputParameter name="greeting">Привет, ${name}</camunda:inputParameter>
          </camunda:inputOutput>
        </extensionElements>
      </serviceTask>
      """;

  private static final String GOLDEN_BODY =
      """
      {
        "task_id": "TASK_ID",
        "topic": "bitrix_create_task",
        "system": "bitrix24",
        "variables": {"amount": 5, "name": "Иван", "greeting": "Привет, Иван"},
        "process_variables": {
          "amount": {"type": "Long", "value": 5, "valueInfo": {}},
          "name": {"type": "String", "value": "Иван", "valueInfo": {}}
        },
        "process_instance_id": "INSTANCE_ID",
        "process_definition_key": "golden",
        "activity_id": "task",
        "activity_instance_id": "ACTIVITY_INSTANCE",
        "worker_id": "HOLDER",
        "retries": null,
        "created_time": "CREATED",
        "priority": 7,
        "tenant_id": "TENANT",
        "business_key": "ЗАКАЗ-1",
        "timestamp": "TIMESTAMP",
        "metadata": {
          "extensionProperties": {"UF_RESULT_EXPECTED": "1"},
          "inputParameters": {"greeting": "Привет, ${name}"},
          "activityInfo": {
            "id": "task",
            "name": "Создать задачу",
            "type": "external",
            "topic": "bitrix_create_task"
          },
          "processProperties": {},
          "processVariables": {
            "amount": {"type": "Long", "value": 5, "valueInfo": {}},
            "name": {"type": "String", "value": "Иван", "valueInfo": {}}
          }
        }
      }
      """;
}
