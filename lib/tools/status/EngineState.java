package lib.tools.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lib.base.config.CamundaSettings;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.RestClient;

/**
 * What the engine shows, whoever else answers.
 *
 * @param externalTasks of the configured tenants
 * @param locked those that the configured worker id holds now
 * @param latest the youngest ones, the last first; empty on engines before 7.21
 */
public record EngineState(
    String version, long externalTasks, long locked, List<Task> latest, Duration took) {

  /** An external task. */
  public record Task(String id, String topic) {}

  private static final int LATEST = 5;

  /**
   * Asks the engine. Changes nothing.
   *
   * @throws lib.systems.camunda.CamundaException if it does not answer as expected
   * @see <a
   *     href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/get-query-count/">
   *     Camunda REST API, Get External Task Count</a>
   */
  static EngineState ask(CamundaSettings settings) {
    RestClient rest = new RestClient(settings);
    long started = System.nanoTime();
    String version = rest.get("/version").path("version").asText("-");
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    String tenants = tenants(settings.tenantIds());
    String holder = "locked=true&workerId=" + RestClient.encode(settings.workerId());
    return new EngineState(
        version,
        count(rest, tenants),
        count(rest, holder + "&" + tenants),
        latest(rest, tenants),
        took);
  }

  private static List<Task> latest(RestClient rest, String tenants) {
    try {
      List<Task> tasks = new ArrayList<>();
      String query = "sortBy=createTime&sortOrder=desc&maxResults=" + LATEST + "&" + tenants;
      rest.get("/external-task?" + query)
          .forEach(
              task ->
                  tasks.add(
                      new Task(task.path("id").asText("-"), task.path("topicName").asText("-"))));
      return tasks;
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.REJECTED) {
        return List.of(); // It cannot sort so.
      }
      throw e;
    }
  }

  private static String tenants(List<String> ids) {
    return ids.isEmpty() ? "" : "tenantIdIn=" + RestClient.encode(String.join(",", ids));
  }

  private static long count(RestClient rest, String query) {
    return rest.get("/external-task/count?" + query).path("count").asLong();
  }
}
