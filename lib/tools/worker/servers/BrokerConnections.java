package lib.tools.worker.servers;

import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import lib.base.config.RabbitSettings;
import lib.base.text.Reason;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerLink;
import lib.systems.rabbitmq.Publisher;
import lib.tools.worker.status.Broker;
import lib.tools.worker.status.WorkerLog;

/** The worker's connection to RabbitMQ, its topology, and the publishers that live on it. */
public final class BrokerConnections implements Broker, AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(15);

  private final BrokerConnector connector;
  private final TopologyWatch topology;
  private final WorkerLog log;
  private final BrokerLink link;
  private final BrokerLink answersLink;
  private final BrokerProbe probe;
  private final BrokerOutages outages;
  private final Publisher tasks = new Publisher("publish-tasks", this::prepareAnew);
  private final Publisher errors = new Publisher("publish-errors", this::prepareAnew);

  public BrokerConnections(WorkerParts parts) {
    RabbitSettings settings = parts.settings().rabbit();
    this.connector = new BrokerConnector(settings, new AmqpMetrics(parts.status().metrics()));
    this.topology = new TopologyWatch(parts, connector);
    this.log = parts.log();
    this.outages = new BrokerOutages(parts, connector.where(), this::abandon);
    this.link = new BrokerLink(connector, clientName(), this::prepare, outages);
    this.answersLink =
        new BrokerLink(
            connector, clientName() + " answers", connection -> {}, BrokerOutages.SILENT);
    this.probe = new BrokerProbe(answersLink);
  }

  /** The connection for publishing. */
  public BrokerLink link() {
    return link;
  }

  @Override
  public String where() {
    return connector.where();
  }

  /**
   * A connection of its own for consuming: in an alarm RabbitMQ reads nothing from a connection
   * that publishes, acknowledgements included, and the queues could not be emptied.
   */
  public BrokerLink answersLink() {
    return answersLink;
  }

  /**
   * Something on the connection is not as it was prepared, e.g. an exchange was deleted. Closes the
   * connection, in the background; the next one is prepared anew.
   */
  public void prepareAnew() {
    CompletableFuture.runAsync(link::reconnect);
  }

  /**
   * Looks whether queues, exchanges and bindings are there, and makes anew what is not, unless that
   * was done since. To be called by threads that may wait for the broker.
   *
   * @param since a moment of {@link System#nanoTime}
   * @return whether anything was found missing since then
   */
  public boolean repairTopology(long since) {
    try {
      return topology.lookAgain(answersLink, since);
    } catch (BrokerException e) {
      log.debug("servers.not_looked", e.userMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public List<String> missing() {
    return topology.missing();
  }

  /** For task messages. */
  public Publisher tasks() {
    return tasks;
  }

  /** For everything else, so that it never waits behind task messages. */
  public Publisher errors() {
    return errors;
  }

  /**
   * Connects once and declares what is missing.
   *
   * @param patient whether an unreachable broker is only noted
   */
  public void check(boolean patient) {
    try (Connection connection = connector.connect(clientName())) {
      topology.declare(connection);
    } catch (BrokerException e) {
      if (!patient || !e.kind().isTemporary()) {
        throw e;
      }
      log.warn("servers.broker_absent", e.userMessage());
    } catch (IOException e) {
      log.warn("servers.broker_absent", connector.failure(e).userMessage());
    }
  }

  /** Starts connecting. Returns at once. */
  public void start() {
    link.start();
    answersLink.start();
  }

  /**
   * Waits for the first connection.
   *
   * @throws BrokerException if there is none within 15 seconds
   */
  public void awaitUp() throws InterruptedException {
    if (link.awaitWritable(START_PATIENCE).isEmpty()) {
      throw notUp();
    }
  }

  private BrokerException notUp() {
    return outages.last().orElseGet(() -> connector.failure(new TimeoutException()));
  }

  /** Asks the broker for a sign of life. */
  public void ask() throws InterruptedException {
    probe.ask();
  }

  @Override
  public boolean isAway() {
    return !link.isOpen() || !answersLink.isOpen();
  }

  @Override
  public Optional<Duration> sinceAnswer() {
    return probe.sinceAnswer();
  }

  @Override
  public Optional<String> lastFailure() {
    return link.isOpen()
        ? probe.lastFailure()
        : outages.last().map(last -> last.reason().english());
  }

  @Override
  public Optional<String> blocked() {
    return link.blockedReason();
  }

  /** Messages published and neither confirmed nor lost. */
  public int unconfirmed() {
    return tasks.unconfirmed() + errors.unconfirmed();
  }

  /** How many messages are ready in a queue. */
  public long readyIn(String queue) throws InterruptedException {
    Connection connection = link.awaitOpen(START_PATIENCE).orElseThrow(this::notUp);
    try (var channel = connection.createChannel()) {
      return channel.messageCount(queue);
    } catch (IOException | TimeoutException e) {
      throw connector.failure(e);
    }
  }

  @Override
  public void close() {
    tasks.close();
    errors.close();
    link.close(Duration.ofMillis(500));
    answersLink.close(Duration.ofMillis(500));
  }

  private void prepare(Connection connection) {
    topology.declare(connection);
    tasks.use(connection);
    errors.use(connection);
  }

  private void abandon(Reason reason) {
    tasks.abandon(reason);
    errors.abandon(reason);
  }

  private static String clientName() {
    return "universal-camunda-worker " + ProcessHandle.current().pid();
  }
}
