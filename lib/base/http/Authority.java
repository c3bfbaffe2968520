package lib.base.http;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an address that names the server. Host names with an underscore or in Cyrillic are
 * none for {@link URI}, nor for the JDK's HTTP client, but networks have them: Docker's, for one.
 *
 * @param userInfo as it stands there, percent-encoded
 * @param host an IPv6 address in its brackets
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.2">RFC 3986, Authority</a>
 */
public record Authority(Optional<String> userInfo, String host, OptionalInt port) {

  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern NAME =
      Pattern.compile("(?:([^@]*)@)?([\\p{L}\\p{N}_][\\p{L}\\p{N}\\p{M}_.-]*)(?::(\\d{0,5}))?");

  /** Empty if the address names no host, or none that can be. */
  public static Optional<Authority> of(URI address) {
    if (address.getHost() != null) {
      return Optional.of(
          new Authority(
              Optional.ofNullable(address.getRawUserInfo()),
              address.getHost(),
              address.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(address.getPort())));
    }
    return Optional.ofNullable(address.getRawAuthority())
        .map(NAME::matcher)
        .filter(Matcher::matches)
        .map(part -> new Authority(Optional.ofNullable(part.group(1)), part.group(2), port(part)));
  }

  /** Whether it has no port, or one that there is. */
  public boolean hasValidPort() {
    return port.orElse(1) > 0 && port.orElse(1) <= HIGHEST_PORT;
  }

  private static OptionalInt port(Matcher part) {
    return part.group(3) == null || part.group(3).isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(part.group(3)));
  }

  /**
   * The same address for the JDK's HTTP client: with the number of a host whose name it refuses.
   *
   * @throws UnknownHostException if such a name has none
   */
  static URI reachable(URI address) throws UnknownHostException {
    Optional<Authority> named = of(address);
    if (address.getHost() != null || named.isEmpty()) {
      return address;
    }
    String number = numberOf(named.get().host);
    String host = number.contains(":") ? "[" + number + "]" : number;
    String port = named.get().port.isPresent() ? ":" + named.get().port.getAsInt() : "";
    return URI.create(
        address.toString().replaceFirst("//[^/?#]*", Matcher.quoteReplacement("//" + host + port)));
  }

  private static String numberOf(String host) throws UnknownHostException {
    try {
      return InetAddress.getByName(IDN.toASCII(host, IDN.ALLOW_UNASSIGNED)).getHostAddress();
    } catch (IllegalArgumentException e) { // A part of a name is too long, say.
      throw (UnknownHostException) new UnknownHostException(host).initCause(e);
    }
  }
}
