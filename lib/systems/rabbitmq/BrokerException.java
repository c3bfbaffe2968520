package lib.systems.rabbitmq;

import lib.base.text.Coded;
import lib.base.text.Reason;
import lib.base.text.ServerException;

/**
 * RabbitMQ could not be reached or refused something. {@link #kind()} says which of the cases it
 * is.
 */
public final class BrokerException extends ServerException {

  /** What went wrong, from the caller's point of view. */
  public enum Kind implements Coded {
    /** No connection: refused, no route, or the connection broke. */
    UNREACHABLE,
    UNKNOWN_HOST,
    /** Connected, but no answer within the time limit. */
    TIMEOUT,
    /** Something listens there that does not speak AMQP 0-9-1. */
    NOT_A_BROKER,
    /** Wrong user or password. */
    AUTHENTICATION,
    /** The virtual host does not exist, or this user may not use it. */
    VIRTUAL_HOST,
    /** The TLS handshake failed. */
    TLS,
    /** This user may not configure, write or read the object. */
    ACCESS_REFUSED,
    /** One consumer has the queue for itself. */
    IN_USE,
    /** A queue or an exchange does not exist. */
    NOT_FOUND,
    /** The object exists with other arguments, or a message is larger than the broker allows. */
    PRECONDITION_FAILED,
    /** Any other refusal, in the broker's words. */
    REFUSED,
    /** The calling thread was interrupted. */
    INTERRUPTED;

    /** Trying again without any change of settings can succeed. */
    public boolean isTemporary() {
      return this == UNREACHABLE || this == TIMEOUT || this == UNKNOWN_HOST;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /**
   * @param where broker and virtual host, e.g. {@code localhost:5672 (vhost /)}
   * @param reason the broker's own words where there are any
   */
  BrokerException(Kind kind, String where, Reason reason, Throwable cause) {
    super("rabbitmq." + kind.code(), "rabbitmq.error." + kind.code(), where, reason, cause);
    this.kind = kind;
  }

  /** Which of the cases it is. */
  public Kind kind() {
    return kind;
  }

  /** Whether another connection has the object for itself, which is not a matter of rights. */
  public boolean isLocked() {
    return saysLocked(reason().english());
  }

  /** The same of a reason that somebody has kept. */
  public static boolean saysLocked(String reason) {
    return reason.contains("RESOURCE_LOCKED");
  }
}
