package lib.tools.worker.servers;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import lib.base.config.RabbitSettings;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerLink;
import lib.systems.rabbitmq.Publisher;
import lib.tools.worker.status.Broker;
import lib.tools.worker.status.WorkerLog;
import lib.tools.worker.status.WorkerStatus;

/** The worker's connection to RabbitMQ, its topology, and the publishers that live on it. */
public final class BrokerConnections implements Broker, BrokerLink.Listener, AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(15);

  private final WorkerStatus status;
  private final BrokerConnector connector;
  private final TopologyWatch topology;
  private final WorkerLog log;
  private final BrokerLink link;
  private final BrokerLink answersLink;
  private final BrokerProbe probe;
  private final Publisher tasks = new Publisher("publish-tasks", this::prepareAnew);
  private final Publisher errors = new Publisher("publish-errors", this::prepareAnew);
  private volatile BrokerException lastFailure;
  private volatile boolean outageNoted;

  public BrokerConnections(WorkerParts parts) {
    RabbitSettings settings = parts.settings().rabbit();
    this.status = parts.status();
    this.connector = new BrokerConnector(settings, new AmqpMetrics(status.metrics()));
    this.topology = new TopologyWatch(parts, connector);
    this.log = parts.log();
    this.link = new BrokerLink(connector, clientName(), this::prepare, this);
    this.answersLink =
        new BrokerLink(connector, clientName() + " answers", connection -> {}, new Silent());
    this.probe = new BrokerProbe(answersLink);
  }

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
    } catch (java.io.IOException e) {
      log.warn("servers.broker_absent", connector.failure(e).userMessage());
    }
  }

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
      BrokerException failure = lastFailure;
      throw failure != null
          ? failure
          : connector.failure(new java.util.concurrent.TimeoutException());
    }
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
        : Optional.ofNullable(lastFailure).map(BrokerException::reason);
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
    Connection connection = link.awaitOpen(START_PATIENCE).orElseThrow(() -> lastFailure);
    try (var channel = connection.createChannel()) {
      return channel.messageCount(queue);
    } catch (java.io.IOException | java.util.concurrent.TimeoutException e) {
      throw connector.failure(e);
    }
  }

  @Override
  public void opened(Connection connection) {
    outageNoted = false;
    log.info("servers.broker_connected", connector.where());
  }

  @Override
  public void failed(BrokerException reason, Duration pause) {
    lastFailure = reason;
    if (!outageNoted) {
      outageNoted = true;
      status.error(null, reason.code(), reason.reason());
    }
    tasks.abandon(reason.reason());
    errors.abandon(reason.reason());
    log.warn("servers.broker_lost", reason.userMessage(), pause.toMillis() / 1000.0);
  }

  @Override
  public void blocked(Optional<String> reason) {
    if (reason.isPresent()) {
      status.error(null, "rabbitmq.blocked", reason.get());
      log.warn("servers.broker_blocked", reason.get());
    } else {
      log.info("servers.broker_unblocked");
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

  /** The other link tells of everything that concerns both. */
  private static final class Silent implements BrokerLink.Listener {
    @Override
    public void opened(Connection connection) {
      // Told by the publishing link.
    }

    @Override
    public void failed(BrokerException reason, Duration pause) {
      // Told by the publishing link.
    }

    @Override
    public void blocked(Optional<String> reason) {
      // A connection that only consumes is not blocked.
    }
  }

  private static String clientName() {
    return "universal-camunda-worker " + ProcessHandle.current().pid();
  }
}
