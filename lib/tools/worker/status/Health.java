package lib.tools.worker.status;

import java.util.List;
import lib.base.text.Coded;

/**
 * Whether the worker does its work.
 *
 * @param problems why not; empty if it does
 */
public record Health(List<Problem> problems) {

  /** What can be wrong. */
  public enum Kind implements Coded {
    /** Not ready yet. */
    STARTING,
    /** Not taking anything any more. */
    STOPPING,
    /** No round of the routing loop for three poll times. */
    ROUTING_STALLED,
    /** No consumer of the responses queue seen alive for three poll times. */
    RESPONSES_STALLED,
    CAMUNDA_UNREACHABLE,
    RABBITMQ_UNREACHABLE,
    /** RabbitMQ is there, but takes no messages (memory or disk alarm). */
    RABBITMQ_BLOCKED,
    /** Queues or exchanges are missing and cannot be made. */
    RABBITMQ_TOPOLOGY
  }

  /**
   * @param text why, for people, in English
   */
  public record Problem(Kind kind, String text) {}

  public Health {
    problems = List.copyOf(problems);
  }

  public boolean isOk() {
    return problems.isEmpty();
  }

  public boolean has(Kind kind) {
    return problems.stream().anyMatch(problem -> problem.kind() == kind);
  }
}
