package lib.tools.diagnostics;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.Channels;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.PatientPublisher;

/**
 * Publishes empty messages, each on a connection of its own: an alarm would block it for everything
 * else as well.
 */
final class TrialPublishing {

  private static final Duration CONFIRM = Duration.ofSeconds(3);
  private static final BasicProperties NONE = new BasicProperties();
  private static final byte[] NOTHING = {};

  private final BrokerConnector connector;
  private final AtomicReference<String> blocked = new AtomicReference<>();

  TrialPublishing(BrokerConnector connector) {
    this.connector = connector;
  }

  private interface Publishing {
    void on(Connection connection) throws IOException;
  }

  private void publish(Publishing publishing) {
    Connection connection = connector.connect("worker_diagnostics publishing");
    try {
      connection.addBlockedListener(blocked::set, () -> {});
      publishing.on(connection);
    } catch (IOException | ShutdownSignalException e) {
      throw connector.failure(e);
    } finally {
      connection.abort((int) CONFIRM.toMillis());
    }
  }

  /**
   * To an exchange that leads to the temporary queue at most.
   *
   * @throws lib.systems.rabbitmq.BrokerException if the broker does not take it
   */
  void confirmed(String exchange) {
    publish(
        connection ->
            new PatientPublisher(connection, connector.where(), CONFIRM)
                .publish(new Outgoing(exchange, "", NONE, NOTHING)));
  }

  /**
   * To a real exchange, and takes it back.
   *
   * @throws lib.systems.rabbitmq.BrokerException if the broker does not take it
   */
  void rolledBack(String exchange) {
    publish(
        connection -> {
          Channel channel = Channels.open(connection);
          channel.txSelect();
          channel.basicPublish(exchange, "", NONE, NOTHING);
          channel.txRollback();
        });
  }

  /** Why the broker blocks whoever publishes; empty if it does not, or nothing was published. */
  Optional<String> blocked() {
    return Optional.ofNullable(blocked.get());
  }
}
