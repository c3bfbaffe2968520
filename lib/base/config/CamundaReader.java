package lib.base.config;

import java.net.URI;
import java.util.Optional;
import lib.base.text.Message;

/** Builds the settings of the engine. */
final class CamundaReader {

  private CamundaReader() {}

  static CamundaSettings read(Values values) {
    URI baseUrl = HttpUrl.restRoot(values.text("camunda.base_url"));
    var tls =
        new TlsSettings(
            "https".equalsIgnoreCase(baseUrl.getScheme()),
            values.flag("camunda.tls_verify"),
            values.file("camunda.ca_file"),
            Optional.empty(),
            Optional.empty());
    return new CamundaSettings(
        baseUrl,
        values.text("camunda.worker_id"),
        auth(values),
        values.list("camunda.tenant_id"),
        values.number("camunda.max_tasks"),
        values.millis("camunda.lock_duration"),
        values.millis("camunda.handoff_lock_duration"),
        values.millis("camunda.async_response_timeout"),
        values.millis("camunda.http_timeout"),
        tls);
  }

  private static Auth auth(Values values) {
    if (!values.flag("camunda.auth_enabled")) {
      return new Auth.None();
    }
    String token = values.text("camunda.auth_token");
    if (!token.isEmpty()) {
      if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
        throw values.invalid("camunda.auth_token", Message.of("config.allowed.token"));
      }
      return new Auth.Bearer(values.secret("camunda.auth_token"));
    }
    String username = values.text("camunda.auth_username");
    if (username.isEmpty() || values.text("camunda.auth_password").isEmpty()) {
      throw new ConfigException(
          "config.auth_incomplete", values.entry("camunda.auth_enabled").where());
    }
    return new Auth.Basic(username, values.secret("camunda.auth_password"));
  }
}
