package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.base.json.Json;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologySetup;

/** The diagnosis of a corner of the shared servers, and what it says in JSON. */
public final class DiagnosisRun implements AutoCloseable {

  private static final String TOOL = "worker_diagnostics.java";

  private final TestEnvironment corner = new TestEnvironment();

  public DiagnosisRun() {
    corner.with("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + Servers.rabbit().managementPort());
  }

  public TestEnvironment corner() {
    return corner;
  }

  /** The tool, in English, without a log file. */
  public Command tool(String... arguments) {
    return corner.command(TOOL, arguments);
  }

  /** The tool for no server at all, in English, without a log file. */
  public static Command nowhere(String... arguments) {
    return Command.of(TOOL, arguments)
        .env("CAMUNDA_BASE_URL", "http://127.0.0.1:1/engine-rest")
        .env("RABBITMQ_HOST", "127.0.0.1")
        .env("RABBITMQ_PORT", "1")
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "");
  }

  /** Makes everything well: a process is deployed and the topology declared. */
  public void prepare() {
    corner.engine().deploy(Bpmn.oneTask("diagnosed", "send_email"));
    declare();
  }

  /** Declares what is missing of the topology, as the worker does. */
  public void declare() {
    Map<String, String> environment = new TreeMap<>(corner.environment());
    Settings settings =
        Settings.load(
            new SettingsSources(Map.of(), environment, Path.of("/nowhere"), Optional.empty()));
    Topology topology = Topology.of(settings.rabbit(), settings.routing());
    try (Connection connection = new BrokerConnector(settings.rabbit()).connect("test")) {
      TopologySetup.ensure(connection, "here", topology);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a user of the broker with rights in this corner; returns the tool as that user. */
  public Command as(String configure, String write, String read, String tags, String... arguments) {
    String user = corner.name() + "-user";
    corner.management().put("/api/users/" + user, Map.of("password", "secret", "tags", tags));
    corner
        .management()
        .put(
            "/api/permissions/" + corner.name() + "/" + user,
            Map.of("configure", configure, "write", write, "read", read));
    return tool(arguments).env("RABBITMQ_USERNAME", user).env("RABBITMQ_PASSWORD", "secret");
  }

  public static JsonNode json(Command.Result result) {
    try {
      return Json.MAPPER.readTree(result.stdout());
    } catch (IOException e) {
      throw new UncheckedIOException(result.toString(), e);
    }
  }

  /** All checks of a document with an id. */
  public static Stream<JsonNode> checks(JsonNode document, String id) {
    return StreamSupport.stream(document.path("checks").spliterator(), false)
        .filter(check -> check.path("id").asText().equals(id));
  }

  /**
   * The finding of a check.
   *
   * @param object part of the name of what was checked
   * @throws AssertionError if there is none like it
   */
  public static JsonNode finding(JsonNode document, String id, String object, String kind) {
    return checks(document, id)
        .filter(check -> check.path("object").asText("").contains(object))
        .filter(check -> check.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(id + " " + object + " " + kind + " expected: " + document));
  }

  /** The same if there is only one object. */
  public static JsonNode finding(JsonNode document, String id, String kind) {
    return finding(document, id, "", kind);
  }

  @Override
  public void close() {
    corner.close();
  }
}
