package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the engine says of its external tasks. Changes nothing. Every method throws {@link
 * CamundaException} if it is not answered as expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/">Camunda REST
 *     API, External Task</a>
 */
public final class TaskLists {

  /** How many ids the engine is asked about at once. */
  public static final int BATCH = 200;

  private final RestClient rest;

  public TaskLists(RestClient rest) {
    this.rest = rest;
  }

  /** The task as it is now, empty if it does not exist (any more). */
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
   * request; rows that cannot be read are left out.
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

  /**
   * Those of some tasks that exist, of whatever tenant.
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
    return Optional.ofNullable(row.path("id").textValue()).filter(EngineId::isHarmless);
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
    } catch (TaskState.Malformed e) {
      throw rest.unexpected("GET", path, json, e.reason());
    }
  }

  /** The topics that have unlocked tasks with retries left. */
  public TreeSet<String> topicsWithWork() {
    return topics("?withUnlockedTasks=true&withRetriesLeft=true");
  }

  /** The topics that have tasks at all, of any tenant. */
  public TreeSet<String> topics() {
    return topics("");
  }

  private TreeSet<String> topics(String query) {
    TreeSet<String> topics = new TreeSet<>();
    Pages.whole(rest, "/external-task/topic-names" + query)
        .forEach(name -> topics.add(name.asText()));
    return topics;
  }
}
