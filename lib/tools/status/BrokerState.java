package lib.tools.status;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.config.RabbitSettings;
import lib.base.config.RoutingTable;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;

/**
 * What the broker shows, whoever else answers: no more than AMQP gives, so it is quick.
 *
 * @param where broker and virtual host
 * @param product e.g. {@code RabbitMQ}
 * @param queues of the topology, in its order
 * @param took from a question to its answer
 */
public record BrokerState(
    String where, String product, String version, List<Queue> queues, Duration took) {

  /**
   * A queue of the topology.
   *
   * @param messages ready ones; empty if the queue is missing or cannot be looked at
   * @param missing whether the broker says that there is none of this name
   */
  public record Queue(
      String name, OptionalLong messages, OptionalLong consumers, boolean missing) {}

  /**
   * Asks the broker. Changes nothing.
   *
   * @throws BrokerException if it cannot be asked
   */
  static BrokerState ask(RabbitSettings settings, RoutingTable routing) {
    BrokerConnector connector = new BrokerConnector(settings);
    Connection connection = connector.connect("status_check");
    try {
      BrokerQuestions questions = new BrokerQuestions(connection, connector.where());
      List<Queue> queues = new ArrayList<>();
      Duration took = Duration.ZERO;
      for (Topology.Queue queue : Topology.of(settings, routing).queues()) {
        long asked = System.nanoTime();
        queues.add(queue(questions, queue.name()));
        took = Duration.ofNanos(System.nanoTime() - asked); // The first ones load classes.
      }
      return new BrokerState(
          connector.where(),
          questions.serverProperty("product").orElse("-"),
          questions.serverProperty("version").orElse("-"),
          List.copyOf(queues),
          took);
    } finally {
      connection.abort(1000);
    }
  }

  private static Queue queue(BrokerQuestions questions, String name) {
    try {
      return questions
          .queue(name)
          .map(
              found ->
                  new Queue(
                      name,
                      OptionalLong.of(found.getMessageCount()),
                      OptionalLong.of(found.getConsumerCount()),
                      false))
          .orElseGet(() -> unseen(name, true));
    } catch (BrokerException e) {
      return switch (e.kind()) {
        case ACCESS_REFUSED, REFUSED, NOT_FOUND -> unseen(name, false);
        default -> throw e;
      };
    }
  }

  private static Queue unseen(String name, boolean missing) {
    return new Queue(name, OptionalLong.empty(), OptionalLong.empty(), missing);
  }

  /** Whether it has none of the queues: there has never been a worker here, or not here. */
  boolean isBare() {
    return !queues.isEmpty() && queues.stream().allMatch(Queue::missing);
  }

  /** The queue of this name, if it could be looked at. */
  public Optional<Queue> readable(String name) {
    return queues.stream()
        .filter(queue -> queue.name().equals(name) && queue.messages().isPresent())
        .findFirst();
  }
}
