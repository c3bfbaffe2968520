package lib.messages;

//SOURCES CallerRuns.java
//SOURCES QueueException.java
//SOURCES ../rabbitmq/BrokerConnector.java
//SOURCES ../rabbitmq/BrokerException.java
//SOURCES ../text/Message.java
//DEPS com.rabbitmq:amqp-client:5.37.0

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import lib.rabbitmq.BrokerConnector;
import lib.rabbitmq.BrokerException;
import lib.text.Message;

/**
 * The tool's two connections: one that messages come in on, which a slow reader may bring to a
 * standstill, and one for everything that has to be answered meanwhile. Used by one thread.
 */
public final class BrokerSession implements AutoCloseable {

  /** Something that the broker is asked. */
  @FunctionalInterface
  public interface Step<T> {
    T on(Channel channel) throws IOException, TimeoutException;
  }

  private static final int CLOSE_MILLIS = 5000;
  private static final String NAME = "queue_reader";

  private final BrokerConnector connector;
  private final Connection deliveries;
  private final Connection control;

  /**
   * Connects.
   *
   * @throws BrokerException with the reason
   */
  public BrokerSession(BrokerConnector connector) {
    this.connector = connector;
    this.control = connector.connect(NAME);
    try {
      this.deliveries = connector.connect(NAME + " (messages)", new CallerRuns());
    } catch (BrokerException e) {
      control.abort(CLOSE_MILLIS);
      throw e;
    }
  }

  /** Broker and virtual host for messages. */
  public String where() {
    return connector.where();
  }

  /** The broker's version, e.g. {@code 3.10.8}; empty if it does not tell. */
  public String version() {
    Object version = control.getServerProperties().get("version");
    return version == null ? "" : version.toString();
  }

  /** Whether it is RabbitMQ, and not another broker of the same protocol. */
  public boolean isRabbitMq() {
    return "RabbitMQ".equals(String.valueOf(control.getServerProperties().get("product")));
  }

  /** A new channel that messages come in on. */
  Channel deliveryChannel() {
    return open(deliveries);
  }

  /** A new channel for publishing. */
  Channel publishingChannel() {
    return open(control);
  }

  /** Why the broker takes no messages at the moment; called back by another thread. */
  void onBlocked(java.util.function.Consumer<String> listener) {
    control.addBlockedListener(listener::accept, () -> {});
  }

  private Channel open(Connection connection) {
    return call(
        () ->
            connection
                .openChannel()
                .orElseThrow(() -> new IOException("no more channels on this connection")));
  }

  /** A question on a channel of its own, which the broker closes with a negative answer. */
  public <T> T ask(Step<T> step) {
    return call(
        () -> {
          Channel channel =
              control
                  .openChannel()
                  .orElseThrow(() -> new IOException("no more channels on this connection"));
          T answer = step.on(channel);
          channel.close();
          return answer;
        });
  }

  /**
   * The queue's numbers. Changes nothing.
   *
   * @throws QueueException if it does not exist
   */
  public AMQP.Queue.DeclareOk look(String queue) {
    try {
      return ask(channel -> channel.queueDeclarePassive(queue));
    } catch (BrokerException e) {
      if (e.what() == BrokerException.Kind.NOT_FOUND) {
        throw new QueueException(
            QueueException.Kind.MISSING, Message.of("reader.missing", queue, where()), e);
      }
      throw e;
    }
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

  /** A call of the client. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException, TimeoutException;
  }

  /** Closes both connections; what is held goes back. */
  @Override
  public void close() {
    deliveries.abort(CLOSE_MILLIS);
    control.abort(CLOSE_MILLIS);
  }
}
