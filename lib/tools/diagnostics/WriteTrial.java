package lib.tools.diagnostics;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import lib.base.config.RabbitSettings;
import lib.base.config.RoutingTable;
import lib.base.config.SystemRoute;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.Topology;

/**
 * Uses the right to write, on connections of its own: an alarm would block them for everything else
 * as well. On the real exchange it publishes in a transaction that is rolled back, so nobody gets
 * anything; and with every routing key that is in use, since a topic permission may allow some of
 * them only.
 *
 * @see <a href="https://www.rabbitmq.com/docs/access-control#topic-authorisation">RabbitMQ, topic
 *     authorisation</a>
 */
final class WriteTrial {

  private static final int LOOK_MILLIS = 100;
  private static final byte[] NOTHING = {};

  /** A word that no topic of an installation is likely to be. */
  private static final String ANY_TOPIC = "diagnostics";

  private final RabbitSettings settings;
  private final RoutingTable routing;
  private final BrokerConnector connector;
  private final AtomicReference<String> blocked = new AtomicReference<>();

  WriteTrial(RabbitSettings settings, RoutingTable routing, BrokerConnector connector) {
    this.settings = settings;
    this.routing = routing;
    this.connector = connector;
  }

  /** Publishes to a temporary exchange and waits until the broker has it. */
  Trial temporary(String exchange) {
    return Trial.of(
        exchange, () -> publish(c -> onChannel(c, channel -> confirmed(channel, exchange))));
  }

  /** Publishes to the real exchange and takes it back: by system, the error queue's key last. */
  Map<String, Trial> real() {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    routing.systems().forEach(route -> keys.put(route.system(), keys(route)));
    keys.put(Topology.ERRORS_QUEUE, List.of(Topology.ERRORS_KEY));
    Map<String, Trial> trials = new LinkedHashMap<>();
    publish(
        connection ->
            keys.forEach(
                (system, tried) ->
                    trials.put(
                        system,
                        Trial.of(
                            String.join(", ", tried),
                            () -> onChannel(connection, channel -> rolledBack(channel, tried))))));
    return trials;
  }

  private List<String> keys(SystemRoute route) {
    return route.topics().isEmpty()
        ? List.of(route.system() + "." + ANY_TOPIC)
        : route.topics().stream().map(routing::routingKey).toList();
  }

  private void publish(Consumer<Connection> publishing) {
    Connection connection = connector.connect("worker_diagnostics publishing");
    try {
      connection.addBlockedListener(blocked::set, () -> {});
      publishing.accept(connection);
    } finally {
      connection.abort((int) settings.connectionTimeout().toMillis());
    }
  }

  private interface Publishing {
    void on(Channel channel) throws IOException, InterruptedException, TimeoutException;
  }

  /** A refusal ends the channel, not the connection. */
  private void onChannel(Connection connection, Publishing publishing) {
    try {
      publishing.on(connection.openChannel().orElseThrow());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw connector.failure(e);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw connector.failure(e);
    }
  }

  /** A broker in alarm says so soon, and never confirms. */
  private void confirmed(Channel channel, String exchange)
      throws IOException, InterruptedException, TimeoutException {
    channel.confirmSelect();
    channel.basicPublish(exchange, "", new BasicProperties(), NOTHING);
    Duration limit = settings.connectionTimeout();
    for (long waited = 0; ; waited += LOOK_MILLIS) {
      try {
        channel.waitForConfirms(LOOK_MILLIS);
        return;
      } catch (TimeoutException e) {
        if (blocked().isPresent() || waited >= limit.toMillis()) {
          throw e;
        }
      }
    }
  }

  private void rolledBack(Channel channel, List<String> keys) throws IOException {
    channel.txSelect();
    for (String key : keys) {
      channel.basicPublish(settings.tasksExchange(), key, new BasicProperties(), NOTHING);
    }
    channel.txRollback();
  }

  /** Why the broker blocks whoever publishes; empty if it does not, or nothing was published. */
  Optional<String> blocked() {
    return Optional.ofNullable(blocked.get());
  }
}
