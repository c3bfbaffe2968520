package lib.base.config;

/** A host and the TCP port there. */
public record HostPort(String host, int port) {

  private static final int HIGHEST_PORT = 65_535;

  /** Whether a text is {@code host}, {@code host:port} or {@code [ipv6]:port}. */
  static boolean isValid(String text) {
    try {
      HostPort address = parse(text, 1);
      return !address.host.isEmpty() && address.port >= 1 && address.port <= HIGHEST_PORT;
    } catch (NumberFormatException e) {
      return false;
    }
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
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
