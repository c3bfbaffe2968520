package lib.systems.rabbitmq.management;

import lib.base.text.Coded;
import lib.base.text.Reason;
import lib.base.text.ServerException;

/**
 * The management API did not give the expected answer. {@link #kind()} says which of the cases it
 * is. Most tools can do without the management API and treat this as a lack of detail.
 */
public final class ManagementException extends ServerException {

  /** What went wrong, from the caller's point of view. */
  public enum Kind implements Coded {
    /** No connection: refused, unknown host, broken; usually the plugin is not enabled. */
    UNREACHABLE,
    /** Connected, but no complete answer within the time limit. */
    TIMEOUT,
    /** The TLS handshake failed. */
    TLS,
    /** 401, 403: unknown user, wrong password, or a user without the tag or the rights for it. */
    UNAUTHORIZED,
    /** 404 in the management API's own words: the virtual host or the object does not exist. */
    NOT_FOUND,
    /** Something answered that is not the management API of RabbitMQ. */
    NOT_THE_MANAGEMENT_API,
    /** It is a management API, but that of another broker than the one that AMQP talks to. */
    OTHER_BROKER,
    /** 429 and 5xx: it cannot answer now. */
    UNAVAILABLE,
    /** Any other refusal, in its own words. */
    REFUSED,
    /** A successful status with a body that is not the expected JSON. */
    INVALID_JSON,
    /** The calling thread was interrupted. */
    INTERRUPTED
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /**
   * @param request method and URL
   * @param reason the server's own words where there are any
   */
  ManagementException(Kind kind, String request, Reason reason, Throwable cause) {
    super(
        "rabbitmq.management_" + kind.code(),
        "rabbitmq.management." + kind.code(),
        request,
        reason,
        cause);
    this.kind = kind;
  }

  /** Which of the cases it is. */
  public Kind kind() {
    return kind;
  }
}
