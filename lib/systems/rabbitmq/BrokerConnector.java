package lib.systems.rabbitmq;

import com.rabbitmq.client.Address;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MetricsCollector;
import com.rabbitmq.client.NoOpMetricsCollector;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeoutException;
import lib.base.config.RabbitSettings;
import lib.base.text.Reason;
import lib.base.tls.TlsContext;

/**
 * Opens connections as configured: several addresses (tried in their order), virtual host, TLS,
 * heartbeat, time limits. One call, one attempt.
 *
 * <p>The client's automatic recovery is off. It does not repeat the first connect, does not open a
 * channel again that the broker closed (as it does with consumers that hold messages for 30
 * minutes), and would redeclare objects that exist; {@link BrokerLink} covers all three.
 *
 * @see <a href="https://www.rabbitmq.com/client-libraries/java-api-guide">RabbitMQ Java client</a>
 */
public final class BrokerConnector {

  private final RabbitSettings settings;
  private final ConnectionFactory factory;

  public BrokerConnector(RabbitSettings settings) {
    this(settings, new NoOpMetricsCollector());
  }

  /**
   * For connections on which messages are read that are to be written again: what the client loses
   * of one is told with it, see {@link Alteration#of}.
   */
  public static BrokerConnector markingAlterations(RabbitSettings settings) {
    return new BrokerConnector(
        settings, new NoOpMetricsCollector(), CheckedFrames.Policy.marking());
  }

  /**
   * @param metrics told of everything that happens on the connections
   */
  public BrokerConnector(RabbitSettings settings, MetricsCollector metrics) {
    this(settings, metrics, CheckedFrames.Policy.READ);
  }

  private BrokerConnector(
      RabbitSettings settings, MetricsCollector metrics, CheckedFrames.Policy policy) {
    this.settings = settings;
    this.factory = factory(settings, policy);
    this.factory.setMetricsCollector(metrics);
  }

  /** Broker and virtual host for messages. */
  public String where() {
    return settings.where();
  }

  /**
   * Connects to the first address that answers.
   *
   * @param clientName shown in the management interface
   * @throws BrokerException with the reason
   */
  public Connection connect(String clientName) {
    try {
      return factory.newConnection(addresses(), clientName);
    } catch (IOException | TimeoutException e) {
      throw BrokerFailure.of(where(), e);
    }
  }

  /**
   * The same, with deliveries on threads of the caller's choice. If they run on the thread that
   * reads the connection, whoever handles them slows the broker down instead of filling the memory.
   *
   * @param deliveries runs the handlers of consumers
   * @throws BrokerException with the reason
   */
  public Connection connect(String clientName, ExecutorService deliveries) {
    try {
      return factory.newConnection(deliveries, addresses(), clientName);
    } catch (IOException | TimeoutException e) {
      throw BrokerFailure.of(where(), e);
    }
  }

  private List<Address> addresses() {
    return settings.addresses().stream().map(a -> new Address(a.host(), a.port())).toList();
  }

  /** What amqp-client has thrown, as an exception that names this broker. */
  public BrokerException failure(Exception cause) {
    return BrokerFailure.of(where(), cause);
  }

  /** The broker answers, but what it has must not be used. */
  public BrokerException unusable(Reason reason) {
    return new BrokerException(BrokerException.Kind.PRECONDITION_FAILED, where(), reason, null);
  }

  private static ConnectionFactory factory(RabbitSettings settings, CheckedFrames.Policy policy) {
    ConnectionFactory factory = new CheckedConnectionFactory(policy);
    factory.setUsername(settings.username());
    factory.setPassword(settings.password().value());
    factory.setVirtualHost(settings.virtualHost());
    factory.setRequestedHeartbeat((int) settings.heartbeat().toSeconds());
    int timeout = (int) settings.connectionTimeout().toMillis();
    factory.setConnectionTimeout(timeout);
    factory.setHandshakeTimeout(2 * timeout); // the client gives each answer half of it
    factory.setChannelRpcTimeout(timeout);
    factory.setShutdownTimeout(timeout);
    factory.setAutomaticRecoveryEnabled(false);
    factory.setTopologyRecoveryEnabled(false);
    // By default the client cuts the connection at the first body over 64 MiB, which then comes
    // again after every reconnect. The broker has its own limit.
    factory.setMaxInboundMessageBodySize(Integer.MAX_VALUE);
    factory.setExceptionHandler(new QuietExceptionHandler());
    if (settings.tls().enabled()) {
      factory.useSslProtocol(TlsContext.of(settings.tls()));
      if (settings.tls().verify()) {
        factory.enableHostnameVerification();
      }
    }
    return factory;
  }
}
