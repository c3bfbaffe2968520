package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.RestClient;

/**
 * Results that the process would not see: an input parameter of the task has the same name, and the
 * engine sets that local copy instead, which ends with the task. They are set in the instance
 * itself as well.
 *
 * @param instanceId of the process instance; "" if there is nothing to set
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/variables/#variable-scopes-and-variable-visibility">
 *     Camunda, variable scopes and variable visibility</a>
 */
record HiddenVariables(String instanceId, Map<String, ObjectNode> variables) {

  static final HiddenVariables NONE = new HiddenVariables("", Map.of());

  /**
   * @param original the task message, whose metadata has the task's input parameters
   * @param variables what the answer brings
   */
  static HiddenVariables of(JsonNode original, Map<String, ObjectNode> variables) {
    String instanceId = original.path("process_instance_id").asText("");
    JsonNode inputs = original.path("metadata").path("inputParameters");
    Map<String, ObjectNode> hidden = new LinkedHashMap<>(variables);
    hidden.keySet().removeIf(name -> !inputs.has(name));
    return hidden.isEmpty() || !RestClient.isHarmlessId(instanceId)
        ? NONE
        : new HiddenVariables(instanceId, hidden);
  }

  /** A task that is gone has been completed with these or newer values: then nothing is set. */
  void set(ExternalTasks tasks, String taskId) {
    if (!variables.isEmpty() && tasks.find(taskId).isPresent()) {
      tasks.setProcessVariables(instanceId, variables);
    }
  }
}
