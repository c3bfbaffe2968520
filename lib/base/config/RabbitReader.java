package lib.base.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Builds the settings of the broker. */
final class RabbitReader {

  private final Values values;
  private final Optional<AmqpUri> uri;

  private RabbitReader(Values values) {
    this.values = values;
    this.uri =
        Optional.of(values.text("rabbitmq.uri")).filter(s -> !s.isEmpty()).map(AmqpUri::parse);
  }

  static RabbitSettings read(Values values) {
    return new RabbitReader(values).read();
  }

  private RabbitSettings read() {
    TlsSettings tls = tls();
    if (tls.enabled() && !values.isSet("rabbitmq.port")) {
      values.derive("rabbitmq.port", String.valueOf(AmqpUri.TLS_PORT));
    }
    List<HostPort> addresses = addresses();
    if (!values.isSet("rabbitmq.management_url")) {
      String host = addresses.get(0).host();
      values.derive(
          "rabbitmq.management_url",
          "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":15672");
    }
    return new RabbitSettings(
        addresses,
        uri.flatMap(AmqpUri::username).orElse(values.text("rabbitmq.username")),
        uri.flatMap(AmqpUri::password).orElse(values.secret("rabbitmq.password")),
        uri.flatMap(AmqpUri::virtualHost).orElse(values.text("rabbitmq.virtual_host")),
        tls,
        HttpUrl.of(values.text("rabbitmq.management_url")),
        values.seconds("rabbitmq.heartbeat"),
        values.millis("rabbitmq.connection_timeout"),
        values.text("rabbitmq.tasks_exchange"),
        values.text("rabbitmq.alternate_exchange"),
        values.text("rabbitmq.responses_exchange"),
        values.text("rabbitmq.responses_queue"),
        QueueType.valueOf(values.text("rabbitmq.queue_type").toUpperCase(Locale.ROOT)));
  }

  /** A list of addresses says more than a single one; a URI more than host and port. */
  private List<HostPort> addresses() {
    int port = uri.map(u -> u.address().port()).orElse(values.number("rabbitmq.port"));
    List<String> listed = values.list("rabbitmq.addresses");
    if (!listed.isEmpty()) {
      return listed.stream().map(address -> HostPort.parse(address, port)).toList();
    }
    return List.of(
        uri.map(AmqpUri::address)
            .orElse(new HostPort(HostPort.unbracketed(values.text("rabbitmq.host")), port)));
  }

  private TlsSettings tls() {
    Optional<Path> certificate = values.file("rabbitmq.client_cert_file");
    Optional<Path> key = values.file("rabbitmq.client_key_file");
    if (certificate.isPresent() != key.isPresent()) {
      String given =
          certificate.isPresent() ? "rabbitmq.client_cert_file" : "rabbitmq.client_key_file";
      throw new ConfigException("config.client_cert_incomplete", values.entry(given).where());
    }
    return new TlsSettings(
        uri.map(AmqpUri::tls).orElse(values.flag("rabbitmq.tls")),
        values.flag("rabbitmq.tls_verify"),
        values.file("rabbitmq.ca_file"),
        certificate,
        key);
  }
}
