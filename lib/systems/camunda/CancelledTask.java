package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import lib.base.json.Json;

/**
 * An external task that has ended without being completed, as the engine's history has it.
 *
 * @param holder whose lock it had
 * @param retries those that it had left; empty if it never failed
 * @param time when it ended, as the engine writes it
 */
public record CancelledTask(
    String id,
    String topic,
    Optional<String> holder,
    Optional<Integer> retries,
    String instanceId,
    Optional<String> definitionKey,
    Optional<String> activityId,
    String activityInstanceId,
    Optional<String> tenantId,
    String time) {

  /**
   * @param row of the log of external tasks
   */
  static CancelledTask of(JsonNode row) {
    return new CancelledTask(
        row.path("externalTaskId").asText(),
        row.path("topicName").asText(),
        Json.text(row, "workerId"),
        TaskState.retries(row),
        row.path("processInstanceId").asText(),
        Json.text(row, "processDefinitionKey"),
        Json.text(row, "activityId"),
        row.path("activityInstanceId").asText(),
        Json.text(row, "tenantId"),
        row.path("timestamp").asText());
  }

  /** Whether somebody had it who has not given it back for good. */
  public boolean isHeldBy(String workerId) {
    return holder.filter(workerId::equals).isPresent()
        && retries.filter(left -> left == 0).isEmpty();
  }
}
