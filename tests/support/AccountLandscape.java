package tests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lib.base.config.Settings;
import lib.base.json.Json;
import lib.systems.account.Account;
import lib.systems.account.AccountListener;
import lib.systems.account.AccountOptions;
import lib.systems.account.AccountReport;
import lib.systems.account.AccountedMessage;
import lib.systems.account.AccountedTask;
import lib.systems.account.TaskClass;
import lib.systems.camunda.RestClient;
import lib.systems.messages.Stop;

/**
 * Tasks and messages in a tenant and a virtual host of their own, put where a test wants them, and
 * the account of them.
 */
public final class AccountLandscape implements AutoCloseable {

  public static final String OURS = "universal-worker";
  public static final String RESPONSES = "camunda.responses.queue";
  public static final String ERRORS = "errors.camunda_tasks.queue";
  public static final long HOUR = 3_600_000;
  public static final long YEAR = 365 * 24 * HOUR;

  /** An account, and what it has told. */
  public record Result(
      AccountReport report, Map<String, AccountedTask> tasks, List<AccountedMessage> messages) {

    /** The tasks of a class. */
    public List<String> in(TaskClass where) {
      return tasks.values().stream()
          .filter(task -> task.where() == where)
          .map(task -> task.task().id())
          .toList();
    }
  }

  private final ProjectBroker project = new ProjectBroker();
  private final EngineRest neighbour = new EngineRest(Servers.engine().baseUrl(), beside());

  public AccountLandscape() {
    // So that "long ago" comes soon.
    project.with("CAMUNDA_HANDOFF_LOCK_DURATION", "1000").declare();
  }

  public ProjectBroker project() {
    return project;
  }

  public BrokerAccess broker() {
    return project.broker();
  }

  public EngineRest engine() {
    return project.corner().engine();
  }

  /** Creates free tasks, all of one process instance, whose id is returned. */
  public String create(String topic, int count) {
    return create(engine(), topic, count);
  }

  private static String create(EngineRest engine, String topic, int count) {
    String many =
        """
        <multiInstanceLoopCharacteristics>
          <loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality>
        </multiInstanceLoopCharacteristics></serviceTask>\
        """;
    String key = "account_" + topic.replaceAll("\\W", "_");
    engine.deploy(
        Bpmn.process(key, Bpmn.serviceTask("task", topic, "").replace("</serviceTask>", many)));
    return engine.start(key, Map.of("count", Map.of("value", count, "type", "Integer")));
  }

  /** Locks as many free tasks of a topic as that; returns the engine's objects. */
  public List<JsonNode> lock(String topic, String worker, int count, long millis) {
    return lock(project.corner().name(), topic, worker, count, millis);
  }

  private List<JsonNode> lock(String tenant, String topic, String worker, int count, long millis) {
    Map<String, Object> filter = new HashMap<>();
    filter.put("topicName", topic);
    filter.put("lockDuration", millis);
    filter.put("tenantIdIn", List.of(tenant));
    List<JsonNode> tasks = new ArrayList<>();
    engine()
        .post(
            "/external-task/fetchAndLock",
            Map.of("workerId", worker, "maxTasks", count, "topics", List.of(filter)))
        .forEach(tasks::add);
    if (tasks.size() != count) {
      throw new AssertionError(count + " tasks of " + topic + " expected: " + tasks.size());
    }
    return tasks;
  }

  /** New tasks that are handed over: locked by us for a year. */
  public List<JsonNode> handedOver(String topic, int count) {
    create(topic, count);
    return lock(topic, OURS, count, YEAR);
  }

  /** The same of another tenant. */
  public List<JsonNode> handedOverBeside(String topic, int count) {
    create(neighbour, topic, count);
    return lock(beside(), topic, OURS, count, YEAR);
  }

  /** The other tenant. */
  public String beside() {
    return project.corner().name() + "-neighbour";
  }

  /** Reports a failure of a task of ours. */
  public void fail(JsonNode task, int retries) {
    engine()
        .post(
            "/external-task/" + id(task) + "/failure",
            Map.of(
                "workerId", OURS,
                "errorMessage", "no answer",
                "retries", retries,
                "retryTimeout", HOUR));
  }

  public static String id(JsonNode task) {
    return task.path("id").asText();
  }

  public static List<String> ids(List<JsonNode> tasks) {
    return tasks.stream().map(AccountLandscape::id).toList();
  }

  /** Publishes the messages of tasks as the worker does, but to a queue of the test's choice. */
  public void publish(String queue, List<JsonNode> tasks) {
    for (JsonNode task : tasks) {
      BasicProperties properties =
          new BasicProperties.Builder()
              .deliveryMode(2)
              .contentType("application/json")
              .messageId(id(task))
              .type("camunda.external-task")
              .build();
      send(queue, properties, message(task));
    }
  }

  /** The body of a task's message. */
  public static ObjectNode message(JsonNode task) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("task_id", id(task));
    body.put("topic", task.path("topicName").asText());
    body.put("process_instance_id", task.path("processInstanceId").asText());
    body.putObject("variables").put("text", "Заказ {\"task_id\": 1}");
    return body;
  }

  public void send(String queue, BasicProperties properties, JsonNode body) {
    broker().publish("", queue, properties, Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  public void send(String queue, JsonNode body) {
    send(queue, new BasicProperties.Builder().deliveryMode(2).build(), body);
  }

  /** An error message of format B: an answer that was not applied. */
  public static ObjectNode refusal(JsonNode task, String type) {
    ObjectNode error = Json.MAPPER.createObjectNode();
    error.put("task_id", id(task));
    error.set("original_message", Answering.ticket(message(task)));
    error.putObject("error_info").put("type", type).put("message", "refused");
    return error;
  }

  /** Waits until a queue has as many messages as that. */
  public void await(String queue, int messages) {
    Eventually.that(
        messages + " messages in " + queue,
        () -> broker().ready(queue) == messages,
        () -> broker().ready(queue));
  }

  /** Waits until everything that was sent is in a queue: the channel is asked behind it. */
  public void awaitSent() {
    broker().with(channel -> channel.queueDeclarePassive(RESPONSES));
  }

  /** The account with the settings of this place. */
  public Result account(String... moreQueues) throws InterruptedException {
    return account(false, Map.of(), moreQueues);
  }

  /** The account with some settings changed, and perhaps of queues with consumers, too. */
  public Result account(boolean read, Map<String, String> changes, String... moreQueues)
      throws InterruptedException {
    Settings settings = project.settings(new TreeMap<>(changes));
    Map<String, AccountedTask> tasks = new LinkedHashMap<>();
    List<AccountedMessage> messages = new ArrayList<>();
    var listener =
        new AccountListener() {
          @Override
          public void task(AccountedTask task) {
            if (tasks.put(task.task().id(), task) != null) {
              throw new AssertionError("twice: " + task);
            }
          }

          @Override
          public void message(AccountedMessage message) {
            messages.add(message);
          }
        };
    var account =
        new Account(
            settings,
            new RestClient(settings.camunda()),
            new AccountOptions(read, List.of(moreQueues)),
            listener,
            new Stop(),
            Clock.systemUTC());
    return new Result(account.take(), tasks, messages);
  }

  @Override
  public void close() {
    neighbour.clean();
    project.close();
  }
}
