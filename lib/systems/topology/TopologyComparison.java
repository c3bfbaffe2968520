package lib.systems.topology;

import java.util.List;
import java.util.Optional;
import lib.systems.rabbitmq.BrokerQuestions;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.ManagementApi;
import lib.systems.rabbitmq.management.ManagementException;

/** Compares what the broker has with what the configuration says. Changes nothing. */
public final class TopologyComparison {

  private TopologyComparison() {}

  /**
   * Compares, through the management API if it can be used, else over AMQP alone.
   *
   * @param tasksExchange the exchange whose alternate exchange matters
   * @throws lib.systems.rabbitmq.BrokerException if the broker could not be asked
   */
  public static TopologyReport compare(
      Topology topology,
      String tasksExchange,
      BrokerQuestions questions,
      ManagementAccess management) {
    Optional<ManagementApi> api = management.api();
    if (api.isEmpty()) {
      return overAmqp(topology, tasksExchange, questions, management.obstacle());
    }
    BrokerTopology broker;
    try {
      broker = BrokerTopology.read(api.get());
    } catch (ManagementException e) {
      return overAmqp(topology, tasksExchange, questions, Optional.of(e));
    }
    ManagedComparison comparison = new ManagedComparison(topology, broker);
    return new TopologyReport(
        comparison.objects(),
        comparison.alternate(tasksExchange),
        comparison.extraBindings(),
        Optional.of(broker),
        Optional.empty());
  }

  private static TopologyReport overAmqp(
      Topology topology,
      String tasksExchange,
      BrokerQuestions questions,
      Optional<ManagementException> obstacle) {
    AmqpComparison comparison = new AmqpComparison(topology, questions);
    List<ObjectCheck> objects = comparison.objects();
    return new TopologyReport(
        objects,
        comparison.alternate(objects, tasksExchange),
        List.of(),
        Optional.empty(),
        obstacle);
  }
}
