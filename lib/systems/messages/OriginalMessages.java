package lib.systems.messages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import lib.base.config.RoutingTable;
import lib.base.json.Json;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.ProjectMessage;

/**
 * The messages that error messages were made of, as they were on the wire. Made of the same error
 * message twice they have the same {@code message_id}.
 */
record OriginalMessages(String responsesQueue, RoutingTable routing, Clock clock) {

  /** The queue that the original belongs to; empty if it is the engine's matter or unknown. */
  Optional<String> target(ErrorMessage error) {
    if (error instanceof ErrorMessage.AnswerError) {
      return Optional.of(responsesQueue);
    } else if (error instanceof ErrorMessage.SystemError task) {
      return Optional.of(task.sourceQueue().orElseGet(() -> queueOf(task)));
    }
    return Optional.empty();
  }

  private String queueOf(ErrorMessage.SystemError error) {
    String system = error.system().orElseGet(() -> routing.systemOf(text(error.task(), "topic")));
    return routing.named(system).findFirst().orElseGet(routing::defaultSystem).queue();
  }

  /** The original, for errors that have a target. */
  Optional<Outgoing> original(QueueMessage message, ErrorMessage error) {
    return target(error)
        .map(
            queue ->
                error instanceof ErrorMessage.AnswerError answer
                    ? answer(queue, message, answer)
                    : task(queue, ((ErrorMessage.SystemError) error).task()));
  }

  private Outgoing answer(String queue, QueueMessage message, ErrorMessage.AnswerError answer) {
    String id =
        Optional.ofNullable(message.properties().getMessageId())
            .orElseGet(() -> UUID.nameUUIDFromBytes(message.body()).toString());
    BasicProperties properties = ProjectMessage.json().timestamp(now()).messageId(id).build();
    return Outgoing.toQueue(queue, properties, answer.answer());
  }

  /** As the worker sends it. */
  private Outgoing task(String queue, ObjectNode task) {
    String id = text(task, "task_id");
    String instance = text(task, "process_instance_id");
    BasicProperties properties =
        ProjectMessage.ownJson()
            .type(ProjectMessage.TASK)
            .timestamp(now())
            .headers(
                ProjectMessage.headers(text(task, "topic"), text(task, "system"), id, instance))
            .messageId(id)
            .correlationId(instance)
            .build();
    return Outgoing.toQueue(queue, properties, Json.write(task).getBytes(StandardCharsets.UTF_8));
  }

  private Date now() {
    return Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String text(ObjectNode json, String name) {
    return json.path(name).asText(null);
  }
}
