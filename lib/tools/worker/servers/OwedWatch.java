package lib.tools.worker.servers;

import java.util.Optional;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.OwedAnswers;

/** Asks the engine now and then what the systems owe. Thread-safe. */
public final class OwedWatch {

  private final WorkerParts parts;
  private volatile Optional<OwedAnswers> last = Optional.empty();

  public OwedWatch(WorkerParts parts) {
    this.parts = parts;
  }

  /** One request. */
  public void ask() {
    try {
      last =
          Optional.of(
              OwedAnswers.ask(parts.rest(), parts.settings().routing(), parts.clock().instant()));
    } catch (CamundaException e) {
      last = Optional.empty();
      parts.watch().silent(e);
    }
  }

  /** What was answered last; empty if nothing was. */
  public Optional<OwedAnswers> last() {
    return last;
  }
}
