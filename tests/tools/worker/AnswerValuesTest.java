package tests.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import lib.base.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tests.support.Answering;
import tests.support.Bpmn;
import tests.support.RawHeaders;
import tests.support.Servers;

/** Values in answers: what they become in the process, and what is refused by its name. */
@Tag("engine")
@Tag("rabbitmq")
class AnswerValuesTest {

  private static final Answering ANSWERING = new Answering();

  private static final String INPUT =
      "<camunda:inputOutput><camunda:inputParameter name=\"bitrix_task_id\">old"
          + "</camunda:inputParameter></camunda:inputOutput>";

  @BeforeAll
  static void start() throws InterruptedException {
    ANSWERING.corner().with("WORKER_RETURN_ORIGINAL_VARIABLES", "true");
    ANSWERING.corner().engine().deploy(Bpmn.oneTask("one", "bitrix24"));
    ANSWERING
        .corner()
        .engine()
        .deploy(Bpmn.process("hiding", Bpmn.serviceTask("task", "bitrix24", INPUT)));
    ANSWERING.start();
  }

  @AfterAll
  static void stop() {
    ANSWERING.close();
  }

  private static JsonNode json(String text) throws IOException {
    return Json.MAPPER.readTree(text.replace('\'', '"'));
  }

  private static ObjectNode complete(JsonNode task, String variables) throws IOException {
    ObjectNode answer = Answering.older(task, "complete");
    answer.set("variables", json(variables));
    return answer;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'value':'blue','type':'string'}                    | String  | blue
          {'value':'blue','type':'String','valueInfo':{}}     | String  | blue
          {'value':7,'type':'integer'}                        | Integer | 7
          {'value':true,'type':'boolean'}                     | Boolean | true
          {'value':{'a':[1]},'type':'json'}                   | Json    | {"a":[1]}
          {'value':'2026-12-01T10:00:00Z','type':'date'}      | Date    | 2026-12-01
          {'value':'2026-12-01T10:00:00.5+00:00','type':'Date'} | Date  | 2026-12-01
          {'value':'blue','kind':'string'}                    | Json    | {"value":"blue","kind":"string"}
          9000000000                                          | Long    | 9000000000
          """)
  void haveTheTypeThatTheySay(String value, String type, String stored) throws Exception {
    JsonNode task = ANSWERING.taskMessage("one");
    ANSWERING.send(complete(task, "{'colour':" + value + "}"));
    ANSWERING.awaitCompleted(task);
    JsonNode variable = ANSWERING.variable(task, "colour");
    assertEquals(type, variable.path("type").asText());
    assertThat(variable.path("value").asText()).as(variable::toString).startsWith(stored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'colour':{'value':'blue','type':'Colour'}}    | variable 'colour' has the unknown type 'Colour'
          {'colour':{'value':1,'type':'LONG'}}           | variable 'colour' has the unknown type 'LONG'
          {'colour':{'value':1,'type':''}}               | variable 'colour' has the unknown type ''
          {'big':1e400}                                  | variable 'big' is too large for Double: 1E+400
          {'big':-1e400}                                 | variable 'big' is too large for Double: -1E+400
          {'big':12345678901234567890}                   | variable 'big' is too large for Long: 12345678901234567890
          {'n':{'value':3000000000,'type':'Integer'}}    | variable 'n' is too large for Integer: 3000000000
          {'n':{'value':70000,'type':'short'}}           | variable 'n' is too large for Short: 70000
          """)
  void areRefusedByTheirNamesWhereNoVariableCanHaveThem(String variables, String why)
      throws Exception {
    JsonNode task = ANSWERING.taskMessage("one");
    ANSWERING.send(complete(task, variables));
    JsonNode error = ANSWERING.takeError();
    assertEquals("processing_exception", error.at("/error_info/type").asText());
    assertEquals(why, error.at("/error_info/message").asText());
    assertEquals("ACTIVE", ANSWERING.corner().engine().stateOf(Answering.instanceOf(task)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'retries':1,'retry_timeout':9223372036854775807    | retry_timeout is not a whole number from 0 to 3155760000000: 9223372036854775807
          'retries':2147483648,'retry_timeout':1             | retries is not a whole number from 0 to 2147483647: 2147483648
          'retries':1,'retry_timeout':3155760000001          | retry_timeout is not a whole number from 0 to 3155760000000: 3155760000001
          'retries':1,'retry_timeout':1e400                  | retry_timeout is not a whole number from 0 to 3155760000000: 1E+400
          """)
  void ofFailuresAreRefusedWhereTheyAreAbsurd(String numbers, String why) throws Exception {
    JsonNode task = ANSWERING.taskMessage("one");
    String id = task.path("task_id").asText();
    ANSWERING.send(
        json("{'task_id':'" + id + "','response_type':'failure'," + numbers + "}").toString());
    assertEquals(why, ANSWERING.takeError().at("/error_info/message").asText());
  }

  @Test
  void tooLongForTheEnginesTablesAreTheAnswersFault() throws Exception {
    JsonNode task = ANSWERING.taskMessage("one");
    ObjectNode answer = Answering.older(task, "complete");
    answer.putObject("variables").put("short", "x").put("story", "я".repeat(4001));
    ANSWERING.send(answer);
    JsonNode error = ANSWERING.takeError();
    assertEquals("processing_exception", error.at("/error_info/type").asText());
    assertEquals(
        "variable 'story' is a String of 4001 characters, the engine's tables hold 4000",
        error.at("/error_info/message").asText());
    assertEquals(500, error.at("/error_info/http_status_code").asInt());
  }

  @ParameterizedTest
  @CsvSource({"x, 256", "я, 300", "🎯, 200"})
  void namesThatAreTooLongForThemAreTheAnswersFaultToo(String letter, int times) throws Exception {
    String name = letter.repeat(times);
    ObjectNode answer = Answering.older(ANSWERING.taskMessage("one"), "complete");
    answer.putObject("variables").put("short", "x").put(name, 1);
    ANSWERING.send(answer);
    JsonNode error = ANSWERING.takeError();
    assertEquals("processing_exception", error.at("/error_info/type").asText());
    assertThat(error.at("/error_info/message").asText())
        .startsWith("the name of variable '" + letter)
        .endsWith("has " + name.length() + " characters, the engine's tables hold 255");
  }

  @ParameterizedTest
  @CsvSource({"900", "1000", "1001", "5000"})
  void ofTooManyLevelsAreSetAsideWhole(int levels) throws Exception {
    String body = "{\"nothing\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
    ANSWERING.send(body);
    JsonNode error = ANSWERING.takeError();
    assertEquals("json_parse_error", error.at("/error_info/type").asText());
    assertEquals(body, error.at("/original_message/raw_body").asText());
  }

  @Test
  void ofManyLevelsAreStoredAndGoOutAgainAsText() throws Exception {
    String deep = "[".repeat(800) + "]".repeat(800);
    JsonNode task = ANSWERING.taskMessage("one");
    ANSWERING.send(complete(task, "{'deep':" + deep + "}"));
    ANSWERING.awaitCompleted(task);
    assertEquals(deep, ANSWERING.variable(task, "deep").path("value").asText());
    Map<String, Object> variable =
        Map.of("value", "[".repeat(999) + "]".repeat(999), "type", "Json");
    JsonNode second = ANSWERING.taskMessage("one", Map.of("deep", variable));
    assertEquals(variable.get("value"), second.at("/variables/deep").asText());
    ANSWERING.send(Answering.older(second, "complete"));
    ANSWERING.awaitCompleted(second);
  }

  @Test
  void ofTheOlderContractAreReadThoughAnOriginalMessageIsNamedAsNull() throws Exception {
    JsonNode task = ANSWERING.taskMessage("one");
    ObjectNode answer = complete(task, "{'n':1}");
    answer.putNull("original_message");
    ANSWERING.send(answer);
    ANSWERING.awaitCompleted(task);
    assertEquals("Integer", ANSWERING.variable(task, "n").path("type").asText());
  }

  @Test
  void reachTheProcessThoughAnInputParameterHasTheirName() throws Exception {
    JsonNode task = hidden();
    ANSWERING.send(Answering.ticket(task));
    ANSWERING.awaitCompleted(task);
    assertInProcess("77", task);
  }

  @Test
  void ofTheOlderContractReachItToo() throws Exception {
    JsonNode task = hidden();
    ANSWERING.send(complete(task, "{'bitrix_task_id':'78'}"));
    ANSWERING.awaitCompleted(task);
    assertInProcess("78", task);
  }

  /** The engine tells of a local variable that no input parameter has made. */
  @Test
  void reachTheProcessThoughAnEarlierAnswerHasLeftALocalOne() throws Exception {
    JsonNode task = hidden();
    ObjectNode failure = Answering.older(task, "failure");
    failure.put("retries", 3).put("retry_timeout", 0);
    failure.set("variables", json("{'bitrix_task_id':'79'}"));
    failure.set("local_variables", json("{'score':1}"));
    ANSWERING.send(failure);
    JsonNode again = ANSWERING.again(task);
    assertInProcess("79", task);
    ANSWERING.send(complete(again, "{'score':80}"));
    ANSWERING.awaitCompleted(task);
    assertEquals("80", inProcess("score", task));
  }

  private static JsonNode hidden() {
    return ANSWERING.taskMessage("hiding", Map.of("bitrix_task_id", Map.of("value", "0")));
  }

  private static void assertInProcess(String expected, JsonNode task) {
    assertEquals(expected, inProcess("bitrix_task_id", task));
  }

  private static String inProcess(String name, JsonNode task) {
    JsonNode all =
        ANSWERING
            .corner()
            .engine()
            .get(
                "/history/variable-instance?variableName="
                    + name
                    + "&processInstanceId="
                    + Answering.instanceOf(task));
    String inTheProcess = "";
    for (JsonNode variable : all) {
      if (variable.path("activityInstanceId").asText().equals(Answering.instanceOf(task))) {
        inTheProcess = variable.path("value").asText();
      }
    }
    return inTheProcess;
  }

  @Test
  void thatWereSentOutComeBackWithTheirOwnTypesOrAreLeftAlone() throws Exception {
    Map<String, Object> file =
        Map.of(
            "value", "cGRm",
            "type", "File",
            "valueInfo", Map.of("filename", "a.pdf", "mimeType", "application/pdf"));
    JsonNode task =
        ANSWERING.taskMessage(
            "one",
            Map.of(
                "file", file,
                "bytes", Map.of("value", "cGRm", "type", "Bytes"),
                "number", Map.of("value", 5, "type", "Integer"),
                "day", Map.of("value", "2026-12-01T10:00:00.000+0000", "type", "Date"),
                "nothing", Map.of("type", "Null")));
    JsonNode sent = task.path("process_variables").path("file");
    assertEquals("a.pdf", sent.at("/valueInfo/filename").asText());
    assertEquals("application/pdf", sent.at("/valueInfo/mimeType").asText());
    String content = sent.path("url").asText();
    assertThat(content).as(sent::toString).endsWith("/data");
    assertThat(task.at("/process_variables/bytes/url").asText()).endsWith("/data");
    assertTrue(task.at("/process_variables/number/url").isMissingNode());
    ANSWERING.send(Answering.ticket(task));
    ANSWERING.awaitCompleted(task);
    for (String[] expected :
        new String[][] {
          {"file", "File"},
          {"bytes", "Bytes"},
          {"number", "Integer"},
          {"day", "Date"},
          {"nothing", "Null"}
        }) {
      assertEquals(
          expected[1], ANSWERING.variable(task, expected[0]).path("type").asText(), expected[0]);
    }
  }

  @Test
  void inAnAnswerThatEverybodyCanReadAreAppliedThoughOneBeforeItHasAStrangeHeader()
      throws Exception {
    JsonNode first = ANSWERING.taskMessage("one");
    JsonNode second = ANSWERING.taskMessage("one");
    var raw = new RawHeaders(Servers.rabbit().port(), ANSWERING.corner().name());
    byte[] large = RawHeaders.number(1_732_700_000_123L, 8);
    raw.publish(
        Answering.RESPONSES,
        RawHeaders.field("sent", 'L', large),
        Json.write(Answering.older(first, "complete")));
    ANSWERING.send(Answering.older(second, "complete"));
    ANSWERING.awaitCompleted(first);
    ANSWERING.awaitCompleted(second);
  }

  @Test
  void waitForASuspendedInstanceWithoutHoldingOthersUp() throws Exception {
    JsonNode task = ANSWERING.taskMessage("one");
    String path = "/process-instance/" + Answering.instanceOf(task) + "/suspended";
    ANSWERING.corner().engine().put(path, Map.of("suspended", true));
    for (int i = 0; i < 50; i++) { // More than the consumer has in hand at once.
      ANSWERING.send(Answering.older(task, "complete"));
    }
    JsonNode other = ANSWERING.taskMessage("one");
    ANSWERING.send(Answering.older(other, "complete"));
    ANSWERING.awaitCompleted(other);
    assertEquals("SUSPENDED", ANSWERING.corner().engine().stateOf(Answering.instanceOf(task)));
    ANSWERING.corner().engine().put(path, Map.of("suspended", false));
    ANSWERING.awaitCompleted(task);
    assertEquals(0, ANSWERING.corner().broker().takeAll(Answering.ERRORS).size());
  }
}
