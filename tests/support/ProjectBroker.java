package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import lib.base.config.Settings;
import lib.base.config.SettingsSources;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologySetup;

/**
 * A virtual host for a test of the queue tools, with the project's objects in it if wanted, and
 * users with few rights.
 */
public final class ProjectBroker implements AutoCloseable {

  public static final String TASKS = "camunda.external.tasks";
  public static final String UNROUTED = "camunda.unrouted.tasks";

  private final TestEnvironment corner = new TestEnvironment();
  private final List<String> users = new ArrayList<>();

  public ProjectBroker() {
    corner.with("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:" + Servers.rabbit().managementPort());
  }

  public TestEnvironment corner() {
    return corner;
  }

  public BrokerAccess broker() {
    return corner.broker();
  }

  /** Changes a setting for what is started later. */
  public ProjectBroker with(String variable, String value) {
    corner.with(variable, value);
    return this;
  }

  /** As if the management plugin were not enabled. */
  public ProjectBroker withoutManagement() {
    return with("RABBITMQ_MANAGEMENT_URL", "http://127.0.0.1:1");
  }

  /** A tool of the project, pointed here. */
  public Command tool(String script, String... arguments) {
    return corner.command(script, arguments);
  }

  /** The same on a terminal; stdout and stderr come together. */
  public Command onTerminal(String script, String... arguments) {
    String line = Project.home().resolve(script) + " " + String.join(" ", arguments);
    Command command = Command.program("script", "-qec", line, "/dev/null");
    for (Map.Entry<String, String> e : corner.environment().entrySet()) {
      command = command.env(e.getKey(), e.getValue());
    }
    return command;
  }

  /** The settings that the tools have, with some changed. */
  public Settings settings(Map<String, String> changes) {
    Map<String, String> environment = new TreeMap<>(corner.environment());
    environment.putAll(changes);
    return Settings.load(
        new SettingsSources(Map.of(), environment, Path.of("/nowhere"), Optional.empty()));
  }

  /** Declares what is missing of the configured objects. */
  public ProjectBroker declare() {
    Settings settings = settings(Map.of());
    Topology topology = Topology.of(settings.rabbit(), settings.routing());
    try (Connection connection = new BrokerConnector(settings.rabbit()).connect("test")) {
      TopologySetup.ensure(connection, "here", topology);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return this;
  }

  /** Publishes messages to a queue and waits until they are there. */
  public ProjectBroker fill(String queue, int messages) {
    long before = broker().ready(queue);
    for (int i = 0; i < messages; i++) {
      broker().send(queue, "message " + i);
    }
    Eventually.that(messages + " messages", () -> broker().ready(queue) == before + messages);
    return this;
  }

  /** From now on the tools come as a new user with these rights here, and these tags. */
  public ProjectBroker as(String configure, String write, String read, String tags) {
    String name = "user" + users.size() + "-" + corner.name();
    users.add(name);
    String password = Transcript.secret("password-of-" + name);
    corner.management().put("/api/users/" + name, Map.of("password", password, "tags", tags));
    corner
        .management()
        .put(
            "/api/permissions/" + corner.name() + "/" + name,
            Map.of("configure", configure, "write", write, "read", read));
    return with("RABBITMQ_USERNAME", name).with("RABBITMQ_PASSWORD", password);
  }

  /** From now on the tools come as a user with all rights here, but not on the management API. */
  public ProjectBroker asOrdinaryUser() {
    return as(".*", ".*", ".*", "");
  }

  public void policy(String name, Map<String, Object> definition, String pattern, String applyTo) {
    corner
        .management()
        .put(
            "/api/policies/" + corner.name() + "/" + name,
            Map.of("pattern", pattern, "definition", definition, "apply-to", applyTo));
  }

  /** Everything that is defined here; sorted, so that equal definitions are equal texts. */
  public String definitions() {
    StringBuilder all = new StringBuilder();
    for (String kind : List.of("exchanges", "queues", "bindings", "policies")) {
      JsonNode rows =
          corner.management().get("/api/" + kind + "/" + corner.name() + "?disable_stats=true");
      List<String> lines = new ArrayList<>();
      rows.forEach(row -> lines.add(kind + " " + definition(row)));
      lines.stream().sorted().forEach(line -> all.append(line).append('\n'));
    }
    return all.toString();
  }

  /** What somebody has declared; the rest of a row are numbers that change. */
  private static String definition(JsonNode row) {
    StringBuilder text = new StringBuilder();
    for (String field :
        List.of(
            "name",
            "type",
            "durable",
            "auto_delete",
            "internal",
            "exclusive",
            "arguments",
            "source",
            "destination",
            "destination_type",
            "routing_key",
            "definition",
            "policy")) {
      if (row.has(field)) {
        text.append(field).append('=').append(row.get(field)).append(' ');
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    users.forEach(user -> corner.management().delete("/api/users/" + user));
    corner.close();
  }
}
