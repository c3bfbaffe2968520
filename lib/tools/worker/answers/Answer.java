package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.systems.camunda.ExternalTasks;

/** What an external system says about a task, read from its message. */
sealed interface Answer {

  String taskId();

  /** Which of the three it is. */
  Kind kind();

  /** The variables that it brings for the process, each {@code {value, type}}. */
  Map<String, ObjectNode> variables();

  /** Those for the task alone. */
  Map<String, ObjectNode> localVariables();

  /**
   * Tells the engine: one request.
   *
   * @param workerId in whose name
   * @throws lib.systems.camunda.CamundaException if the engine does not accept it
   */
  void applyTo(ExternalTasks tasks, String workerId);

  /** All that it brings. */
  default Map<String, ObjectNode> allVariables() {
    Map<String, ObjectNode> all = new LinkedHashMap<>(localVariables());
    all.putAll(variables());
    return all;
  }

  /** What is told, and what follows from it. */
  enum Kind {
    COMPLETE("complete", AnswerOutcome.COMPLETED, false),
    FAILURE("failure", AnswerOutcome.FAILURE_REPORTED, true),
    BPMN_ERROR("bpmn_error", AnswerOutcome.BPMN_ERROR_REPORTED, false);

    private final String code;
    private final AnswerOutcome accepted;
    private final boolean freesTheTask;

    Kind(String code, AnswerOutcome accepted, boolean freesTheTask) {
      this.code = code;
      this.accepted = accepted;
      this.freesTheTask = freesTheTask;
    }

    /** As the older contract names it. */
    String code() {
      return code;
    }

    /** What has become of the answer once the engine has accepted it. */
    AnswerOutcome accepted() {
      return accepted;
    }

    /**
     * Whether the task goes to the next fetch afterwards. Its long lock must not come after such an
     * answer: it would hold the task for ever.
     */
    boolean freesTheTask() {
      return freesTheTask;
    }
  }

  /**
   * Done: the process goes on with these variables.
   *
   * @param hidden those of them that the task has, or may have, as local ones, too
   */
  record Complete(
      String taskId,
      Map<String, ObjectNode> variables,
      Map<String, ObjectNode> localVariables,
      HiddenVariables hidden)
      implements Answer {

    @Override
    public Kind kind() {
      return Kind.COMPLETE;
    }

    @Override
    public void applyTo(ExternalTasks tasks, String workerId) {
      hidden.set(tasks, taskId);
      tasks.complete(taskId, workerId, variables, localVariables);
    }
  }

  /**
   * Could not be done.
   *
   * @param fields of the engine's failure request, without worker and variables
   */
  record Failed(
      String taskId,
      Map<String, Object> fields,
      Map<String, ObjectNode> variables,
      Map<String, ObjectNode> localVariables)
      implements Answer {

    @Override
    public Kind kind() {
      return Kind.FAILURE;
    }

    @Override
    public void applyTo(ExternalTasks tasks, String workerId) {
      HiddenVariables.among(variables).set(tasks, taskId);
      Map<String, Object> body = body(workerId, fields, variables);
      putUnlessEmpty(body, "localVariables", localVariables);
      tasks.failure(taskId, body);
    }
  }

  /**
   * A business error that the process may catch.
   *
   * @param fields of the engine's bpmnError request, without worker and variables
   */
  record BpmnError(String taskId, Map<String, Object> fields, Map<String, ObjectNode> variables)
      implements Answer {

    @Override
    public Kind kind() {
      return Kind.BPMN_ERROR;
    }

    @Override
    public Map<String, ObjectNode> localVariables() {
      return Map.of();
    }

    /** The process may have a variable for the error's message, too. */
    @Override
    public Map<String, ObjectNode> allVariables() {
      Map<String, ObjectNode> all = new LinkedHashMap<>(variables);
      String message = String.valueOf(fields.get("errorMessage"));
      all.put("error_message", VariableTyping.string(message));
      return all;
    }

    @Override
    public void applyTo(ExternalTasks tasks, String workerId) {
      HiddenVariables.among(variables).set(tasks, taskId);
      tasks.bpmnError(taskId, body(workerId, fields, variables));
    }
  }

  private static Map<String, Object> body(
      String workerId, Map<String, Object> fields, Map<String, ObjectNode> variables) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workerId", workerId);
    body.putAll(fields);
    putUnlessEmpty(body, "variables", variables);
    return body;
  }

  private static void putUnlessEmpty(Map<String, Object> body, String name, Map<String, ?> map) {
    if (!map.isEmpty()) {
      body.put(name, map);
    }
  }
}
