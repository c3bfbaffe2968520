package lib.systems.rabbitmq.management;

import com.rabbitmq.client.Connection;
import java.util.Optional;
import lib.base.config.RabbitSettings;
import lib.base.text.Reason;
import lib.systems.rabbitmq.management.ManagementException.Kind;

/** Whether the management API can be used beside an AMQP connection. */
public sealed interface ManagementAccess {

  /** It answers this user, and it is that of the same broker. */
  record Available(ManagementApi management, BrokerInfo broker) implements ManagementAccess {}

  /** It does not: no plugin, no rights, another broker; the reason has a sentence for users. */
  record Unavailable(ManagementException reason) implements ManagementAccess {}

  /**
   * Tries it with one request. Behind the default address there may be the management API of
   * another broker than the one that AMQP has reached (another port, a tunnel): both name their
   * cluster, and if the names differ it is not used.
   */
  static ManagementAccess open(RabbitSettings settings, Connection connection) {
    ManagementApi api = new ManagementApi(settings);
    try {
      BrokerInfo broker = api.broker();
      String theirs = broker.clusterName().orElse("");
      Object ours = connection.getServerProperties().get("cluster_name");
      if (!theirs.isEmpty() && !theirs.equals(String.valueOf(ours))) {
        String reason = theirs + " != " + (ours == null ? "-" : ours);
        return new Unavailable(
            new ManagementException(
                Kind.OTHER_BROKER, "GET " + api.url(), Reason.said(reason), null));
      }
      return new Available(api, broker);
    } catch (ManagementException e) {
      return new Unavailable(e);
    }
  }

  /** The API if it can be used. */
  default Optional<ManagementApi> api() {
    return this instanceof Available available
        ? Optional.of(available.management())
        : Optional.empty();
  }

  /** Whether it can be used and counts messages. */
  default boolean isCounting() {
    return this instanceof Available available && available.broker().counting();
  }

  /** Why it cannot be used. */
  default Optional<ManagementException> obstacle() {
    return this instanceof Unavailable none ? Optional.of(none.reason()) : Optional.empty();
  }
}
