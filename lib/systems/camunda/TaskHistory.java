package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lib.base.json.Json;

/**
 * How external tasks have ended, from the engine's history. What an activity came to is asked by
 * the time of its end, and the log of tasks by process instance: the engine has an index for either
 * and for nothing else. Changes nothing; every method throws {@link CamundaException} if the engine
 * does not answer as expected.
 *
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/reference/rest/history/external-task-log/">Camunda
 *     REST API, Historic External Task Log</a>
 * @see <a
 *     href="https://docs.camunda.org/manual/7.24/reference/rest/history/activity-instance/">Camunda
 *     REST API, Historic Activity Instance</a>
 */
public final class TaskHistory {

  /** What external tasks are made of. */
  private static final Set<String> KINDS =
      Set.of(
          "serviceTask",
          "sendTask",
          "businessRuleTask",
          "intermediateMessageThrowEvent",
          "messageEndEvent");

  /** What catches an error. */
  private static final List<String> CATCHERS = List.of("boundaryError", "errorStartEvent");

  private final RestClient rest;
  private final TenantFilter tenants;

  public TaskHistory(RestClient rest) {
    this.rest = rest;
    this.tenants = new TenantFilter(rest.settings().tenantIds());
  }

  /**
   * An activity that was cancelled, perhaps one with an external task.
   *
   * @param rootId the outermost of the instances that it ran in
   */
  public record CancelledActivity(String id, String instanceId, String rootId, Instant ended) {}

  /** Whether there is a log of external tasks that this user may read: history level FULL. */
  public boolean isLogged() {
    return !rest.list("/history/external-task-log?maxResults=1").isEmpty();
  }

  /** Whether there are tasks at all, of which a log would have something. */
  public boolean hasTasks() {
    return Pages.count(rest, "/external-task", "") > 0;
  }

  /** Those that may have been external tasks, page by page, in the order of their ids. */
  public Stream<CancelledActivity> cancelled(Instant since) {
    return ended("canceled=true", since)
        .filter(row -> KINDS.contains(row.path("activityType").asText()))
        .filter(row -> row.path("canceled").asBoolean() && tenants.accepts(row))
        .flatMap(row -> endOf(row).map(end -> activity(row, end)).stream());
  }

  private static CancelledActivity activity(JsonNode row, Instant end) {
    String instance = row.path("processInstanceId").asText();
    return new CancelledActivity(row.path("id").asText(), instance, rootId(row), end);
  }

  /** When errors were caught, by the outermost process instance. */
  public Map<String, List<Instant>> errorsCaught(Instant since) {
    Map<String, List<Instant>> byRoot = new HashMap<>();
    for (String type : CATCHERS) {
      ended("activityType=" + type, since)
          .filter(row -> type.equals(row.path("activityType").asText()))
          .forEach(
              row ->
                  byRoot
                      .computeIfAbsent(rootId(row), id -> new ArrayList<>())
                      .addAll(endOf(row).stream().toList()));
    }
    return byRoot;
  }

  /** The tasks of a process instance that have ended without being completed. */
  public List<CancelledTask> cancelledTasks(String instanceId) {
    String query = "deletionLog=true&processInstanceId=" + RestClient.encode(instanceId);
    return Pages.of(rest, "/history/external-task-log", query, "timestamp")
        .filter(row -> row.path("deletionLog").asBoolean())
        .filter(row -> EngineId.isHarmless(row.path("externalTaskId").textValue()))
        .map(CancelledTask::of)
        .toList();
  }

  private Stream<JsonNode> ended(String query, Instant since) {
    String whole =
        query
            + "&finishedAfter="
            + RestClient.encode(TaskState.engineTime(since))
            + tenants.query();
    return Pages.of(rest, "/history/activity-instance", whole, "activityInstanceId");
  }

  /** What has no time of its end, or none that can be read, has not ended. */
  private static Optional<Instant> endOf(JsonNode row) {
    try {
      return Json.text(row, "endTime").map(TaskState::instant);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String rootId(JsonNode row) {
    Optional<String> root = Json.text(row, "rootProcessInstanceId");
    return root.orElse(row.path("processInstanceId").asText());
  }
}
