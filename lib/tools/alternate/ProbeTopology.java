package lib.tools.alternate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the test takes place.
 *
 * @param exchange the tasks exchange that messages are published to
 * @param queues the names of the queues to look into, each under the project's name for it
 * @param prefix of the temporary names; empty on the real topology
 * @param asOnBroker whether the routes are those that the broker has; else those of the
 *     configuration
 */
public record ProbeTopology(
    String exchange, Map<String, String> queues, Optional<String> prefix, boolean asOnBroker) {

  /** The real exchange and queues. */
  static ProbeTopology real(String exchange, Set<String> queues) {
    Map<String, String> names = new LinkedHashMap<>();
    queues.forEach(queue -> names.put(queue, queue));
    return new ProbeTopology(exchange, names, Optional.empty(), true);
  }

  /** Whether this is a copy under temporary names. */
  public boolean isIsolated() {
    return prefix.isPresent();
  }
}
