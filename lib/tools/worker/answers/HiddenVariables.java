package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.TaskState;

/**
 * Results that the process would not see: the task has a local variable of the same name, e.g. an
 * input parameter, and the engine sets that local copy instead, which ends with the task. They are
 * set in the instance itself as well.
 *
 * @param variables results that may be hidden
 * @param certain whether each is; else the engine is asked
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/variables/#variable-scopes-and-variable-visibility">
 *     Camunda, variable scopes and variable visibility</a>
 */
record HiddenVariables(Map<String, ObjectNode> variables, boolean certain) {

  /**
   * Those that the task message tells of.
   *
   * @param original the task message, whose metadata has the task's input parameters
   * @param variables what the answer brings
   */
  static HiddenVariables of(JsonNode original, Map<String, ObjectNode> variables) {
    JsonNode inputs = original.path("metadata").path("inputParameters");
    Map<String, ObjectNode> hidden = new LinkedHashMap<>(variables);
    hidden.keySet().removeIf(name -> !inputs.has(name));
    return new HiddenVariables(hidden, true);
  }

  /** Of an answer without the task message. */
  static HiddenVariables among(Map<String, ObjectNode> variables) {
    return new HiddenVariables(variables, false);
  }

  /** A task that is gone has been completed with these or newer values: then nothing is set. */
  void set(ExternalTasks tasks, String taskId) {
    if (!variables.isEmpty()) {
      seen(tasks, taskId).ifPresent(task -> set(tasks, task));
    }
  }

  /** Whoever may complete a task need not have the right to read it. */
  private static Optional<TaskState> seen(ExternalTasks tasks, String taskId) {
    try {
      return tasks.find(taskId);
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void set(ExternalTasks tasks, TaskState task) {
    Map<String, ObjectNode> hidden = new LinkedHashMap<>(variables);
    if (!certain) {
      Set<String> local = tasks.localVariables(task);
      hidden.keySet().retainAll(local);
    }
    if (!hidden.isEmpty()) {
      task.place()
          .processInstanceId()
          .ifPresent(instance -> tasks.setProcessVariables(instance, hidden));
    }
  }
}
