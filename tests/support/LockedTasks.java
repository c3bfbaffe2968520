package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** External tasks in a tenant of their own on the shared engine, and the tool pointed there. */
public final class LockedTasks implements AutoCloseable {

  public static final long HOUR = 3_600_000;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String tenant = "unlock" + NUMBER.incrementAndGet();
  private final EngineRest engine = new EngineRest(Servers.engine().baseUrl(), tenant);
  private final List<String> topics = new ArrayList<>();

  public String tenant() {
    return tenant;
  }

  public EngineRest engine() {
    return engine;
  }

  /** Creates free tasks; those of one call belong to one process instance, whose id is returned. */
  public String create(String topic, int count) {
    if (!topics.contains(topic)) {
      topics.add(topic);
      String task = Bpmn.serviceTask("task", topic, "");
      String many =
          """
          <multiInstanceLoopCharacteristics>
            <loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality>
          </multiInstanceLoopCharacteristics></serviceTask>\
          """;
      engine.deploy(Bpmn.process(key(topic), task.replace("</serviceTask>", many)));
    }
    return engine.start(key(topic), Map.of("count", Map.of("value", count, "type", "Integer")));
  }

  private static String key(String topic) {
    return "process_of_" + topic;
  }

  /** Locks tasks of a topic; returns their ids. */
  public List<String> fetch(String topic, String worker, int count, long lockMillis) {
    Map<String, Object> filter = new HashMap<>();
    filter.put("topicName", topic);
    filter.put("lockDuration", lockMillis);
    filter.put("tenantIdIn", List.of(tenant));
    List<String> ids = new ArrayList<>();
    engine
        .post(
            "/external-task/fetchAndLock",
            Map.of("workerId", worker, "maxTasks", count, "topics", List.of(filter)))
        .forEach(task -> ids.add(task.path("id").asText()));
    if (ids.size() != count) {
      throw new AssertionError(count + " tasks of " + topic + " expected: " + ids.size());
    }
    return ids;
  }

  /** A new task that is locked for an hour. */
  public String locked(String topic, String worker) {
    create(topic, 1);
    return fetch(topic, worker, 1, HOUR).get(0);
  }

  /** A new task whose lock has expired. */
  public String expired(String topic, String worker) {
    create(topic, 1);
    String id = fetch(topic, worker, 1, 1).get(0);
    String count = "/external-task/count?locked=true&externalTaskId=" + id;
    Eventually.that("the lock's end", () -> engine.count(count) == 0);
    return id;
  }

  public void fail(String id, String worker, int retries, long backoffMillis) {
    engine.post(
        "/external-task/" + id + "/failure",
        Map.of(
            "workerId", worker,
            "errorMessage", "no answer",
            "retries", retries,
            "retryTimeout", backoffMillis));
  }

  public JsonNode task(String id) {
    return engine.get("/external-task/" + id);
  }

  /** The worker id that has the lock of a task; "null" if nobody has. */
  public String holder(String id) {
    return task(id).path("workerId").asText();
  }

  /** Who has which lock until when, by task id. */
  public Map<String, String> locks() {
    Map<String, String> locks = new TreeMap<>();
    for (JsonNode task : engine.get("/external-task?maxResults=10000&tenantIdIn=" + tenant)) {
      locks.put(
          task.path("id").asText(),
          task.path("workerId").asText() + " " + task.path("lockExpirationTime").asText());
    }
    return locks;
  }

  /** The tool for this tenant, in English, without a log file. */
  public Command tool(String... arguments) {
    return at(Servers.engine().baseUrl(), Command.of("unlock_task.java", arguments));
  }

  /** The same through something that stands before the engine. */
  public Command tool(URI baseUrl, String... arguments) {
    return at(baseUrl, Command.of("unlock_task.java", arguments));
  }

  /** The same on a pseudo terminal: what it prints is all on stdout. */
  public Command onTerminal(String... arguments) {
    String line =
        Project.home().resolve("unlock_task.java") + " '" + String.join("' '", arguments) + "'";
    return at(Servers.engine().baseUrl(), Command.program("script", "-qec", line, "/dev/null"))
        .env("TERM", "dumb");
  }

  /** Any command line, its tool pointed here. */
  public Command pointedHere(Command command) {
    return at(Servers.engine().baseUrl(), command);
  }

  private Command at(URI baseUrl, Command command) {
    return command
        .env("CAMUNDA_BASE_URL", baseUrl.toString())
        .env("CAMUNDA_TENANT_ID", tenant)
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "");
  }

  @Override
  public void close() {
    engine.clean();
  }
}
