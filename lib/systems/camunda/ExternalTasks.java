package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The engine's external tasks. Every method is one request and throws {@link CamundaException} if
 * it is not answered as expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/">Camunda REST
 *     API, External Task</a>
 */
public final class ExternalTasks {

  private final RestClient rest;

  /** Engines before 7.21 reject a request with {@code sorting}; once seen, it is left out. */
  private volatile boolean sortable = true;

  public ExternalTasks(RestClient rest) {
    this.rest = rest;
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
      throw new CamundaException(Failure.ofUnexpected(what, "a list of tasks expected"), null);
    }
    Instant lockEnd = Instant.now().plus(request.lock());
    List<LockedTask> tasks = new ArrayList<>();
    answer.forEach(task -> tasks.add(new LockedTask(task, lockEnd)));
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

  /** The task as it is now, empty if it does not exist (any more). Changes nothing. */
  public Optional<TaskState> find(String taskId) {
    String path = "/external-task/" + RestClient.encode(taskId);
    try {
      return Optional.of(state(path, rest.get(path)));
    } catch (CamundaException e) {
      if (e.saysGone(taskId)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * The tasks of a query whose locks end first, and so mostly those that were locked first. One
   * request; rows that cannot be read are left out. Changes nothing.
   */
  public List<TaskState> oldestLocks(TaskQuery query, int most) {
    String path =
        "/external-task?sortBy=lockExpirationTime&sortOrder=asc&maxResults="
            + most
            + "&"
            + query.encoded();
    List<TaskState> found = new ArrayList<>();
    for (JsonNode row : rest.list(path)) {
      try {
        found.add(state(row));
      } catch (CamundaException e) {
        continue; // It is told by those who list all tasks.
      }
    }
    return found;
  }

  /** How many ids the engine is asked about at once. */
  public static final int BATCH = 200;

  /**
   * Those of some tasks that exist, of whatever tenant. Changes nothing.
   *
   * @param taskIds any number; one request for {@link #BATCH} of them
   */
  public List<TaskState> existing(Collection<String> taskIds) {
    List<TaskState> found = new ArrayList<>();
    List<String> ids = List.copyOf(taskIds);
    for (int first = 0; first < ids.size(); first += BATCH) {
      found.addAll(batch(ids.subList(first, Math.min(first + BATCH, ids.size()))));
    }
    return found;
  }

  /** Engines that do not know the filter refuse it or ignore it: then each is asked for. */
  private List<TaskState> batch(List<String> ids) {
    try {
      Map<String, Object> query = Map.of("externalTaskIdIn", ids);
      JsonNode rows = rest.list("/external-task?maxResults=" + BATCH, query);
      Set<String> asked = Set.copyOf(ids);
      List<TaskState> found = new ArrayList<>();
      rows.forEach(row -> found.add(state("/external-task", row)));
      if (found.stream().allMatch(task -> asked.contains(task.id()))) {
        return found;
      }
    } catch (CamundaException e) {
      if (e.status() != 400) {
        throw e;
      }
    }
    return ids.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /**
   * The tasks that fit a query, in the order of their ids, read page by page (see {@link Pages}).
   * Changes nothing.
   *
   * @param unreadable told of the rows from which no task can be made
   * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/get-query/">Get
   *     External Tasks</a>
   */
  public Stream<TaskState> list(TaskQuery query, Consumer<UnreadableTask> unreadable) {
    return Pages.of(rest, "/external-task", query.encoded(), "id")
        .flatMap(
            row -> {
              try {
                return Stream.of(state(row));
              } catch (CamundaException e) {
                unreadable.accept(new UnreadableTask(id(row), e));
                return Stream.empty();
              }
            });
  }

  /**
   * Looks whether rows are a list of tasks, some of which may be unreadable.
   *
   * @throws CamundaException if there are rows and not one has an id
   */
  public void check(List<JsonNode> rows) {
    if (!rows.isEmpty() && rows.stream().allMatch(row -> id(row).isEmpty())) {
      state(rows.get(0));
    }
  }

  private static Optional<String> id(JsonNode row) {
    return Optional.ofNullable(row.path("id").textValue()).filter(RestClient::isHarmlessId);
  }

  /**
   * What a row of the list says.
   *
   * @throws CamundaException if it cannot be a task
   */
  public TaskState state(JsonNode row) {
    return state("/external-task", row);
  }

  private TaskState state(String path, JsonNode json) {
    try {
      return TaskState.of(json);
    } catch (IllegalArgumentException e) {
      throw rest.unexpected("GET", path, json, e.getMessage());
    }
  }

  /** The topics that have unlocked tasks with retries left. Changes nothing. */
  public TreeSet<String> topicsWithWork() {
    return topics("?withUnlockedTasks=true&withRetriesLeft=true");
  }

  /** The topics that have tasks at all, of any tenant. Changes nothing. */
  public TreeSet<String> topics() {
    return topics("");
  }

  private TreeSet<String> topics(String query) {
    TreeSet<String> topics = new TreeSet<>();
    Pages.whole(rest, "/external-task/topic-names" + query)
        .forEach(name -> topics.add(name.asText()));
    return topics;
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
