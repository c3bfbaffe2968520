package lib.systems.rabbitmq;

import com.rabbitmq.client.AMQP.Queue.DeclareOk;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Asks the broker over AMQP, every question on a channel of its own, because the broker closes the
 * channel with the answers "not found", "differs" and "not allowed".
 *
 * @param where broker and virtual host for error messages
 */
public record BrokerQuestions(Connection connection, String where) {

  /** Something asked on a channel. */
  @FunctionalInterface
  public interface Question<T> {
    T on(Channel channel) throws IOException;
  }

  /**
   * Asks.
   *
   * @throws BrokerException if the broker refuses or cannot be asked
   */
  public <T> T ask(Question<T> question) {
    try (Channel channel = Channels.open(connection)) {
      return question.on(channel);
    } catch (IOException | TimeoutException | ShutdownSignalException e) {
      throw BrokerFailure.of(where, e);
    }
  }

  /**
   * Looks at a queue without touching it: its ready messages and consumers; empty if it does not
   * exist.
   *
   * @throws BrokerException also if the queue exists and cannot be used: exclusive to another
   *     connection, or its node is down
   */
  public Optional<DeclareOk> queue(String name) {
    return found(channel -> channel.queueDeclarePassive(name));
  }

  /** Whether an exchange exists. */
  public boolean hasExchange(String name) {
    return found(channel -> channel.exchangeDeclarePassive(name)).isPresent();
  }

  private <T> Optional<T> found(Question<T> question) {
    try {
      return Optional.of(ask(question));
    } catch (BrokerException e) {
      // "home node of durable queue is down or inaccessible" has the same code as "no queue".
      if (e.kind() == BrokerException.Kind.NOT_FOUND && e.reason().contains("- no ")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether this is RabbitMQ itself; Qpid does not compare what is declared again. */
  public boolean isRabbitMq() {
    return "RabbitMQ".equals(serverProperty("product").orElse(""));
  }

  /** What the server says of itself, e.g. {@code product}, {@code version}. */
  public Optional<String> serverProperty(String name) {
    return Optional.ofNullable(connection.getServerProperties().get(name)).map(String::valueOf);
  }
}
