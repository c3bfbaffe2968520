package lib.systems.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import lib.base.config.RoutingTable;
import lib.systems.rabbitmq.Topology;

/**
 * A topic whose tasks the broker takes to other queues than configured. Queues that are not of the
 * project, e.g. for an audit, do not count beside those of the project.
 *
 * @param topic empty: all topics that nobody lists
 * @param expected as configured
 * @param actual empty: they are returned or lost
 */
public record TopicDeviation(String topic, Set<String> expected, Set<String> actual) {

  /** A topic that no table lists. */
  private static final String UNLISTED = "unknown_service_task";

  /** Follows every listed topic and one that is not listed; publishes nothing. */
  public static List<TopicDeviation> of(
      Topology topology, BrokerTopology broker, RoutingTable routing, String tasksExchange) {
    Routes configured = Routes.of(topology);
    Routes real = Routes.of(broker);
    Set<String> project =
        topology.queues().stream().map(Topology.Queue::name).collect(Collectors.toSet());
    List<TopicDeviation> deviations = new ArrayList<>();
    List<String> topics = new ArrayList<>(routing.mappedTopics());
    topics.add("");
    for (String topic : topics) {
      String key = routing.routingKey(topic.isEmpty() ? UNLISTED : topic);
      Route route = real.follow(tasksExchange, key);
      Set<String> expected = configured.follow(tasksExchange, key).queues();
      Set<String> actual = new TreeSet<>(route.queues());
      actual.retainAll(project);
      if (actual.isEmpty()) {
        actual.addAll(route.queues()); // Others have them: they are not lost.
      }
      if (route.undecided().isEmpty() && !actual.equals(expected)) {
        deviations.add(new TopicDeviation(topic, expected, actual));
      }
    }
    return List.copyOf(deviations);
  }
}
