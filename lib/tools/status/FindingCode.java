package lib.tools.status;

import lib.base.text.Coded;
import lib.base.text.Finding;
import lib.base.text.Message;
import lib.base.text.Severity;

/** What can be found that is not as it should be. */
public enum FindingCode implements Coded {
  CAMUNDA_UNREACHABLE,
  RABBITMQ_UNREACHABLE,
  /** The broker has none of the project's queues where these settings lead. */
  QUEUES_MISSING,
  /** No worker answers, and nobody consumes the responses queue, as far as that is known. */
  WORKER_DOWN,
  /** No worker answers, but somebody consumes the responses queue. */
  WORKER_NOT_SEEN,
  /** One of several workers does not answer. */
  WORKER_UNREACHABLE,
  WORKER_STARTING,
  WORKER_STOPPING,
  ROUTING_STALLED,
  RESPONSES_STALLED,
  /** The worker cannot reach Camunda, whoever else can. */
  WORKER_WITHOUT_CAMUNDA,
  /** The worker cannot reach RabbitMQ, whoever else can. */
  WORKER_WITHOUT_RABBITMQ,
  RABBITMQ_BLOCKED,
  /** Exchanges, queues or bindings that the worker needs are missing and it cannot make them. */
  RABBITMQ_TOPOLOGY,
  /** What the worker says of itself cannot be true together. */
  CONTRADICTION,
  /** The worker names a problem that this tool does not know. */
  WORKER_UNHEALTHY,
  ROUTING_OFF,
  RESPONSES_OFF,
  RECENT_ERRORS,
  /** This machine is too slow to tell whether a server answers. */
  SLOW_HOST,
  /** The worker at this address is not the one of these settings. */
  OTHER_WORKER_ID;

  Finding critical(Object... args) {
    return finding(Severity.CRITICAL, args);
  }

  Finding warning(Object... args) {
    return finding(Severity.WARNING, args);
  }

  private Finding finding(Severity severity, Object... args) {
    return new Finding(severity, code(), Message.of("status.finding." + code(), args));
  }

  /** Whether a finding is this one. */
  boolean is(Finding finding) {
    return finding.code().equals(code());
  }
}
