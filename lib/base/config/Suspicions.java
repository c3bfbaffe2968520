package lib.base.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lib.base.config.Entry.Origin;
import lib.base.text.Message;

/** What is allowed but hardly meant. */
final class Suspicions {

  private Suspicions() {}

  static List<Message> of(Values values) {
    var found = new ArrayList<Message>();
    for (String verify : List.of("camunda.tls_verify", "rabbitmq.tls_verify")) {
      if (!values.flag(verify)) {
        found.add(Message.of("config.tls_not_verified", values.entry(verify).where(), verify));
      }
    }
    if (!values.flag("camunda.auth_enabled")
        && (values.isSet("camunda.auth_password") || values.isSet("camunda.auth_token"))) {
      found.add(Message.of("config.auth_not_enabled"));
    }
    if (values.isSet("rabbitmq.uri")) {
      AmqpUri.parse(values.text("rabbitmq.uri")).replacedSettings().stream()
          .filter(values::isSet)
          .map(name -> Message.of("config.uri_overrides", values.entry(name).where(), name))
          .forEach(found::add);
      if (values.isSet("rabbitmq.addresses")) {
        Message where = values.entry("rabbitmq.uri").where();
        found.add(Message.of("config.addresses_override", where));
      }
    }
    return found;
  }

  /**
   * The quotes around a value. A {@code .env} file's are gone when it has been read; those of a
   * {@code .properties} file or of Docker's {@code --env-file} are a part of the value, which a
   * password may well begin and end with.
   */
  static List<Message> quotes(Stream<Entry> entries) {
    return entries
        .filter(entry -> entry.origin() != Origin.ENV_FILE && isQuoted(entry.value()))
        .map(entry -> Message.of("config.quoted", entry.where(), entry.key()))
        .toList();
  }

  private static boolean isQuoted(String value) {
    return value.length() > 1
        && "\"'".indexOf(value.charAt(0)) >= 0
        && value.charAt(0) == value.charAt(value.length() - 1);
  }
}
