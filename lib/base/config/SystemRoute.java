package lib.base.config;

import java.util.List;

/**
 * One system of the routing table.
 *
 * @param system name, the first word of its routing keys
 * @param queue where its tasks land
 * @param topics topics of this system; each is also a prefix for topics that nobody lists
 * @param bindings keys that bind the queue to the tasks exchange
 * @param prefixes further prefixes of topics of this system
 */
public record SystemRoute(
    String system,
    String queue,
    List<String> topics,
    List<String> bindings,
    List<String> prefixes) {

  public SystemRoute {
    topics = List.copyOf(topics);
    bindings = List.copyOf(bindings);
    prefixes = List.copyOf(prefixes);
  }
}
