package lib.tools.diagnostics;

import java.util.Optional;
import lib.systems.topology.Route;

/**
 * What becomes of a topic's tasks.
 *
 * @param queue where they belong
 * @param route where they go, through the bindings of the broker or, if those cannot be seen, of
 *     the configuration
 * @param real whether these are the bindings of the broker
 */
public record TopicTrace(
    String topic, String system, String routingKey, String queue, Route route, boolean real) {

  /** What is wrong with it, as the kind of a finding; empty if nothing is. */
  Optional<String> problem() {
    boolean arrives = route.queues().contains(queue);
    if (!route.undecided().isEmpty()) {
      return Optional.of("undecided");
    } else if (route.queues().isEmpty()) {
      return Optional.of("lost");
    } else if (!arrives) {
      return Optional.of(route.viaAlternate() ? "no_binding" : "other_queue");
    }
    return route.queues().size() > 1 ? Optional.of("several_queues") : Optional.empty();
  }
}
