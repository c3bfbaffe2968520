package lib.tools.worker.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.tools.worker.status.Health.Kind;
import lib.tools.worker.status.Health.Problem;

/**
 * Judges the worker by what it has done lately: both loops must have got on and both systems must
 * have answered within three poll times. Asks nobody itself, so it always answers at once.
 */
public final class HealthCheck {

  private static final int POLLS = 3;

  private final WorkerStatus status;
  private final Server engine;
  private final Broker broker;
  private final Duration limit;

  /**
   * @param pollTime of the routing loop, at least a second
   */
  public HealthCheck(WorkerStatus status, Server engine, Broker broker, Duration pollTime) {
    this.status = status;
    this.engine = engine;
    this.broker = broker;
    this.limit = pollTime.multipliedBy(POLLS);
  }

  /** How old a sign of life may be. */
  Duration limit() {
    return limit;
  }

  Health now() {
    List<Problem> problems = new ArrayList<>();
    switch (status.state()) {
      case STARTING -> problems.add(new Problem(Kind.STARTING, "the worker is starting"));
      case STOPPING -> problems.add(new Problem(Kind.STOPPING, "the worker is stopping"));
      case RUNNING -> {
        if (isWarmingUp()) {
          problems.add(new Problem(Kind.STARTING, "the first rounds are not over"));
          break;
        }
        engine().ifPresent(problems::add);
        broker().ifPresent(problems::add);
        topology().ifPresent(problems::add);
        loop(status.routing(), Kind.ROUTING_STALLED).ifPresent(problems::add);
        loop(status.responses(), Kind.RESPONSES_STALLED).ifPresent(problems::add);
      }
    }
    return new Health(problems);
  }

  /** Nothing is wrong so far, only nothing has had the time to go right. */
  private boolean isWarmingUp() {
    return status.inState().compareTo(limit) < 0
        && (isFresh(status.routing()) || isFresh(status.responses()) || neverAnswered())
        && engine.lastFailure().isEmpty()
        && broker.lastFailure().isEmpty();
  }

  private boolean neverAnswered() {
    return engine.sinceAnswer().isEmpty() || broker.sinceAnswer().isEmpty();
  }

  private static boolean isFresh(LoopStatus loop) {
    return loop.isEnabled() && loop.sinceProgress().isEmpty() && loop.lastError().isEmpty();
  }

  private Optional<Problem> engine() {
    if (!engine.isAway() && isRecent(engine.sinceAnswer())) {
      return Optional.empty();
    }
    String reason = engine.lastFailure().map(text -> ": " + text).orElse("");
    String text = "no answer from Camunda " + ago(engine.sinceAnswer()) + reason;
    return Optional.of(new Problem(Kind.CAMUNDA_UNREACHABLE, text));
  }

  private Optional<Problem> broker() {
    if (broker.isAway() || !isRecent(broker.sinceAnswer())) {
      String reason = broker.lastFailure().map(text -> ": " + text).orElse("");
      String text = "no answer from RabbitMQ " + ago(broker.sinceAnswer()) + reason;
      return Optional.of(new Problem(Kind.RABBITMQ_UNREACHABLE, text));
    }
    return broker
        .blocked()
        .map(alarm -> new Problem(Kind.RABBITMQ_BLOCKED, "RabbitMQ takes no messages: " + alarm));
  }

  private Optional<Problem> topology() {
    List<String> missing = broker.missing();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Kind.RABBITMQ_TOPOLOGY, "missing in RabbitMQ: " + String.join(", ", missing)));
  }

  private Optional<Problem> loop(LoopStatus loop, Kind kind) {
    if (!loop.isEnabled() || loop.isRunning() && isRecent(loop.sinceProgress())) {
      return Optional.empty();
    }
    String reason = loop.lastError().map(text -> ": " + text).orElse("");
    return Optional.of(new Problem(kind, "no progress " + ago(loop.sinceProgress()) + reason));
  }

  private boolean isRecent(Optional<Duration> age) {
    return age.filter(duration -> duration.compareTo(limit) <= 0).isPresent();
  }

  private static String ago(Optional<Duration> age) {
    return age.map(duration -> "for " + duration.toSeconds() + " s").orElse("so far");
  }
}
