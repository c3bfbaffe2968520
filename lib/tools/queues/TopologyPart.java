package lib.tools.queues;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ExchangeInfo;
import lib.systems.topology.ObjectCheck;
import lib.systems.topology.ObjectKind;
import lib.systems.topology.TopicDeviation;
import lib.systems.topology.TopologyReport;

/** The part of a topology that some queues depend on: their bindings and the exchanges of these. */
final class TopologyPart {

  private final Set<String> queues;
  private final Set<String> exchanges = new HashSet<>();
  private final Set<String> bindings = new HashSet<>();

  TopologyPart(Topology topology, Collection<String> queues) {
    this.queues = Set.copyOf(queues);
    for (Topology.Binding binding : topology.bindings()) {
      if (this.queues.contains(binding.queue())) {
        bindings.add(
            ObjectCheck.bindingName(binding.exchange(), binding.queue(), binding.routingKey()));
        exchanges.add(binding.exchange());
      }
    }
    // What the tasks exchange leads to belongs to it, and what leads to the alternate exchange.
    for (Topology.Exchange exchange : topology.exchanges()) {
      Object alternate = exchange.arguments().get(ExchangeInfo.ALTERNATE);
      if (alternate != null && exchanges.contains(String.valueOf(alternate))) {
        exchanges.add(exchange.name());
      }
    }
  }

  TopologyReport of(TopologyReport whole) {
    return new TopologyReport(
        whole.objects().stream().filter(this::isPart).toList(),
        whole.alternate(),
        whole.extraBindings().stream().filter(b -> queues.contains(b.destination())).toList(),
        whole.broker(),
        whole.obstacle());
  }

  List<TopicDeviation> of(List<TopicDeviation> whole) {
    return whole.stream()
        .filter(
            d ->
                !Collections.disjoint(d.expected(), queues)
                    || !Collections.disjoint(d.actual(), queues))
        .toList();
  }

  private boolean isPart(ObjectCheck check) {
    Set<String> names =
        check.kind() == ObjectKind.QUEUE
            ? queues
            : check.kind() == ObjectKind.EXCHANGE ? exchanges : bindings;
    return names.contains(check.name());
  }

  /** Whether the alternate exchange matters to these queues. */
  boolean hasExchange(String name) {
    return exchanges.contains(name);
  }
}
