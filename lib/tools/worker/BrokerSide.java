package lib.tools.worker;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lib.base.config.RabbitSettings;
import lib.base.config.RoutingTable;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerLink;
import lib.systems.rabbitmq.Publisher;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologySetup;
import lib.systems.rabbitmq.TopologySetup.Finding;

/** The worker's connection to RabbitMQ, its topology, and the publishers that live on it. */
final class BrokerSide implements BrokerLink.Listener, AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(15);

  private final WorkerStatus status;
  private final BrokerConnector connector;
  private final Topology topology;
  private final WorkerLog log;
  private final BrokerLink link;
  private final BrokerLink answersLink;
  private final BrokerProbe probe;
  private final Publisher tasks = new Publisher("publish-tasks", this::prepareAnew);
  private final Publisher errors = new Publisher("publish-errors", this::prepareAnew);
  private final Set<Finding> told = new HashSet<>();
  private volatile BrokerException lastFailure;
  private volatile boolean outageNoted;

  BrokerSide(RabbitSettings settings, RoutingTable routing, WorkerStatus status, WorkerLog log) {
    this.status = status;
    this.connector = new BrokerConnector(settings, new AmqpMetrics(status.metrics()));
    this.topology = Topology.of(settings, routing);
    this.log = log;
    this.link = new BrokerLink(connector, clientName(), this::prepare, this);
    this.answersLink =
        new BrokerLink(connector, clientName() + " answers", connection -> {}, new Silent());
    this.probe = new BrokerProbe(answersLink);
  }

  BrokerLink link() {
    return link;
  }

  /** Broker and virtual host, for messages. */
  String where() {
    return connector.where();
  }

  /**
   * A connection of its own for consuming: in an alarm RabbitMQ reads nothing from a connection
   * that publishes, acknowledgements included, and the queues could not be emptied.
   */
  BrokerLink answersLink() {
    return answersLink;
  }

  /**
   * Something on the connection is not as it was prepared, e.g. an exchange was deleted. Closes the
   * connection, in the background; the next one is prepared anew.
   */
  void prepareAnew() {
    CompletableFuture.runAsync(link::reconnect);
  }

  /** For task messages. */
  Publisher tasks() {
    return tasks;
  }

  /** For everything else, so that it never waits behind task messages. */
  Publisher errors() {
    return errors;
  }

  /**
   * Connects once and declares what is missing.
   *
   * @param patient whether an unreachable broker is only noted
   */
  void check(boolean patient) {
    try (Connection connection = connector.connect(clientName())) {
      declare(connection);
    } catch (BrokerException e) {
      if (!patient || !e.kind().isTemporary()) {
        throw e;
      }
      log.warn("worker.broker_absent", e.userMessage());
    } catch (java.io.IOException e) {
      log.warn("worker.broker_absent", connector.failure(e).userMessage());
    }
  }

  void start() {
    link.start();
    answersLink.start();
  }

  /**
   * Waits for the first connection.
   *
   * @throws BrokerException if there is none within 15 seconds
   */
  void awaitUp() throws InterruptedException {
    if (link.awaitWritable(START_PATIENCE).isEmpty()) {
      BrokerException failure = lastFailure;
      throw failure != null
          ? failure
          : connector.failure(new java.util.concurrent.TimeoutException());
    }
  }

  /** Asks the broker for a sign of life. */
  void ask() throws InterruptedException {
    probe.ask();
  }

  /** Whether both connections are open. */
  boolean isOpen() {
    return link.isOpen() && answersLink.isOpen();
  }

  /** How long ago the broker last gave a sign of life, empty if it never did. */
  Optional<Duration> sinceAnswer() {
    return probe.sinceAnswer();
  }

  /** Why there is no connection or no answer, empty if all is well. */
  Optional<String> lastFailure() {
    return link.isOpen()
        ? probe.lastFailure()
        : Optional.ofNullable(lastFailure).map(BrokerException::reason);
  }

  /** Why the broker takes no messages, empty if it does. */
  Optional<String> blocked() {
    return link.blockedReason();
  }

  /** How many messages are ready in a queue. */
  long readyIn(String queue) throws InterruptedException {
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
    log.info("worker.broker_connected", connector.where());
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
    log.warn("worker.broker_lost", reason.userMessage(), pause.toMillis() / 1000.0);
  }

  @Override
  public void blocked(Optional<String> reason) {
    if (reason.isPresent()) {
      status.error(null, "rabbitmq.blocked", reason.get());
      log.warn("worker.broker_blocked", reason.get());
    } else {
      log.info("worker.broker_unblocked");
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
    declare(connection);
    tasks.use(connection);
    errors.use(connection);
  }

  /** Every finding is told once, not after every reconnect. */
  private void declare(Connection connection) {
    for (Finding finding : TopologySetup.ensure(connection, connector.where(), topology)) {
      if (finding instanceof Finding.Differs differs && differs.isWrongType()) {
        // Tasks would go to other queues than meant, or to all of them.
        throw connector.unusable(differs.difference());
      }
      if (told.add(finding)) {
        tell(finding);
      }
    }
  }

  private void tell(Finding finding) {
    if (finding instanceof Finding.Created) {
      log.info("worker.object_created", finding.object());
    } else if (finding instanceof Finding.Differs differs) {
      log.warn("worker.object_differs", finding.object(), differs.difference());
    } else if (finding instanceof Finding.NotAllowed refused) {
      log.warn("worker.object_not_allowed", finding.object(), refused.reason());
    }
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
