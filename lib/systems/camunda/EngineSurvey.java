package lib.systems.camunda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts and samples of what is in an engine, for whoever looks after it: one method a request, of
 * the configured tenants, changing nothing. With authorization on, a user without rights sees zeros
 * and empty lists. Each method throws {@link CamundaException} if the engine does not answer as
 * expected.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/">Camunda REST API</a>
 */
public final class EngineSurvey {

  /** Nothing in an engine is called so. */
  private static final String NOBODY = "worker-diagnostics";

  private final RestClient rest;
  private final String tenants;

  /** An external task of the engine. */
  public record Task(String id, String topic) {}

  /** An open incident; a dash for what the engine does not say. */
  public record OpenIncident(
      String since, String type, String activity, String message, String instance) {}

  public EngineSurvey(RestClient rest) {
    this.rest = rest;
    this.tenants = new TenantFilter(rest.settings().tenantIds()).query();
  }

  /** Definitions, one a key: the latest. */
  public long latestDefinitions() {
    return count("/process-definition", "latestVersion=true");
  }

  /** Definitions, every version. */
  public long definitionVersions() {
    return count("/process-definition", "");
  }

  /** Instances that have not ended. */
  public long runningInstances() {
    return count("/process-instance", "");
  }

  /** Instances that somebody has suspended. */
  public long suspendedInstances() {
    return count("/process-instance", "suspended=true");
  }

  /** Instances that have ended, as far as the history goes back. */
  public long finishedInstances() {
    return count("/history/process-instance", "finished=true");
  }

  /** All external tasks. */
  public long externalTasks() {
    return count("/external-task", "");
  }

  /** External tasks with a lock that has not ended. */
  public long lockedTasks() {
    return count("/external-task", "locked=true");
  }

  /** External tasks that a worker id holds now. */
  public long lockedBy(String workerId) {
    return count("/external-task", "locked=true&workerId=" + RestClient.encode(workerId));
  }

  /** External tasks that wait for a human being. */
  public long tasksWithoutRetries() {
    return count("/external-task", "noRetriesLeft=true");
  }

  /** External tasks of a topic that wait for a worker. */
  public long waitingTasks(String topic) {
    return count(
        "/external-task",
        "notLocked=true&withRetriesLeft=true&topicName=" + RestClient.encode(topic));
  }

  /** Topics of external tasks with retries left, of all tenants. */
  public List<String> topics() {
    List<String> names = new ArrayList<>();
    rest.get("/external-task/topic-names?withRetriesLeft=true")
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  /** The youngest external tasks, the last first; empty on engines before 7.21. */
  public List<Task> latestTasks(int most) {
    try {
      List<Task> tasks = new ArrayList<>();
      rest.get("/external-task?sortBy=createTime&sortOrder=desc&maxResults=" + most + tenants)
          .forEach(row -> tasks.add(new Task(text(row, "id"), text(row, "topicName"))));
      return tasks;
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.REJECTED) {
        return List.of(); // It cannot sort so.
      }
      throw e;
    }
  }

  /** Open incidents. */
  public long openIncidents() {
    return count("/incident", "");
  }

  /** The youngest open incidents, the last first. */
  public List<OpenIncident> latestIncidents(int most) {
    List<OpenIncident> incidents = new ArrayList<>();
    rest.get("/incident?sortBy=incidentTimestamp&sortOrder=desc&maxResults=" + most + tenants)
        .forEach(
            row ->
                incidents.add(
                    new OpenIncident(
                        text(row, "incidentTimestamp"),
                        text(row, "incidentType"),
                        text(row, "activityId"),
                        text(row, "incidentMessage"),
                        text(row, "processInstanceId"))));
    return incidents;
  }

  /**
   * Whether the engine keeps a history. Nothing says so directly, and empty lists do not either;
   * but comments need history, so that a comment that does not exist is refused in other words.
   *
   * @see <a href="https://docs.camunda.org/manual/7.24/user-guide/process-engine/history/">Camunda,
   *     History</a>
   */
  public boolean keepsHistory() {
    try {
      rest.get("/task/" + NOBODY + "/comment/" + NOBODY);
    } catch (CamundaException e) {
      if (e.reason().contains("History is not enabled")) {
        return false;
      } else if (e.engineType().isEmpty()) {
        throw e;
      }
    }
    return true;
  }

  /** Whether there is anything in the log of external tasks: history level FULL. */
  public boolean hasTaskLog() {
    return Pages.count(rest, "/history/external-task-log", "") > 0;
  }

  /** What the engine says about itself; also its errors tell what it is. */
  public String telemetry() {
    try {
      return rest.get("/telemetry/data").toString();
    } catch (CamundaException e) {
      return e.rawResponse();
    }
  }

  private long count(String path, String query) {
    return Pages.count(rest, path, (query + tenants).replaceFirst("^&", ""));
  }

  private static String text(JsonNode row, String name) {
    return row.path(name).asText("-");
  }
}
