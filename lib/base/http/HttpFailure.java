package lib.base.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import lib.base.text.Reason;

/** There is no complete answer. The message is why, in English. */
public final class HttpFailure extends IOException {

  /** What went wrong. */
  public enum Kind {
    /** No connection: refused, unknown host, not within the time for it. */
    UNREACHABLE,
    /** Connected, but no complete answer within the time limit. */
    TIMEOUT,
    /** The TLS handshake failed. */
    TLS,
    /** The connection broke. */
    LOST,
    /** The answer is larger than anything that makes sense. */
    TOO_LARGE
  }

  private static final Pattern OTHER_PROTOCOL =
      Pattern.compile("parsing HTTP/1.1 status line, receiving \\[(?!HTTP|\\])");

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient Reason reason;

  private HttpFailure(Kind kind, Reason reason, Throwable cause) {
    super(reason.english(), cause);
    this.kind = kind;
    this.reason = reason;
  }

  private static Reason at(URI url, Reason why) {
    return proxy(url).map(proxy -> Reason.of("http.proxy", proxy, why)).orElse(why);
  }

  static HttpFailure of(URI url, Throwable cause) {
    return new HttpFailure(kindOf(cause), at(url, reason(cause)), cause);
  }

  static HttpFailure late(URI url, Duration limit) {
    return new HttpFailure(Kind.TIMEOUT, at(url, Reason.of("http.late", limit.toMillis())), null);
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** Why; names the proxy if there is one between: then it is the proxy that was not reached. */
  public Reason reason() {
    return reason;
  }

  private static Kind kindOf(Throwable failure) {
    if (causes(failure).anyMatch(LimitedBody.TooLarge.class::isInstance)) {
      return Kind.TOO_LARGE;
    }
    if (failure instanceof HttpConnectTimeoutException
        || failure instanceof ConnectException
        || failure instanceof UnknownHostException
        || failure instanceof UnresolvedAddressException) {
      return Kind.UNREACHABLE;
    }
    if (failure instanceof HttpTimeoutException) {
      return Kind.TIMEOUT;
    }
    return failure instanceof SSLException ? Kind.TLS : Kind.LOST;
  }

  private static Reason reason(Throwable failure) {
    Optional<LimitedBody.TooLarge> tooLarge =
        causes(failure)
            .filter(LimitedBody.TooLarge.class::isInstance)
            .map(LimitedBody.TooLarge.class::cast)
            .findFirst();
    if (tooLarge.isPresent()) {
      return tooLarge.get().reason();
    }
    if (causes(failure).anyMatch(HttpFailure::isOtherProtocol)) {
      return Reason.of("http.not_http");
    }
    if (causes(failure).anyMatch(EOFException.class::isInstance)) {
      return Reason.of("http.incomplete");
    }
    return NetworkReason.of(failure).orElseGet(() -> said(failure));
  }

  private static Reason said(Throwable failure) {
    return causes(failure)
        .limit(2)
        .map(Throwable::getMessage)
        .filter(text -> text != null)
        .findFirst()
        .map(Reason::said)
        .orElseGet(() -> Reason.of("http.broken"));
  }

  /** The JDK quotes what it has read of an answer that ends too early. */
  private static boolean isOtherProtocol(Throwable failure) {
    return failure instanceof ProtocolException
        || OTHER_PROTOCOL.matcher(String.valueOf(failure.getMessage())).find();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<String> proxy(URI url) {
    ProxySelector selector = ProxySelector.getDefault();
    return selector == null
        ? Optional.empty()
        : selector.select(url).stream()
            .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
            .map(proxy -> (InetSocketAddress) proxy.address())
            .map(address -> address.getHostString() + ":" + address.getPort())
            .findFirst();
  }
}
