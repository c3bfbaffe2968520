package lib.systems.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ExchangeInfo;

/**
 * Follows routing keys through exchanges and bindings as the broker does, without publishing
 * anything.
 *
 * @see <a href="https://www.rabbitmq.com/docs/ae">RabbitMQ, alternate exchanges</a>
 */
public final class Routes {

  private record Node(String name, String type, Optional<String> alternate) {}

  private final Map<String, Node> exchanges;
  private final Map<String, List<BindingInfo>> bindings;

  private Routes(Stream<Node> exchanges, Stream<BindingInfo> bindings) {
    this.exchanges = exchanges.collect(Collectors.toMap(Node::name, Function.identity()));
    this.bindings = bindings.collect(Collectors.groupingBy(BindingInfo::source));
  }

  /** The routes that the configuration asks for. */
  public static Routes of(Topology topology) {
    return new Routes(
        topology.exchanges().stream().map(Routes::configured),
        topology.bindings().stream()
            .map(b -> new BindingInfo(b.exchange(), b.queue(), true, b.routingKey(), Map.of())));
  }

  private static Node configured(Topology.Exchange exchange) {
    Optional<Object> alternate =
        Optional.ofNullable(exchange.arguments().get(ExchangeInfo.ALTERNATE));
    return new Node(exchange.name(), exchange.type(), alternate.map(String::valueOf));
  }

  /** The routes that the broker really has. */
  public static Routes of(BrokerTopology broker) {
    return new Routes(
        broker.exchanges().stream().map(x -> new Node(x.name(), x.type(), broker.alternateOf(x))),
        broker.bindings().stream());
  }

  /** Follows a message that is published to an exchange with a routing key and no headers. */
  public Route follow(String exchange, String routingKey) {
    Set<String> queues = new TreeSet<>();
    Set<String> seen = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    boolean viaAlternate = false;
    Deque<String> next = new ArrayDeque<>(List.of(exchange));
    while (!next.isEmpty()) {
      String name = next.remove();
      Optional<Node> node = Optional.ofNullable(exchanges.get(name));
      if (node.isEmpty()) {
        missing.add(name);
        continue;
      }
      if (!seen.add(name)) {
        continue;
      }
      if (!isDecidable(node.get().type())) {
        undecided.add(name);
        continue;
      }
      List<BindingInfo> taken = taken(node.get(), routingKey);
      taken.forEach(b -> (b.toQueue() ? queues : next).add(b.destination()));
      // The broker goes on to the alternate exchange only if no binding at all matched.
      if (taken.isEmpty() && node.get().alternate().isPresent()) {
        viaAlternate = true;
        next.add(node.get().alternate().get());
      }
    }
    return new Route(queues, List.copyOf(seen), viaAlternate, missing, undecided);
  }

  private static boolean isDecidable(String type) {
    return List.of("topic", "direct", "fanout").contains(type);
  }

  private List<BindingInfo> taken(Node exchange, String routingKey) {
    return bindings.getOrDefault(exchange.name(), List.of()).stream()
        .filter(binding -> takes(exchange.type(), binding.routingKey(), routingKey))
        .toList();
  }

  private static boolean takes(String type, String bindingKey, String routingKey) {
    return switch (type) {
      case "fanout" -> true;
      case "direct" -> bindingKey.equals(routingKey);
      default -> TopicPattern.matches(bindingKey, routingKey);
    };
  }
}
