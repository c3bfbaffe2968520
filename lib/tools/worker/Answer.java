package lib.tools.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** What an external system says about a task, read from its message. */
sealed interface Answer {

  String taskId();

  /** Done: the process goes on with these variables. */
  record Complete(
      String taskId, Map<String, ObjectNode> variables, Map<String, ObjectNode> localVariables)
      implements Answer {}

  /**
   * Could not be done.
   *
   * @param fields of the engine's failure request, without {@code workerId}
   */
  record Failed(String taskId, Map<String, Object> fields) implements Answer {}

  /**
   * A business error that the process may catch.
   *
   * @param fields of the engine's bpmnError request, without {@code workerId}
   */
  record BpmnError(String taskId, Map<String, Object> fields) implements Answer {}
}
