package tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tests.support.Command;
import tests.support.DeployedCommands;
import tests.support.TestEnvironment;
import tests.support.WatchedWorker;

/** The Zabbix template against what the tools print: every path leads to a value. */
@Tag("cli")
@Tag("engine")
@Tag("rabbitmq")
class ZabbixTest {

  private static final Configuration JSON_PATH =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .build();
  private static final Pattern KEY_IN_EXPRESSION = Pattern.compile("\\(/[^/]+/([\\w.]+)");

  private final TestEnvironment corner = new TestEnvironment();

  @AfterEach
  void clean() {
    corner.close();
  }

  @Test
  void everyPathFindsItsValueInWhatTheToolsPrint() throws IOException {
    corner.command("worker.java", "--once").run().expect(0);
    Map<String, JsonNode> documents = documents();
    List<String> empty = new ArrayList<>();
    for (JsonNode item : template().path("items")) {
      String key = item.path("key").asText();
      if (!documents.containsKey(key)) {
        JsonNode value = value(documents, item, "");
        if (value.isMissingNode() || value.isNull() && !discardsNull(item)) {
          empty.add(key);
        }
      }
    }
    assertEquals(List.of(), empty, documents.toString());
  }

  /** Unlike a wrong path, which would be discarded without a word. */
  @Test
  void whatOnlyWorkersKnowIsThereIfOneAnswers() throws IOException {
    try (WatchedWorker worker = WatchedWorker.start(corner).awaitHealthy()) {
      corner.with("WORKER_STATUS_URLS", worker.url());
      Map<String, JsonNode> documents = documents();
      int seen = 0;
      for (JsonNode item : template().path("items")) {
        if (item.at("/preprocessing/0/parameters/0").asText().startsWith("$.summary.")) {
          JsonNode value = value(documents, item, "");
          assertTrue(value.isNumber(), item + " finds " + value);
          seen++;
        }
      }
      assertTrue(seen > 5, "items of the workers: " + seen);
    }
  }

  /** Zabbix makes text of a JSON null, which is no number. */
  private static boolean discardsNull(JsonNode item) {
    JsonNode step = item.at("/preprocessing/1");
    return step.path("type").asText().equals("NOT_MATCHES_REGEX")
        && "null".matches(step.at("/parameters/0").asText())
        && step.path("error_handler").asText().equals("DISCARD_VALUE");
  }

  @Test
  void everyQueueIsDiscoveredAndHasItsNumbers() throws IOException {
    corner.command("worker.java", "--once").run().expect(0);
    corner.broker().send("default.queue", "{}");
    Map<String, JsonNode> documents = documents();
    JsonNode rule = template().at("/discovery_rules/0");
    JsonNode queues = value(documents, rule, "");
    assertEquals(7, queues.size(), queues.toString());
    for (JsonNode queue : queues) {
      String name = queue.path("name").asText();
      long expected = name.equals("default.queue") ? 1 : 0;
      JsonNode messages = value(documents, rule.at("/item_prototypes/0"), name);
      assertEquals(expected, messages.path(0).asLong(-1), name + ": " + messages);
      JsonNode consumers = value(documents, rule.at("/item_prototypes/1"), name);
      assertTrue(consumers.path(0).isNumber(), name + ": " + consumers);
    }
  }

  @Test
  void aDocumentWithAnErrorStillGivesAStatus() throws IOException {
    JsonNode item = item("ucw.status.exit_code");
    JsonNode step = item.at("/preprocessing/0");
    assertEquals("CUSTOM_VALUE", step.path("error_handler").asText());
    assertEquals("3", step.path("error_handler_params").asText());
    corner.with("RABBITMQ_PORT", "no number");
    Command.Result failed = run("ucw.status", 3);
    JsonNode document = (JsonNode) JSON_PATH.jsonProvider().parse(failed.stdout());
    assertTrue(document.has("error"), failed.toString());
  }

  @Test
  void everyItemHasAMasterAndEveryTriggerAnItem() throws IOException {
    Set<String> keys = new HashSet<>();
    template().path("items").forEach(item -> keys.add(item.path("key").asText()));
    template()
        .findValues("master_item")
        .forEach(m -> assertThat(keys).as(m.toString()).contains(m.path("key").asText()));
    keys.add("ucw.queue.messages");
    for (String expression : template().findValuesAsText("expression")) {
      KEY_IN_EXPRESSION
          .matcher(expression)
          .results()
          .forEach(used -> assertThat(keys).as(expression).contains(used.group(1)));
    }
  }

  /** What each user parameter gives, by its key. */
  private Map<String, JsonNode> documents() throws IOException {
    Map<String, JsonNode> documents = new LinkedHashMap<>();
    for (String key : parameters().keySet()) {
      String output = run(key, 2, 0).stdout();
      documents.put(key, (JsonNode) JSON_PATH.jsonProvider().parse(output));
    }
    return documents;
  }

  private Command.Result run(String key, int... exitCodes) throws IOException {
    Command.Result result = new DeployedCommands(corner).shell(parameters().get(key)).run();
    for (int code : exitCodes) {
      if (result.exitCode() == code) {
        return result;
      }
    }
    throw new AssertionError(result.toString());
  }

  private static Map<String, String> parameters() throws IOException {
    Map<String, String> commands = new LinkedHashMap<>();
    for (String line :
        Files.readAllLines(DeployedCommands.file("zabbix/universal_camunda_worker.conf"))) {
      if (line.startsWith("UserParameter=")) {
        String[] parts = line.substring("UserParameter=".length()).split(",", 2);
        commands.put(parts[0], parts[1]);
      }
    }
    return commands;
  }

  /** What the item's JSONPath finds; {@code .first()} and the like are Zabbix's own. */
  private static JsonNode value(Map<String, JsonNode> documents, JsonNode item, String queue) {
    String path =
        item.at("/preprocessing/0/parameters/0")
            .asText()
            .replace("{#QUEUE}", queue)
            .replaceFirst("\\.first\\(\\)$", "");
    JsonNode document = documents.get(item.at("/master_item/key").asText());
    return JsonPath.using(JSON_PATH).parse(document).read(path);
  }

  private static JsonNode item(String key) throws IOException {
    for (JsonNode item : template().path("items")) {
      if (item.path("key").asText().equals(key)) {
        return item;
      }
    }
    throw new AssertionError("no item " + key);
  }

  private static JsonNode template() throws IOException {
    var file = DeployedCommands.file("zabbix/universal_camunda_worker.yaml").toFile();
    return new YAMLMapper().readTree(file).at("/zabbix_export/templates/0");
  }
}
