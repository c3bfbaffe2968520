package lib.base.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import lib.base.http.Authority;

/** Addresses of HTTP servers as settings hold them. */
final class HttpUrl {

  private static final String REST_ROOT = "/engine-rest";
  private static final Pattern HAS_REST_ROOT = Pattern.compile(".*/engine-rest(/.*)?");

  private HttpUrl() {}

  /** Whether this is http or https with a host, without query; credentials are told apart. */
  static boolean isValid(String value) {
    try {
      var uri = new URI(value);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && Authority.of(uri).filter(Authority::hasValidPort).isPresent()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Whether there is something like {@code user:password@} before the host. */
  static boolean hasCredentials(String value) {
    int start = value.indexOf("://");
    int end = value.indexOf('/', start < 0 ? 0 : start + 3);
    return value.substring(0, end < 0 ? value.length() : end).contains("@");
  }

  /** A valid address without trailing slashes. */
  static URI of(String value) {
    return URI.create(value.replaceFirst("/+$", ""));
  }

  /** The REST root of a valid engine address: a missing {@code /engine-rest} is added. */
  static URI restRoot(String value) {
    URI url = of(value);
    return HAS_REST_ROOT.matcher(url.getRawPath()).matches() ? url : URI.create(url + REST_ROOT);
  }
}
