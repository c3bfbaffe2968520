package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.MalformedFrameException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.ProtocolVersionMismatchException;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import lib.base.http.NetworkReason;
import lib.base.text.Reason;
import lib.systems.rabbitmq.BrokerException.Kind;

/**
 * Turns what amqp-client throws into a {@link BrokerException}: the only place that reads reply
 * codes.
 *
 * @see <a href="https://www.rabbitmq.com/docs/channels#error-handling">RabbitMQ, channel errors</a>
 */
public final class BrokerFailure {

  /** A failure that this program has found itself, where the client throws its own. */
  static final class Known extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Reason reason;

    Known(Reason reason) {
      super(reason.english());
      this.reason = reason;
    }
  }

  private static final int NOT_ALLOWED = 530;

  /** The broker has given no reason: the connection broke, or this program has closed it. */
  private static final Set<Integer> CLOSED_HERE = Set.of(0, AMQP.REPLY_SUCCESS);

  private BrokerFailure() {}

  /**
   * @param where broker and virtual host, e.g. {@code localhost:5672 (vhost /)}
   */
  public static BrokerException of(String where, Throwable cause) {
    ShutdownSignalException shutdown = find(cause, ShutdownSignalException.class);
    if (shutdown != null && !CLOSED_HERE.contains(replyCode(shutdown))) {
      return new BrokerException(
          kindOf(replyCode(shutdown), replyText(shutdown)),
          where,
          Reason.said(replyText(shutdown)),
          cause);
    }
    Kind kind = kindOf(cause);
    Reason reason = kind == Kind.NOT_A_BROKER ? Reason.of("rabbitmq.why.no_amqp") : reason(cause);
    return new BrokerException(kind, where, reason, cause);
  }

  /** That a message was lost. */
  public static BrokerException lost(String where, Receipt receipt) {
    return new BrokerException(Kind.UNREACHABLE, where, receipt.reason(), null);
  }

  /** The AMQP reply code with which the broker closed a channel or connection; 0 if it did not. */
  public static int replyCode(ShutdownSignalException shutdown) {
    Method reason = shutdown.getReason();
    if (reason instanceof AMQP.Channel.Close close) {
      return close.getReplyCode();
    }
    return reason instanceof AMQP.Connection.Close close ? close.getReplyCode() : 0;
  }

  /** The broker's words to {@link #replyCode}. */
  public static String replyText(ShutdownSignalException shutdown) {
    Method reason = shutdown.getReason();
    if (reason instanceof AMQP.Channel.Close close) {
      return close.getReplyText();
    }
    return reason instanceof AMQP.Connection.Close close
        ? close.getReplyText()
        : shutdown.getMessage();
  }

  private static Kind kindOf(int replyCode, String text) {
    return switch (replyCode) {
      case AMQP.ACCESS_REFUSED -> refusedAccess(text);
      case AMQP.NOT_FOUND -> Kind.NOT_FOUND;
      case AMQP.PRECONDITION_FAILED -> Kind.PRECONDITION_FAILED;
      case NOT_ALLOWED -> text.contains("vhost") ? Kind.VIRTUAL_HOST : Kind.REFUSED;
      case AMQP.CONNECTION_FORCED -> Kind.UNREACHABLE;
      default -> Kind.REFUSED;
    };
  }

  /** One code, three reasons. */
  private static Kind refusedAccess(String text) {
    if (text.contains("in exclusive use")) {
      return Kind.IN_USE;
    }
    return text.contains("access to vhost '") ? Kind.VIRTUAL_HOST : Kind.ACCESS_REFUSED;
  }

  private static Kind kindOf(Throwable cause) {
    if (find(cause, AuthenticationFailureException.class) != null
        || find(cause, PossibleAuthenticationFailureException.class) != null) {
      return Kind.AUTHENTICATION;
    } else if (find(cause, UnknownHostException.class) != null) {
      return Kind.UNKNOWN_HOST;
    } else if (find(cause, SSLException.class) != null) {
      return Kind.TLS;
    } else if (find(cause, ConnectException.class) != null) {
      return Kind.UNREACHABLE;
    } else if (find(cause, SocketTimeoutException.class) != null
        || find(cause, TimeoutException.class) != null) {
      return Kind.TIMEOUT;
    } else if (find(cause, MalformedFrameException.class) != null
        || find(cause, ProtocolVersionMismatchException.class) != null) {
      return Kind.NOT_A_BROKER;
    } else if (cause instanceof InterruptedException) {
      return Kind.INTERRUPTED;
    }
    return Kind.UNREACHABLE;
  }

  private static Reason reason(Throwable cause) {
    ShutdownSignalException shutdown = find(cause, ShutdownSignalException.class);
    if (shutdown != null && replyCode(shutdown) == AMQP.REPLY_SUCCESS) {
      return Reason.of("rabbitmq.why.closed_here");
    }
    Known known = find(cause, Known.class);
    return known != null
        ? known.reason
        : NetworkReason.of(cause).or(() -> said(cause)).orElseGet(() -> unsaid(cause));
  }

  private static Optional<Reason> said(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      boolean tells = !(t instanceof IOException && t.getCause() != null);
      // The client's own words for a connection that broke are "connection error".
      if (t.getMessage() != null && tells && !(t instanceof ShutdownSignalException)) {
        return Optional.of(Reason.said(t.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** The client's time limits have no words of their own. */
  private static Reason unsaid(Throwable cause) {
    if (cause instanceof InterruptedException) {
      return Reason.of("rabbitmq.why.interrupted");
    }
    boolean late = find(cause, TimeoutException.class) != null;
    return Reason.of(late ? "rabbitmq.why.timed_out" : "rabbitmq.why.lost");
  }

  private static <T extends Throwable> T find(Throwable cause, Class<T> type) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }
}
