package lib.base.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which system does the tasks of which topic. The order of the systems and of their topics matters
 * for topics that nobody lists.
 *
 * @param systems all systems, the default one last
 */
public record RoutingTable(List<SystemRoute> systems) {

  /** The system of topics that belong to no other; its queue hangs on the alternate exchange. */
  public static final String DEFAULT_SYSTEM = "default";

  public RoutingTable {
    systems = List.copyOf(systems);
  }

  /**
   * The system of a topic: the one that lists it; else, ignoring case, the first one with a topic
   * or prefix that the topic starts with; else the default system.
   */
  public String systemOf(String topic) {
    for (SystemRoute route : systems) {
      if (route.topics().contains(topic)) {
        return route.system();
      }
    }
    String name = topic.toLowerCase(Locale.ROOT);
    for (SystemRoute route : systems) {
      if (hasPrefixOf(route.topics(), name) || hasPrefixOf(route.prefixes(), name)) {
        return route.system();
      }
    }
    return DEFAULT_SYSTEM;
  }

  private static boolean hasPrefixOf(List<String> prefixes, String name) {
    return prefixes.stream().anyMatch(prefix -> name.startsWith(prefix.toLowerCase(Locale.ROOT)));
  }

  /** The routing key of a topic's tasks: {@code SYSTEM.TOPIC}, the topic in its own case. */
  public String routingKey(String topic) {
    return systemOf(topic) + "." + topic;
  }

  /** All listed topics in the order of the table. */
  public List<String> mappedTopics() {
    return systems.stream().flatMap(route -> route.topics().stream()).toList();
  }

  /** The route of a system by its name. */
  public Stream<SystemRoute> named(String system) {
    return systems.stream().filter(route -> route.system().equals(system));
  }

  /** The route of everything that no other system takes. */
  public SystemRoute defaultSystem() {
    return named(DEFAULT_SYSTEM).findFirst().orElseThrow();
  }
}
