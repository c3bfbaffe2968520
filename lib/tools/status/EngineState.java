package lib.tools.status;

import java.time.Duration;
import java.util.List;
import lib.base.config.CamundaSettings;
import lib.systems.camunda.Engine;
import lib.systems.camunda.EngineSurvey;
import lib.systems.camunda.EngineSurvey.Task;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;

/**
 * What the engine shows, whoever else answers.
 *
 * @param externalTasks of the configured tenants
 * @param locked those that the configured worker id holds now
 * @param sight whether there may be tasks that this user does not see
 * @param latest the youngest ones, the last first; empty on engines before 7.21
 * @param took from a request to its answer
 */
public record EngineState(
    String version,
    long externalTasks,
    long locked,
    Rights.Sight sight,
    List<Task> latest,
    Duration took) {

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
    EngineSurvey survey = new EngineSurvey(rest);
    Engine engine = new Engine(rest);
    String version = engine.version();
    long started = System.nanoTime(); // The first request loads classes and makes the connection.
    engine.version();
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new EngineState(
        version,
        survey.externalTasks(),
        survey.lockedBy(settings.workerId()),
        new Rights(rest).of(Rights.Things.EXTERNAL_TASKS),
        survey.latestTasks(LATEST),
        took);
  }
}
