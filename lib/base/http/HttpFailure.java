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

/**
 * There is no complete answer. The message is why, in the words of the system, and names the proxy
 * if there is one between: then it is the proxy that was not reached.
 */
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

  private HttpFailure(Kind kind, URI url, String why, Throwable cause) {
    super(proxy(url).map(proxy -> "HTTP proxy " + proxy + ": " + why).orElse(why), cause);
    this.kind = kind;
  }

  static HttpFailure of(URI url, Throwable cause) {
    return new HttpFailure(kindOf(cause), url, words(cause), cause);
  }

  static HttpFailure late(URI url, Duration limit) {
    return new HttpFailure(Kind.TIMEOUT, url, "no answer within " + limit.toMillis() + " ms", null);
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
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

  private static String words(Throwable failure) {
    if (causes(failure)
        .anyMatch(
            cause ->
                cause instanceof UnresolvedAddressException
                    || cause instanceof UnknownHostException)) {
      return "unknown host";
    }
    Optional<LimitedBody.TooLarge> tooLarge =
        causes(failure)
            .filter(LimitedBody.TooLarge.class::isInstance)
            .map(LimitedBody.TooLarge.class::cast)
            .findFirst();
    if (tooLarge.isPresent()) {
      return tooLarge.get().getMessage();
    }
    if (causes(failure).anyMatch(HttpFailure::isOtherProtocol)) {
      return "what answers there does not speak HTTP";
    }
    if (causes(failure).anyMatch(HttpFailure::isWithoutTls)) {
      return "what answers there does not speak TLS: http instead of https?";
    }
    if (causes(failure).anyMatch(EOFException.class::isInstance)) {
      return "the connection was closed before the answer was complete";
    }
    return causes(failure)
        .limit(2)
        .map(Throwable::getMessage)
        .filter(text -> text != null)
        .findFirst()
        .orElse(
            failure instanceof ConnectException ? "connection refused" : "the connection broke");
  }

  /** The JDK quotes what it has read of an answer that ends too early. */
  private static boolean isOtherProtocol(Throwable failure) {
    return failure instanceof ProtocolException
        || OTHER_PROTOCOL.matcher(String.valueOf(failure.getMessage())).find();
  }

  private static boolean isWithoutTls(Throwable failure) {
    return failure instanceof SSLException
        && String.valueOf(failure.getMessage()).contains("nrecognized SSL message");
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
