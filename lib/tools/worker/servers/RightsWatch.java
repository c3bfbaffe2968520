package lib.tools.worker.servers;

import java.util.stream.Stream;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Rights;
import lib.systems.camunda.Rights.Sight;
import lib.systems.camunda.Rights.Things;

/**
 * Tells that the engine may keep tasks from this worker: it gives a user those that he may see and
 * change, and says nothing of the others. Thread-safe.
 *
 * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/external-task/fetch/">Camunda
 *     REST API, Fetch and Lock External Tasks</a>
 */
public final class RightsWatch {

  private final WorkerParts parts;
  private volatile boolean told;

  public RightsWatch(WorkerParts parts) {
    this.parts = parts;
  }

  /** Asks for the rights by up to four small requests; tells what is missing once. */
  public void ask() {
    Rights rights = new Rights(parts.rest());
    try {
      boolean hidden =
          Stream.of(Things.EXTERNAL_TASKS, Things.TASKS_TO_LOCK)
              .anyMatch(things -> rights.of(things) == Sight.PART);
      if (hidden && !told) {
        parts.log().warn("servers.tasks_hidden");
      }
      told = hidden;
    } catch (CamundaException e) {
      parts.watch().silent(e);
    }
  }
}
