package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lib.base.config.RabbitSettings;
import lib.base.text.Message;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Channels;
import lib.systems.rabbitmq.Pending;
import lib.systems.rabbitmq.PublisherChannel;
import lib.systems.rabbitmq.management.ManagementAccess;

/**
 * The tool's connections: one that messages come in on, which a slow reader may bring to a
 * standstill, one for publishing, opened when it is needed, which the broker stops reading in an
 * alarm, and one for everything that has to be answered meanwhile. Used by one thread.
 */
public final class BrokerSession implements AutoCloseable {

  private static final int CLOSE_MILLIS = 5000;
  private static final int STUCK_MILLIS = 1000;

  private final String tool;
  private final RabbitSettings settings;
  private final BrokerConnector connector;
  private final Connection deliveries;
  private final Connection control;
  private Optional<Connection> publishing = Optional.empty();

  /**
   * Connects.
   *
   * @param tool how the connections are named at the broker
   * @throws BrokerException with the reason
   */
  public BrokerSession(String tool, RabbitSettings settings) {
    this.tool = tool;
    this.settings = settings;
    this.connector = BrokerConnector.markingAlterations(settings);
    this.control = connector.connect(tool);
    try {
      this.deliveries = connector.connect(tool + " (messages)", new CallerRuns());
    } catch (BrokerException e) {
      control.abort(CLOSE_MILLIS);
      throw e;
    }
  }

  /** Broker and virtual host for messages. */
  public String where() {
    return connector.where();
  }

  /** The virtual host alone. */
  public String virtualHost() {
    return settings.virtualHost();
  }

  /** Whom the broker takes this tool for. */
  String user() {
    return settings.username();
  }

  /** How many bytes the properties of a message may have. */
  int frameMax() {
    return control.getFrameMax();
  }

  /** The version of RabbitMQ, e.g. {@code 3.10.8}; empty for another broker. */
  public String version() {
    return isRabbitMq() ? questions().serverProperty("version").orElse("") : "";
  }

  /** Whether it is RabbitMQ, and not another broker of the same protocol. */
  public boolean isRabbitMq() {
    return questions().isRabbitMq();
  }

  /** A new channel that messages come in on. */
  Channel deliveryChannel() {
    return call(() -> Channels.open(deliveries));
  }

  /**
   * A new channel for publishing.
   *
   * @param whenClosed told of the messages that are unconfirmed when it closes
   */
  PublisherChannel publishingChannel(
      BiConsumer<ShutdownSignalException, List<Pending>> whenClosed) {
    return call(() -> new PublisherChannel(publishing(), whenClosed));
  }

  /**
   * Why the broker takes no messages at the moment, and an empty text when it does again; called
   * back by another thread.
   */
  void onBlocked(Consumer<String> listener) {
    publishing().addBlockedListener(listener::accept, () -> listener.accept(""));
  }

  private Connection publishing() {
    if (publishing.isEmpty()) {
      publishing = Optional.of(connector.connect(tool + " (publishing)"));
    }
    return publishing.get();
  }

  /**
   * Closes the connection for publishing, which may be stuck: a writer that the broker does not
   * read holds the lock that a farewell needs. So nobody waits for more than a moment.
   */
  void abandonPublishing() throws InterruptedException {
    if (publishing.isPresent()) {
      Connection stuck = publishing.get();
      publishing = Optional.empty();
      Thread closing = new Thread(() -> stuck.abort(STUCK_MILLIS), "close-publishing");
      closing.setDaemon(true);
      closing.start();
      closing.join(2L * STUCK_MILLIS);
    }
  }

  /** Questions to the broker, which are answered whatever the other connection does. */
  public BrokerQuestions questions() {
    return new BrokerQuestions(control, where());
  }

  /** The management API, if this user may use it. */
  public ManagementAccess management() {
    return ManagementAccess.open(settings, control);
  }

  /**
   * The queue's numbers. Changes nothing.
   *
   * @throws QueueException if it does not exist
   */
  public AMQP.Queue.DeclareOk look(String queue) {
    return questions()
        .queue(queue)
        .orElseThrow(
            () ->
                new QueueException(
                    QueueException.Kind.MISSING, Message.of("messages.missing", queue, where())));
  }

  /** What amqp-client throws, as an exception that names this broker. */
  BrokerException failure(Exception cause) {
    return connector.failure(cause);
  }

  /** Calls the client. */
  <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw failure(e);
    }
  }

  /** Closes a channel of which nothing more is expected. */
  void abort(Channel channel) {
    call(
        () -> {
          channel.abort();
          return null;
        });
  }

  /** A call of the client. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException, TimeoutException;
  }

  /** Closes all connections; what is held goes back. */
  @Override
  public void close() {
    deliveries.abort(CLOSE_MILLIS);
    publishing.ifPresent(connection -> connection.abort(CLOSE_MILLIS));
    control.abort(CLOSE_MILLIS);
  }
}
