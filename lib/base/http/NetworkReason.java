package lib.base.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lib.base.text.Reason;

/**
 * What the operating system and the JDK say of a connection that fails, in the reader's language:
 * there are a few such sentences, always in English, and everybody meets them.
 */
public final class NetworkReason {

  /** What stands in their words, in lower case, and what it is called here. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("connection refused", "refused"),
          Map.entry("no route to host", "no_route"),
          Map.entry("network is unreachable", "no_network"),
          Map.entry("connect timed out", "no_connection"),
          Map.entry("connection timed out", "no_connection"),
          Map.entry("connection reset", "reset"),
          Map.entry("broken pipe", "reset"),
          Map.entry("read timed out", "no_answer"),
          Map.entry("unrecognized ssl message", "not_tls"),
          Map.entry("terminated the handshake", "handshake"),
          Map.entry("ssl peer shut down incorrectly", "handshake"),
          Map.entry("unable to find valid certification path", "unknown_authority"));

  private NetworkReason() {}

  /** The reason if it is one of those. A refusal often has no words at all. */
  public static Optional<Reason> of(Throwable failure) {
    return causes(failure)
        .flatMap(cause -> kind(cause).stream())
        .findFirst()
        .or(
            () ->
                causes(failure)
                    .filter(ConnectException.class::isInstance)
                    .filter(cause -> cause.getMessage() == null)
                    .findFirst()
                    .map(silent -> "refused"))
        .map(kind -> Reason.of("http.network." + kind));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  private static Optional<String> kind(Throwable cause) {
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return Optional.of("unknown_host");
    }
    if (cause instanceof NoRouteToHostException) {
      return Optional.of("no_route");
    }
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    return WORDS.stream()
        .filter(known -> words.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
