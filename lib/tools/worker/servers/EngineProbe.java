package lib.tools.worker.servers;

import java.time.Duration;
import java.util.Optional;
import lib.systems.camunda.CamundaException;

/**
 * Asks the engine for a sign of life when nobody else has had an answer for a while: no answers to
 * apply, no fetching because the broker is away, or only one of the two loops runs.
 *
 * @param pollTime of the routing loop; half as long again is not suspicious yet
 */
public record EngineProbe(WorkerParts parts, Duration pollTime) {

  /** Changes nothing; the watch is told what comes of it. */
  public void ask() {
    EngineWatch watch = parts.watch();
    Optional<Duration> age = watch.sinceAnswer();
    Duration quiet = pollTime.multipliedBy(3).dividedBy(2);
    if (!watch.isAway() && age.isPresent() && age.get().compareTo(quiet) < 0) {
      return;
    }
    try {
      parts.engine().version(pollTime);
      watch.answered();
    } catch (CamundaException e) {
      watch.silent(e);
    }
  }
}
