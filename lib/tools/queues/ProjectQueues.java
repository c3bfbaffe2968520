package lib.tools.queues;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import lib.base.config.RoutingTable;
import lib.base.config.Settings;
import lib.base.config.SystemRoute;
import lib.systems.rabbitmq.Topology;

/** The project's queues in the order in which people look for them, each with its role. */
public final class ProjectQueues {

  private ProjectQueues() {}

  /** Systems, answers, errors, and the rest last. */
  public static Map<String, QueueRole> of(Settings settings) {
    Map<String, QueueRole> roles = new LinkedHashMap<>();
    String rest = settings.routing().defaultSystem().queue();
    for (SystemRoute route : settings.routing().systems()) {
      if (!route.system().equals(RoutingTable.DEFAULT_SYSTEM) && !route.queue().equals(rest)) {
        roles.put(route.queue(), QueueRole.SYSTEM);
      }
    }
    roles.putIfAbsent(settings.rabbit().responsesQueue(), QueueRole.RESPONSES);
    roles.putIfAbsent(Topology.ERRORS_QUEUE, QueueRole.ERRORS);
    roles.putIfAbsent(rest, QueueRole.DEFAULT);
    return Collections.unmodifiableMap(roles);
  }
}
