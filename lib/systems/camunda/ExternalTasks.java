package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import lib.base.text.Reason;

/**
 * What can be done with the engine's external tasks. Every method is one request and throws {@link
 * CamundaException} if it is not answered as expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/">Camunda REST
 *     API, External Task</a>
 */
public final class ExternalTasks {

  private final RestClient rest;
  private final TaskLists lists;

  /** Engines before 7.21 reject a request with {@code sorting}; once seen, it is left out. */
  private volatile boolean sortable = true;

  public ExternalTasks(RestClient rest) {
    this.rest = rest;
    this.lists = new TaskLists(rest);
  }

  /**
   * Locks free tasks of the given topics for this worker, waiting for some to appear. Changes the
   * engine: the returned tasks belong to this worker until their lock ends.
   *
   * <p>The engine goes on locking for a caller that gave up waiting. So this waits longer than the
   * engine does: the poll time and the request timeout on top of it.
   */
  public List<LockedTask> fetchAndLock(FetchRequest request) {
    Duration timeout = request.pollTime().plus(rest.settings().httpTimeout());
    Moment asked = Moment.now();
    JsonNode answer;
    try {
      answer = rest.send("POST", "/external-task/fetchAndLock", request.body(sortable), timeout);
    } catch (CamundaException e) {
      if (!sortable || e.status() != 400 || !e.reason().contains("sorting")) {
        throw e;
      }
      sortable = false;
      return fetchAndLock(request);
    }
    if (!answer.isArray()) {
      String what = "POST /external-task/fetchAndLock";
      throw new CamundaException(
          Failure.ofUnexpected(what, Reason.of("camunda.why.no_list")), null);
    }
    Moment arrived = Moment.now();
    List<LockedTask> tasks = new ArrayList<>();
    for (JsonNode task : answer) {
      if (EngineId.isHarmless(task.path("id").textValue())) {
        tasks.add(new LockedTask(task, asked, arrived, request.lock()));
      }
    }
    if (tasks.isEmpty() && !answer.isEmpty()) {
      String what = "/external-task/fetchAndLock";
      throw rest.unexpected("POST", what, answer, Reason.of("camunda.why.no_task_id"));
    }
    return tasks;
  }

  /** Moves the end of a valid lock to now + duration. Refused once the lock has ended. */
  public void extendLock(String taskId, String workerId, Duration duration) {
    Map<String, Object> body = Map.of("workerId", workerId, "newDuration", duration.toMillis());
    rest.command(path(taskId, "extendLock"), body);
  }

  /** Locks a task that nobody holds. Refused if another worker's lock is still valid. */
  public void lock(String taskId, String workerId, Duration duration) {
    Map<String, Object> body = Map.of("workerId", workerId, "lockDuration", duration.toMillis());
    rest.command(path(taskId, "lock"), body);
  }

  /** Takes the lock away, whoever has it, and wakes waiting polls. */
  public void unlock(String taskId) {
    rest.command(path(taskId, "unlock"), Map.of());
  }

  /**
   * Completes a task: its process goes on, in the same request, up to the next wait state.
   *
   * @param variables by name, each {@code {value, type}}; may be empty
   * @param localVariables the same, for the task's own scope
   */
  public void complete(
      String taskId, String workerId, Map<String, ?> variables, Map<String, ?> localVariables) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("workerId", workerId);
    putUnlessEmpty(body, "variables", variables);
    putUnlessEmpty(body, "localVariables", localVariables);
    rest.command(path(taskId, "complete"), body);
  }

  /**
   * Sets variables of a process instance itself, whatever local ones of the same names hide them.
   *
   * @param variables by name, each {@code {value, type}}
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/process-instance/variables/post-variables/">
   *     Update/Delete Process Variables</a>
   */
  public void setProcessVariables(String instanceId, Map<String, ?> variables) {
    String path = "/process-instance/" + RestClient.encode(instanceId) + "/variables";
    rest.command(path, Map.of("modifications", variables));
  }

  /**
   * The names of the variables that belong to the task alone and hide those of its process. Without
   * the right to read them there are none, as far as can be told. Changes nothing.
   *
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/execution/local-variables/get-local-variables/">
   *     Get Local Execution Variables</a>
   */
  public Set<String> localVariables(TaskState task) {
    Optional<String> execution = task.place().executionId();
    if (execution.isEmpty() || execution.equals(task.place().processInstanceId())) {
      return Set.of(); // It has no scope of its own.
    }
    try {
      String path = "/execution/" + RestClient.encode(execution.get()) + "/localVariables";
      Set<String> names = new TreeSet<>();
      rest.get(path + "?deserializeValues=false").fieldNames().forEachRemaining(names::add);
      return names;
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.FORBIDDEN
          || e.kind() == CamundaException.Kind.NOT_FOUND) {
        return Set.of();
      }
      throw e;
    }
  }

  /**
   * Reports a failure: the task is free again after the retry timeout, or an incident if no retries
   * are left.
   *
   * @param body as the engine's documentation has it, {@code workerId} included
   */
  public void failure(String taskId, Map<String, ?> body) {
    rest.command(path(taskId, "failure"), body);
  }

  /** Reports a BPMN error, which the process may catch. */
  public void bpmnError(String taskId, Map<String, ?> body) {
    rest.command(path(taskId, "bpmnError"), body);
  }

  /**
   * Sets how many attempts a task has left; from 1 on, this also ends its incident. The lock stays
   * as it is.
   *
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/put-retries/">Set
   *     External Task Retries</a>
   */
  public void setRetries(String taskId, int retries) {
    Map<String, Object> body = Map.of("retries", retries);
    rest.send("PUT", path(taskId, "retries"), body, rest.settings().httpTimeout());
  }

  /** What the same engine says of its tasks. */
  public TaskLists lists() {
    return lists;
  }

  /** The task as it is now, empty if it does not exist (any more). Changes nothing. */
  public Optional<TaskState> find(String taskId) {
    return lists.find(taskId);
  }

  private static String path(String taskId, String action) {
    return "/external-task/" + RestClient.encode(taskId) + "/" + action;
  }

  private static void putUnlessEmpty(Map<String, Object> body, String name, Map<String, ?> map) {
    if (!map.isEmpty()) {
      body.put(name, map);
    }
  }
}
