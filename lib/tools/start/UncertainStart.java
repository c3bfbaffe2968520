package lib.tools.start;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Reason;
import lib.base.text.UserException;
import lib.systems.camunda.CamundaException;

/** The request went out, but no answer came: the instance may have been started or not. */
public final class UncertainStart extends UserException {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public UncertainStart(CamundaException cause) {
    super(
        cause.code(),
        cause.kind() == CamundaException.Kind.INTERRUPTED
            ? ExitCode.INTERRUPTED
            : ExitCode.CRITICAL,
        Message.of("start.uncertain", cause.request(), cause.reason()),
        cause);
    this.reason = cause.reason();
  }

  /** What was seen instead of an answer. */
  public Reason reason() {
    return reason;
  }

  /** Whether the engine may have started an instance although the request ended so. */
  public static boolean isPossible(CamundaException e) {
    return switch (e.kind()) {
      case TIMEOUT, CONNECTION_LOST, INTERRUPTED, UNAVAILABLE, INVALID_JSON, NOT_THE_ENGINE -> true;
      case UNREACHABLE,
          TLS,
          UNAUTHORIZED,
          FORBIDDEN,
          NOT_FOUND,
          CONCURRENT_UPDATE,
          REJECTED,
          DATABASE_ERROR,
          ENGINE_ERROR ->
          false;
    };
  }
}
