package lib.systems.rabbitmq;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lib.base.config.QueueType;
import lib.base.config.RabbitSettings;
import lib.base.config.RoutingTable;
import lib.base.config.SystemRoute;

/**
 * The exchanges, queues and bindings that the system needs, in the order in which they can be
 * declared.
 */
public record Topology(List<Exchange> exchanges, List<Queue> queues, List<Binding> bindings) {

  /** The queue for messages that no program could handle, and its routing key. */
  public static final String ERRORS_QUEUE = RabbitSettings.ERRORS_QUEUE;

  public static final String ERRORS_KEY = "errors.camunda_tasks";

  /**
   * @param arguments e.g. {@code alternate-exchange}
   */
  public record Exchange(String name, String type, Map<String, Object> arguments) {}

  /**
   * @param arguments e.g. {@code x-queue-type}
   */
  public record Queue(String name, Map<String, Object> arguments) {}

  /** A queue bound to an exchange. */
  public record Binding(String queue, String exchange, String routingKey) {}

  /** The topology that the settings and the routing table ask for. All of it is durable. */
  public static Topology of(RabbitSettings rabbit, RoutingTable routing) {
    String tasks = rabbit.tasksExchange();
    Map<String, Object> alternate = Map.of("alternate-exchange", rabbit.alternateExchange());
    List<Exchange> exchanges =
        List.of(
            new Exchange(rabbit.alternateExchange(), "fanout", Map.of()),
            new Exchange(tasks, "topic", alternate),
            new Exchange(rabbit.responsesExchange(), "direct", Map.of()));
    List<Queue> queues = new ArrayList<>();
    List<Binding> bindings = new ArrayList<>();
    queues.add(queue(rabbit, rabbit.responsesQueue()));
    bindings.add(
        new Binding(rabbit.responsesQueue(), rabbit.responsesExchange(), rabbit.responsesQueue()));
    for (SystemRoute route : routing.systems()) {
      if (queues.stream().noneMatch(q -> q.name().equals(route.queue()))) {
        queues.add(queue(rabbit, route.queue()));
      }
      route.bindings().forEach(key -> bindings.add(new Binding(route.queue(), tasks, key)));
    }
    bindings.add(new Binding(routing.defaultSystem().queue(), rabbit.alternateExchange(), ""));
    queues.add(queue(rabbit, ERRORS_QUEUE));
    bindings.add(new Binding(ERRORS_QUEUE, tasks, ERRORS_KEY));
    return new Topology(exchanges, List.copyOf(queues), List.copyOf(bindings));
  }

  private static Queue queue(RabbitSettings rabbit, String name) {
    // Without the argument RabbitMQ makes a classic queue, as the predecessor declared them; with
    // it, even x-queue-type=classic would differ from those in old brokers.
    Map<String, Object> arguments =
        rabbit.queueType() == QueueType.QUORUM ? Map.of("x-queue-type", "quorum") : Map.of();
    return new Queue(name, arguments);
  }
}
