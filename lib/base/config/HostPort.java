package lib.base.config;

import java.net.URI;
import java.net.URISyntaxException;
import lib.base.http.Authority;

/** A host and the TCP port there. */
public record HostPort(String host, int port) {

  private static final int HIGHEST_PORT = 65_535;

  /** Whether a text is {@code host}, {@code host:port} or {@code [ipv6]:port}. */
  static boolean isValid(String text) {
    try {
      HostPort address = parse(text, 1);
      return isHost(address.host) && address.port >= 1 && address.port <= HIGHEST_PORT;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Whether a text can be the name of a host, or its number. */
  static boolean isHost(String text) {
    try {
      String host = text.contains(":") ? "[" + text + "]" : text;
      return Authority.of(new URI("http://" + host))
          .filter(server -> server.host().equals(host))
          .isPresent();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The number of an IPv6 host without the brackets that it has in an address. */
  static String unbracketed(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Reads {@code host}, {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws NumberFormatException if what follows the colon is not a number
   */
  static HostPort parse(String text, int defaultPort) {
    int afterHost = text.startsWith("[") ? text.indexOf(']') + 1 : 0;
    int colon = text.indexOf(':', afterHost);
    String host = colon < 0 ? text : text.substring(0, colon);
    int port = colon < 0 ? defaultPort : Integer.parseInt(text.substring(colon + 1));
    return new HostPort(unbracketed(host), port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
