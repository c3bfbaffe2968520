package lib.tools.worker.routing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import lib.base.config.RoutingTable;
import lib.base.json.Json;
import lib.systems.bpmn.ProcessModel;
import lib.systems.camunda.LockedTask;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.ProjectMessage;
import lib.tools.worker.servers.WorkerParts;

/** Makes the message of a task: its fields, their order and their types are the wire format. */
final class TaskMessages {

  /** Deeper values stay text: JSON within JSON has a limit, and answers repeat the message. */
  private static final int DEEPEST = 500;

  private final String exchange;
  private final RoutingTable routing;
  private final Clock clock;

  TaskMessages(WorkerParts parts) {
    this.exchange = parts.settings().rabbit().tasksExchange();
    this.routing = parts.settings().routing();
    this.clock = parts.clock();
  }

  /**
   * @param processVariables name to {@code {type, value, valueInfo}}
   */
  Outgoing message(LockedTask task, ObjectNode processVariables, ProcessModel model) {
    Instant now = clock.instant();
    ObjectNode body = body(task, processVariables, model, now);
    return new Outgoing(
        exchange,
        routing.routingKey(task.topic()),
        properties(task, now),
        Json.write(body).getBytes(StandardCharsets.UTF_8));
  }

  /** The system that does the task. */
  String systemOf(LockedTask task) {
    return routing.systemOf(task.topic());
  }

  private ObjectNode body(
      LockedTask task, ObjectNode processVariables, ProcessModel model, Instant now) {
    JsonNode json = task.json();
    ObjectNode metadata = model.metadata(task.activityId().orElse(""));
    metadata.set("processVariables", processVariables);
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("task_id", task.id());
    body.put("topic", task.topic());
    body.put("system", routing.systemOf(task.topic()));
    body.set("variables", plainVariables(json.path("variables")));
    body.set("process_variables", processVariables);
    body.put("process_instance_id", task.processInstanceId().orElse(null));
    body.put("process_definition_key", definitionKey(task).orElse(null));
    body.put("activity_id", task.activityId().orElse(null));
    body.put("activity_instance_id", json.path("activityInstanceId").asText(null));
    body.put("worker_id", json.path("workerId").asText(null));
    body.put("retries", task.retries().orElse(null));
    body.put("created_time", json.path("createTime").asText(null));
    body.put("priority", json.path("priority").asLong(0));
    body.put("tenant_id", json.path("tenantId").asText(null));
    body.put("business_key", json.path("businessKey").asText(null));
    body.put("timestamp", now.toEpochMilli());
    body.set("metadata", metadata);
    return body;
  }

  private BasicProperties properties(LockedTask task, Instant now) {
    String system = routing.systemOf(task.topic());
    String instance = task.processInstanceId().orElse(null);
    return ProjectMessage.ownJson()
        .type(ProjectMessage.TASK)
        .timestamp(Date.from(now))
        .headers(ProjectMessage.headers(task.topic(), system, task.id(), instance))
        .messageId(task.id())
        .correlationId(instance)
        .build();
  }

  private static Optional<String> definitionKey(LockedTask task) {
    return Json.text(task.json(), "processDefinitionKey")
        .or(() -> task.processDefinitionId().map(id -> id.split(":", 2)[0])); // KEY:VERSION:ID
  }

  private static ObjectNode plainVariables(JsonNode variables) {
    ObjectNode plain = Json.MAPPER.createObjectNode();
    variables.properties().forEach(e -> plain.set(e.getKey(), plainValue(e.getValue())));
    return plain;
  }

  /** JSON that the engine keeps as text: consumers are used to the object. */
  private static JsonNode plainValue(JsonNode variable) {
    JsonNode value = variable.path("value");
    String type = variable.path("type").asText("");
    String format = variable.path("valueInfo").path("serializationDataFormat").asText("");
    boolean isJson =
        type.equals("Json") || (type.equals("Object") && format.equals("application/json"));
    if (isJson && value.isTextual()) {
      try {
        JsonNode json = Json.MAPPER.readTree(value.asText());
        return Json.isDeeperThan(DEEPEST, json) ? value : json;
      } catch (JacksonException e) {
        return value; // Declared as JSON by whoever stored it, but it is not: pass it on as it is.
      }
    }
    return value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value;
  }
}
