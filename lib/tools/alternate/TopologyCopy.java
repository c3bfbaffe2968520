package lib.tools.alternate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.BindingInfo;
import lib.systems.rabbitmq.management.ExchangeInfo;
import lib.systems.topology.AlternateExchange;
import lib.systems.topology.BrokerTopology;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopologyReport;

/**
 * What is to be copied for an isolated test: the tasks exchange and everything that a message can
 * reach from it, under the real names.
 *
 * @param exchanges each with the alternate exchange that is in force, whether that exists or not
 * @param asOnBroker whether it is what the broker has; else what is configured
 */
record TopologyCopy(
    List<Exchange> exchanges, Set<String> queues, List<BindingInfo> bindings, boolean asOnBroker) {

  record Exchange(String name, String type, Optional<String> alternate) {}

  /** As the broker has it if that can be seen; else what is configured and there. */
  static TopologyCopy of(TopologyReport report, Topology configured, String tasksExchange) {
    if (report.broker().isPresent() && report.broker().get().exchange(tasksExchange).isPresent()) {
      return reachable(report.broker().get(), tasksExchange);
    }
    return configured(report, configured, tasksExchange);
  }

  private static TopologyCopy reachable(BrokerTopology broker, String tasksExchange) {
    List<Exchange> exchanges = new ArrayList<>();
    Set<String> queues = new LinkedHashSet<>();
    List<BindingInfo> bindings = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(tasksExchange));
    while (!next.isEmpty()) {
      String name = next.remove();
      Optional<ExchangeInfo> found = broker.exchange(name);
      if (found.isEmpty() || !seen.add(name)) {
        continue;
      }
      Optional<String> alternate = broker.alternateOf(found.get());
      exchanges.add(new Exchange(name, found.get().type(), alternate));
      alternate.ifPresent(next::add);
      for (BindingInfo binding : broker.bindings()) {
        if (binding.source().equals(name)) {
          bindings.add(binding);
          (binding.toQueue() ? queues : next).add(binding.destination());
        }
      }
    }
    return new TopologyCopy(exchanges, queues, bindings, true);
  }

  /** The configured objects, with what AMQP alone tells of the alternate exchange. */
  private static TopologyCopy configured(
      TopologyReport report, Topology topology, String tasksExchange) {
    List<Exchange> exchanges = exchanges(report, topology, tasksExchange);
    Set<String> names = new LinkedHashSet<>(exchanges.stream().map(Exchange::name).toList());
    Set<String> queues = new LinkedHashSet<>();
    List<BindingInfo> bindings = new ArrayList<>();
    for (Topology.Binding b : topology.bindings()) {
      if (names.contains(b.exchange()) && !report.isMissing(ObjectKind.QUEUE, b.queue())) {
        queues.add(b.queue());
        bindings.add(new BindingInfo(b.exchange(), b.queue(), true, b.routingKey(), Map.of()));
      }
    }
    return new TopologyCopy(exchanges, queues, bindings, false);
  }

  private static List<Exchange> exchanges(
      TopologyReport report, Topology topology, String tasksExchange) {
    List<Exchange> exchanges = new ArrayList<>();
    for (Topology.Exchange exchange : topology.exchanges()) {
      Optional<String> configured =
          Optional.ofNullable(exchange.arguments().get(ExchangeInfo.ALTERNATE))
              .map(String::valueOf);
      boolean known = exchange.name().equals(tasksExchange);
      if (!report.isMissing(ObjectKind.EXCHANGE, exchange.name())) {
        exchanges.add(
            new Exchange(
                exchange.name(),
                exchange.type(),
                known ? alternate(report.alternate(), configured) : configured));
      }
    }
    return exchanges;
  }

  private static Optional<String> alternate(
      AlternateExchange alternate, Optional<String> configured) {
    return alternate.source() == AlternateExchange.Source.UNKNOWN ? configured : alternate.name();
  }
}
