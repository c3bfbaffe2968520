package lib.tools.worker.answers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import lib.systems.camunda.ExternalTasks;

/** What an external system says about a task, read from its message. */
sealed interface Answer {

  String taskId();

  /** Its kind, as the older contract names it. */
  String code();

  /**
   * Tells the engine: one request.
   *
   * @param workerId in whose name
   * @throws lib.systems.camunda.CamundaException if the engine does not accept it
   */
  void applyTo(ExternalTasks tasks, String workerId);

  /** What has become of it once the engine has accepted it. */
  AnswerOutcome accepted();

  /**
   * The lock's holder as the task message has named it, empty if the answer does not repeat that.
   */
  Optional<String> holder();

  /**
   * Whether the task goes to the next fetch afterwards. Its long lock must not come after such an
   * answer: it would hold the task for ever.
   */
  boolean freesTheTask();

  /** The variables that it brings, each {@code {value, type}}. */
  Map<String, ObjectNode> allVariables();

  /**
   * Done: the process goes on with these variables.
   *
   * @param hidden those of them that the task has as local ones, too
   */
  record Complete(
      String taskId,
      Optional<String> holder,
      Map<String, ObjectNode> variables,
      Map<String, ObjectNode> localVariables,
      HiddenVariables hidden)
      implements Answer {

    @Override
    public void applyTo(ExternalTasks tasks, String workerId) {
      hidden.set(tasks, taskId);
      tasks.complete(taskId, workerId, variables, localVariables);
    }

    @Override
    public String code() {
      return "complete";
    }

    @Override
    public AnswerOutcome accepted() {
      return AnswerOutcome.COMPLETED;
    }

    @Override
    public boolean freesTheTask() {
      return false;
    }

    @Override
    public Map<String, ObjectNode> allVariables() {
      return union(variables, localVariables);
    }
  }

  /**
   * Could not be done.
   *
   * @param fields of the engine's failure request, without worker and variables
   */
  record Failed(
      String taskId,
      Optional<String> holder,
      Map<String, Object> fields,
      Map<String, ObjectNode> variables,
      Map<String, ObjectNode> localVariables)
      implements Answer {

    @Override
    public void applyTo(ExternalTasks tasks, String workerId) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("workerId", workerId);
      body.putAll(fields);
      putUnlessEmpty(body, "variables", variables);
      putUnlessEmpty(body, "localVariables", localVariables);
      tasks.failure(taskId, body);
    }

    @Override
    public String code() {
      return "failure";
    }

    @Override
    public AnswerOutcome accepted() {
      return AnswerOutcome.FAILURE_REPORTED;
    }

    @Override
    public boolean freesTheTask() {
      return true;
    }

    @Override
    public Map<String, ObjectNode> allVariables() {
      return union(variables, localVariables);
    }
  }

  /**
   * A business error that the process may catch.
   *
   * @param fields of the engine's bpmnError request, without worker and variables
   */
  record BpmnError(
      String taskId,
      Optional<String> holder,
      Map<String, Object> fields,
      Map<String, ObjectNode> variables)
      implements Answer {

    @Override
    public void applyTo(ExternalTasks tasks, String workerId) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("workerId", workerId);
      body.putAll(fields);
      putUnlessEmpty(body, "variables", variables);
      tasks.bpmnError(taskId, body);
    }

    @Override
    public String code() {
      return "bpmn_error";
    }

    @Override
    public AnswerOutcome accepted() {
      return AnswerOutcome.BPMN_ERROR_REPORTED;
    }

    @Override
    public boolean freesTheTask() {
      return false;
    }

    @Override
    public Map<String, ObjectNode> allVariables() {
      return variables;
    }
  }

  private static void putUnlessEmpty(Map<String, Object> body, String name, Map<String, ?> map) {
    if (!map.isEmpty()) {
      body.put(name, map);
    }
  }

  private static Map<String, ObjectNode> union(
      Map<String, ObjectNode> some, Map<String, ObjectNode> others) {
    Map<String, ObjectNode> all = new LinkedHashMap<>(others);
    all.putAll(some);
    return all;
  }
}
