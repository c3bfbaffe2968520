package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.LinkedHashMap;
import java.util.Map;

/** What marks the project's own messages, for those who send them and those who read them. */
public final class ProjectMessage {

  /** The AMQP type of a task. */
  public static final String TASK = "camunda.external-task";

  /** The AMQP type of the news that a task was cancelled. */
  public static final String CANCELLATION = TASK + ".cancelled";

  /** The same in the body's field {@code type}. */
  public static final String CANCELLATION_BODY = "task_cancelled";

  private static final int PERSISTENT = 2;

  private ProjectMessage() {}

  /** Properties of JSON that survives a restart of the broker. */
  public static BasicProperties.Builder json() {
    return new BasicProperties.Builder()
        .deliveryMode(PERSISTENT)
        .contentType("application/json")
        .contentEncoding("utf-8");
  }

  /** The same, sent by this project. */
  public static BasicProperties.Builder ownJson() {
    return json().appId("universal-camunda-worker");
  }

  /**
   * The headers of a message about a task.
   *
   * @param instanceId null if the task belongs to none
   */
  public static Map<String, Object> headers(
      String topic, String system, String taskId, String instanceId) {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("camunda_topic", topic);
    headers.put("target_system", system);
    headers.put("task_id", taskId);
    headers.put("process_instance_id", instanceId);
    return headers;
  }
}
