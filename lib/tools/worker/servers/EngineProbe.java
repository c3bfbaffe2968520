package lib.tools.worker.servers;

import java.time.Duration;
import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Engine;

/**
 * Asks the engine for a sign of life when nobody else has had an answer for a while: no answers to
 * apply, no fetching because the broker is away, or only one of the two loops runs.
 */
public final class EngineProbe {

  private final EngineWatch watch;
  private final Engine engine;
  private final Duration quiet;
  private final Duration timeout;

  /**
   * @param pollTime of the routing loop; half as long again is not suspicious yet
   */
  public EngineProbe(WorkerParts parts, Duration pollTime) {
    this.watch = parts.watch();
    this.engine = parts.engine();
    this.quiet = pollTime.multipliedBy(3).dividedBy(2);
    this.timeout = pollTime;
  }

  public void ask() {
    Optional<Duration> age = watch.sinceAnswer();
    if (!watch.isAway() && age.isPresent() && age.get().compareTo(quiet) < 0) {
      return;
    }
    try {
      engine.version(timeout);
      watch.answered();
    } catch (CamundaException e) {
      watch.silent(e);
    }
  }
}
