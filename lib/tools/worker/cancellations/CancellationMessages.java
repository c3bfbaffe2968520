package lib.tools.worker.cancellations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import lib.base.config.RoutingTable;
import lib.base.json.Json;
import lib.systems.camunda.CancelledTask;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.ProjectMessage;
import lib.systems.topology.TopicPattern;
import lib.tools.worker.servers.WorkerParts;

/**
 * Makes the message that a task was cancelled: its fields, their order and their types are the wire
 * format.
 */
final class CancellationMessages {

  private static final String SUFFIX = ".cancelled";

  private final String exchange;
  private final RoutingTable routing;
  private final Clock clock;

  CancellationMessages(WorkerParts parts) {
    this.exchange = parts.settings().rabbit().tasksExchange();
    this.routing = parts.settings().routing();
    this.clock = parts.clock();
  }

  String routingKey(CancelledTask task) {
    return routing.routingKey(task.topic()) + SUFFIX;
  }

  String systemOf(CancelledTask task) {
    return routing.systemOf(task.topic());
  }

  /**
   * Whether the system has a binding for it: without one the message would go where unmapped tasks
   * go, to whom it means nothing.
   */
  boolean isWanted(CancelledTask task) {
    String system = systemOf(task);
    String key = routingKey(task);
    return system.equals(RoutingTable.DEFAULT_SYSTEM)
        || routing
            .named(system)
            .flatMap(route -> route.bindings().stream())
            .anyMatch(binding -> TopicPattern.matches(binding, key));
  }

  Outgoing message(CancelledTask task) {
    byte[] body = Json.write(body(task)).getBytes(StandardCharsets.UTF_8);
    return new Outgoing(exchange, routingKey(task), properties(task), body);
  }

  private ObjectNode body(CancelledTask task) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("type", ProjectMessage.CANCELLATION_BODY);
    body.put("task_id", task.id());
    body.put("topic", task.topic());
    body.put("system", systemOf(task));
    body.put("process_instance_id", task.instanceId());
    body.put("process_definition_key", task.definitionKey().orElse(null));
    body.put("activity_id", task.activityId().orElse(null));
    body.put("activity_instance_id", task.activityInstanceId());
    body.put("worker_id", task.holder().orElse(null));
    body.put("tenant_id", task.tenantId().orElse(null));
    body.put("cancelled_time", task.time());
    body.put("timestamp", clock.millis());
    return body;
  }

  private BasicProperties properties(CancelledTask task) {
    return ProjectMessage.ownJson()
        .type(ProjectMessage.CANCELLATION)
        .timestamp(Date.from(clock.instant()))
        .headers(ProjectMessage.headers(task.topic(), systemOf(task), task.id(), task.instanceId()))
        .messageId(task.id() + SUFFIX)
        .correlationId(task.instanceId())
        .build();
  }
}
