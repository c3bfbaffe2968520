package lib.tools.start;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lib.base.text.Message;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.Incident;
import lib.systems.camunda.Incidents;
import lib.systems.camunda.InstanceState;
import lib.systems.camunda.ProcessInstances;

/**
 * Follows an instance until it ends, gets stuck or the time is over. Asks often at first and every
 * two seconds later; an engine that is away for a while only makes it wait.
 */
public final class InstanceWait {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final ProcessInstances instances;
  private final Incidents incidents;
  private final Consumer<Duration> progress;
  private Optional<Message> problem = Optional.empty();
  private long start;

  /**
   * @param progress told after every question how long it has been so far
   */
  public InstanceWait(
      ProcessInstances instances, Incidents incidents, Consumer<Duration> progress) {
    this.instances = instances;
    this.incidents = incidents;
    this.progress = progress;
  }

  /** Waits. The last question is asked when the time is over. */
  public WaitResult await(String instanceId, Duration limit) {
    start = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        Duration left = limit.minus(waited());
        Optional<WaitResult> result = ask(instanceId);
        if (result.isPresent()) {
          return result.get();
        }
        if (left.isNegative() || left.isZero()) {
          return result(problem.isPresent() ? Ending.UNANSWERED : Ending.RUNNING, List.of());
        }
        progress.accept(waited());
        Thread.sleep((left.compareTo(pause) < 0 ? left : pause).toMillis() + 1);
        pause = pause.multipliedBy(3).dividedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    } catch (InterruptedException e) {
      return result(Ending.INTERRUPTED, List.of());
    }
  }

  private Optional<WaitResult> ask(String instanceId) throws InterruptedException {
    try {
      InstanceState state = instances.state(instanceId);
      List<Incident> open = state.isRunning() ? incidents.of(instanceId) : List.of();
      problem = Optional.empty();
      return ending(state, open).map(ending -> result(ending, open));
    } catch (CamundaException e) {
      if (e.kind() == CamundaException.Kind.INTERRUPTED && Thread.interrupted()) {
        throw new InterruptedException();
      }
      problem = Optional.of(e.userMessage());
      return e.kind().isOutage()
          ? Optional.empty()
          : Optional.of(result(Ending.UNANSWERED, List.of()));
    }
  }

  private static Optional<Ending> ending(InstanceState state, List<Incident> incidents) {
    return switch (state) {
      case COMPLETED -> Optional.of(Ending.COMPLETED);
      case EXTERNALLY_TERMINATED, INTERNALLY_TERMINATED -> Optional.of(Ending.CANCELLED);
      case UNKNOWN -> Optional.of(Ending.UNKNOWN);
      case ACTIVE, SUSPENDED ->
          incidents.isEmpty() ? Optional.empty() : Optional.of(Ending.INCIDENT);
    };
  }

  private WaitResult result(Ending ending, List<Incident> incidents) {
    return new WaitResult(ending, waited(), incidents, problem);
  }

  private Duration waited() {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
