package lib.base.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.http.Authority;

/**
 * An AMQP address (https://www.rabbitmq.com/docs/uri-spec). What it leaves out comes from the other
 * settings; so does an empty virtual host ("amqp://host/"), since nobody has one of that name.
 */
record AmqpUri(
    boolean tls,
    HostPort address,
    Optional<String> username,
    Optional<Secret> password,
    Optional<String> virtualHost) {

  static final int PLAIN_PORT = 5672;
  static final int TLS_PORT = 5671;

  static boolean isValid(String value) {
    try {
      var uri = new URI(value);
      String path = uri.getRawPath();
      return ("amqp".equalsIgnoreCase(uri.getScheme()) || "amqps".equalsIgnoreCase(uri.getScheme()))
          && Authority.of(uri).filter(Authority::hasValidPort).isPresent()
          && (path.isEmpty() || path.lastIndexOf('/') == 0);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Reads a valid address. */
  static AmqpUri parse(String value) {
    var uri = URI.create(value);
    Authority server = Authority.of(uri).orElseThrow();
    boolean tls = "amqps".equalsIgnoreCase(uri.getScheme());
    int port = server.port().orElse(tls ? TLS_PORT : PLAIN_PORT);
    String[] user = server.userInfo().orElse("").split(":", 2);
    String path = uri.getRawPath();
    return new AmqpUri(
        tls,
        HostPort.parse(server.host(), port),
        decoded(user[0]),
        decoded(user.length > 1 ? user[1] : "").map(Secret::new),
        decoded(path.isEmpty() ? "" : path.substring(1)));
  }

  /** The settings that this address takes the place of. */
  List<String> replacedSettings() {
    var replaced = new ArrayList<>(List.of("rabbitmq.host", "rabbitmq.port", "rabbitmq.tls"));
    username.ifPresent(name -> replaced.add("rabbitmq.username"));
    password.ifPresent(secret -> replaced.add("rabbitmq.password"));
    virtualHost.ifPresent(name -> replaced.add("rabbitmq.virtual_host"));
    return replaced;
  }

  /** Undoes percent-encoding; a plus sign stays, which is no blank outside of a query. */
  private static Optional<String> decoded(String raw) {
    return raw.isEmpty()
        ? Optional.empty()
        : Optional.of(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
  }
}
