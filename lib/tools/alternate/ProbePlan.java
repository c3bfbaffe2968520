package lib.tools.alternate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import lib.base.config.RoutingTable;
import lib.base.config.SystemRoute;

/**
 * Which topics the test sends messages for.
 *
 * @param queues where they should land
 * @param rest the one of these that is behind the alternate exchange
 */
public record ProbePlan(
    List<ProbeTopic> known, List<ProbeTopic> unknown, Set<String> queues, String rest) {

  private static final int UNKNOWN = 4;
  private static final List<String> UNKNOWN_TOPICS =
      List.of(
          "unknown_service_task", "unrouted_test_task", "new_system_task", "legacy_import_task");

  /**
   * Plans.
   *
   * @param allTopics every listed topic instead of one per system
   */
  public static ProbePlan of(RoutingTable routing, boolean allTopics) {
    List<ProbeTopic> known = new ArrayList<>();
    Set<String> queues = new LinkedHashSet<>();
    for (SystemRoute route : routing.systems()) {
      if (!route.system().equals(RoutingTable.DEFAULT_SYSTEM) && !route.topics().isEmpty()) {
        List<String> topics = allTopics ? route.topics() : List.of(representative(route));
        topics.forEach(topic -> known.add(topic(routing, route, topic)));
        queues.add(route.queue());
      }
    }
    SystemRoute rest = routing.defaultSystem();
    List<ProbeTopic> unknown =
        Stream.concat(UNKNOWN_TOPICS.stream(), Stream.of("zz_1", "zz_2", "zz_3", "zz_4"))
            .filter(topic -> routing.systemOf(topic).equals(RoutingTable.DEFAULT_SYSTEM))
            .limit(UNKNOWN)
            .map(
                topic ->
                    new ProbeTopic(topic, rest.system(), key(routing, topic), rest.queue(), false))
            .toList();
    queues.add(rest.queue());
    return new ProbePlan(List.copyOf(known), unknown, queues, rest.queue());
  }

  /** One that is not just the name of the system, if there is one. */
  private static String representative(SystemRoute route) {
    return route.topics().stream()
        .filter(topic -> topic.contains("_"))
        .findFirst()
        .orElse(route.topics().get(0));
  }

  private static ProbeTopic topic(RoutingTable routing, SystemRoute route, String topic) {
    return new ProbeTopic(topic, route.system(), key(routing, topic), route.queue(), true);
  }

  private static String key(RoutingTable routing, String topic) {
    return routing.routingKey(topic);
  }

  /** The known ones first. */
  public List<ProbeTopic> all() {
    return Stream.concat(known.stream(), unknown.stream()).toList();
  }
}
