package lib.tools.status;

import java.util.Locale;
import lib.base.text.ExitCode;
import lib.base.text.Message;

/**
 * Something that is not as it should be.
 *
 * @param level how bad: a warning or critical
 * @param text what it is, for people
 */
public record Finding(ExitCode level, Code code, Message text) {

  /** What can be found. */
  public enum Code {
    CAMUNDA_UNREACHABLE,
    RABBITMQ_UNREACHABLE,
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
    /** The worker names a problem that this tool does not know. */
    WORKER_UNHEALTHY,
    ROUTING_OFF,
    RESPONSES_OFF,
    RECENT_ERRORS,
    /** The worker at this address is not the one of these settings. */
    OTHER_WORKER_ID;

    /** The stable name for programs, and of the text. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding critical(Code code, Object... args) {
    return new Finding(ExitCode.CRITICAL, code, text(code, args));
  }

  static Finding warning(Code code, Object... args) {
    return new Finding(ExitCode.WARNING, code, text(code, args));
  }

  private static Message text(Code code, Object... args) {
    return Message.of("status.finding." + code.label(), args);
  }
}
