package lib.tools.worker.servers;

import java.time.Clock;
import lib.base.config.Settings;
import lib.systems.camunda.Engine;
import lib.systems.camunda.ExternalTasks;
import lib.systems.camunda.RestClient;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

/** What most parts of the worker need. */
public record WorkerParts(
    Settings settings,
    RestClient rest,
    Engine engine,
    ExternalTasks tasks,
    EngineWatch watch,
    WorkerStatus status,
    WorkerLog log,
    Clock clock) {

  /** Connects to nothing yet. */
  public static WorkerParts of(Settings settings, WorkerStatus status, WorkerLog log, Clock clock) {
    RestClient rest = new RestClient(settings.camunda());
    EngineWatch watch = new EngineWatch(status, log, clock);
    return new WorkerParts(
        settings, rest, new Engine(rest), new ExternalTasks(rest), watch, status, log, clock);
  }

  /** The owner of this worker's locks. */
  public String workerId() {
    return settings.camunda().workerId();
  }
}
