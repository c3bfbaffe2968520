package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Processes in a tenant of their own on the shared engine, and the tool that shows them pointed
 * there. {@link #fill} makes a few of every kind: 5 definitions of 4 processes, 6 running
 * instances, 3 that have ended, 5 external tasks in different conditions, a user task and an
 * incident.
 */
public final class ProcessLandscape implements AutoCloseable {

  public static final long HOUR = 3_600_000;

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String tenant = "processes" + NUMBER.incrementAndGet();
  private final EngineRest engine;
  private final URI baseUrl;

  public ProcessLandscape() {
    this(Servers.engine().baseUrl());
  }

  public ProcessLandscape(URI engineUrl) {
    baseUrl = engineUrl;
    engine = new EngineRest(engineUrl, tenant);
  }

  public String tenant() {
    return tenant;
  }

  public EngineRest engine() {
    return engine;
  }

  public ProcessLandscape fill() {
    engine.deploy(Bpmn.oneTask("order", "bitrix_create_task"));
    engine.deploy(
        Bpmn.process("order", Bpmn.serviceTask("task", "bitrix_create_task", "<!-- 2 -->")));
    engine.deploy(Bpmn.oneTask("mail", "send_email"));
    engine.deploy(Bpmn.process("approval", "<userTask id=\"task\" name=\"Approve\"/>"));
    engine.deploy(Bpmn.process("quick", "<task id=\"task\"/>"));
    start("order", "ORDER-1");
    start("order", "ORDER-2");
    start("order", "ORDER-3");
    start("mail", "ORDER-2");
    start("approval", "ORDER-3");
    start("quick", "ORDER-4");
    start("quick", "ORDER-4");
    engine.delete("/process-instance/" + start("order", "ORDER-5"));
    String suspended = start("order", "ORDER-6");
    engine.put("/process-instance/" + suspended + "/suspended", Map.of("suspended", true));
    fail(fetch("bitrix_create_task", "ORDER-1", "w1", HOUR), "w1", 2);
    fetch("bitrix_create_task", "ORDER-2", "w2", HOUR);
    fail(fetch("send_email", "ORDER-2", "w1", HOUR), "w1", 0);
    return this;
  }

  /** Starts an instance; returns its id. */
  public String start(String key, String businessKey) {
    String path = "/process-definition/key/" + key + "/tenant-id/" + tenant + "/start";
    return engine.post(path, Map.of("businessKey", businessKey)).path("id").asText();
  }

  /** Locks the only task of a topic and a business key; returns its id. */
  public String fetch(String topic, String businessKey, String worker, long lockMillis) {
    Map<String, Object> wanted =
        Map.of(
            "topicName", topic,
            "lockDuration", lockMillis,
            "businessKey", businessKey,
            "tenantIdIn", List.of(tenant));
    JsonNode tasks =
        engine.post(
            "/external-task/fetchAndLock",
            Map.of("workerId", worker, "maxTasks", 1, "topics", List.of(wanted)));
    return tasks.path(0).path("id").asText();
  }

  public void fail(String task, String worker, int retries) {
    engine.post(
        "/external-task/" + task + "/failure",
        Map.of(
            "workerId", worker,
            "errorMessage", "no answer",
            "retries", retries,
            "retryTimeout", HOUR));
  }

  /** A list of the engine as it is, sorted, of this tenant. */
  public JsonNode rows(String path, String sortBy, String more) {
    return engine.get(
        path
            + "?maxResults=100000&tenantIdIn="
            + tenant
            + "&sortOrder=asc&sortBy="
            + sortBy
            + more);
  }

  /** The tool for this tenant, in English, without a log file. */
  public Command tool(String... arguments) {
    return tool(baseUrl, arguments);
  }

  /** The same through something that stands before the engine. */
  public Command tool(URI url, String... arguments) {
    return at(url, Command.of("camunda_processes.java", arguments));
  }

  /** Any command line, its tool pointed here. */
  public Command pointedHere(Command command) {
    return at(baseUrl, command);
  }

  private Command at(URI url, Command command) {
    return command
        .env("CAMUNDA_BASE_URL", url.toString())
        .env("CAMUNDA_TENANT_ID", tenant)
        .env("TOOLS_LANG", "en")
        .env("LOG_FILE", "");
  }

  @Override
  public void close() {
    engine.clean();
  }
}
