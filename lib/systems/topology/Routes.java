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
    this.exchanges =
        exchanges.collect(
            // A row without its name counts as the default exchange's: the first one is that.
            Collectors.toMap(Node::name, Function.identity(), (first, second) -> first));
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
    Walk walk = new Walk(routingKey);
    walk.next.add(exchange);
    while (!walk.next.isEmpty()) {
      walk.visit(walk.next.remove());
    }
    return walk.route();
  }

  /** Where a message has got to so far. */
  private final class Walk {

    private final String routingKey;
    private final Deque<String> next = new ArrayDeque<>();
    private final Set<String> queues = new TreeSet<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> undecided = new ArrayList<>();
    private boolean viaAlternate;

    private Walk(String routingKey) {
      this.routingKey = routingKey;
    }

    private void visit(String name) {
      Optional<Node> node = Optional.ofNullable(exchanges.get(name));
      if (node.isEmpty()) {
        missing.add(name);
      } else if (seen.add(name)) {
        pass(name, node.get());
      }
    }

    private void pass(String name, Node node) {
      if (!isDecidable(node.type())) {
        undecided.add(name);
        return;
      }
      List<BindingInfo> taken = taken(node, routingKey);
      taken.forEach(b -> (b.toQueue() ? queues : next).add(b.destination()));
      // The broker goes on to the alternate exchange only if no binding at all matched.
      if (taken.isEmpty() && node.alternate().isPresent()) {
        viaAlternate = true;
        next.add(node.alternate().get());
      }
    }

    private Route route() {
      return new Route(queues, List.copyOf(seen), viaAlternate, missing, undecided);
    }
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
