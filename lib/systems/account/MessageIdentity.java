package lib.systems.account;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Objects;
import java.util.Optional;
import lib.systems.camunda.EngineId;
import lib.systems.messages.QueueMessage;
import lib.systems.rabbitmq.ProjectMessage;

/**
 * Which task a message is about, and what it says of it.
 *
 * @param taskId empty for a message that is about none
 * @param instanceId of the task's process, if it names it
 * @param errorType of a message in the error queue, if it names it
 */
public record MessageIdentity(
    Kind kind, Optional<String> taskId, Optional<String> instanceId, Optional<String> errorType) {

  /** What a message is. */
  public enum Kind {
    /** A task for a system. */
    TASK,
    /** What a system answers. */
    ANSWER,
    /** A task that the worker could not publish: format A. */
    TASK_ERROR,
    /** An answer that was not applied, or a task that a system gave up: formats B, C, D. */
    REFUSAL,
    /** That a task was cancelled: its system is to stop. */
    CANCELLATION,
    /** None of these. */
    FOREIGN
  }

  private static final MessageIdentity CANCELLATION =
      new MessageIdentity(Kind.CANCELLATION, Optional.empty(), Optional.empty(), Optional.empty());
  private static final MessageIdentity STRANGER =
      new MessageIdentity(Kind.FOREIGN, Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads a message, whatever it is. That a task was cancelled is about none: it goes its way to
   * the system although, and because, the task is gone.
   */
  public static MessageIdentity of(QueueMessage message) {
    BodyScan body = BodyScan.of(message.body());
    BasicProperties properties = message.properties();
    if (Objects.equals(properties.getType(), ProjectMessage.CANCELLATION)
        || body.text("type").filter(ProjectMessage.CANCELLATION_BODY::equals).isPresent()) {
      return CANCELLATION;
    }
    Optional<String> messageId =
        Optional.ofNullable(properties.getMessageId()).filter(EngineId::isHarmless);
    boolean typed = Objects.equals(properties.getType(), ProjectMessage.TASK);
    Kind kind = kind(body, typed && messageId.isPresent());
    Optional<String> taskId =
        switch (kind) {
          case TASK -> typed ? messageId.or(body::taskId) : body.taskId();
          case ANSWER, REFUSAL -> body.originalTaskId().or(body::taskId);
          case TASK_ERROR -> body.taskId();
          case CANCELLATION, FOREIGN -> Optional.empty();
        };
    return taskId
        .filter(id -> EngineId.isHarmless(id) && !id.equals(EngineId.UNKNOWN))
        .map(EngineId::canonical)
        .map(id -> new MessageIdentity(kind, Optional.of(id), instance(body), body.errorType()))
        .orElse(STRANGER);
  }

  private static Kind kind(BodyScan body, boolean namedByProperties) {
    if (body.hasOriginal()) {
      return body.errorType().isPresent() ? Kind.REFUSAL : Kind.ANSWER;
    }
    if (body.text("response_type").isPresent() || body.text("processing_status").isPresent()) {
      return Kind.ANSWER;
    }
    if (body.text("type").filter("task_error"::equals).isPresent()) {
      return Kind.TASK_ERROR;
    }
    return namedByProperties || body.text("topic").isPresent() ? Kind.TASK : Kind.FOREIGN;
  }

  private static Optional<String> instance(BodyScan body) {
    return body.text("process_instance_id")
        .or(() -> body.text("original_message.process_instance_id"))
        .filter(EngineId::isHarmless);
  }
}
