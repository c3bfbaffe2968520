package lib.tools.worker.servers;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lib.systems.rabbitmq.BrokerConnector;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerLink;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.TopologyLook;
import lib.systems.rabbitmq.TopologySetup;
import lib.systems.rabbitmq.TopologySetup.Finding;

/**
 * Keeps the queues, exchanges and bindings as they should be: declares what is missing on a new
 * connection, looks again and again, and makes anew what somebody has deleted. Thread-safe.
 */
final class TopologyWatch {

  private final BrokerConnector connector;
  private final Topology topology;
  private final TopologyLook look;
  private final WorkerParts parts;
  private final Set<Finding> told = new HashSet<>();
  private volatile List<String> missing = List.of();
  private long lookedNanos = System.nanoTime();
  private long repairedNanos = System.nanoTime();

  TopologyWatch(WorkerParts parts, BrokerConnector connector) {
    this.parts = parts;
    this.connector = connector;
    this.topology = Topology.of(parts.settings().rabbit(), parts.settings().routing());
    this.look = new TopologyLook(topology, connector.where());
  }

  /** Exchanges and queues that are not there and cannot be made. */
  List<String> missing() {
    return missing;
  }

  /**
   * Declares what is missing. What is found is told once, not after every reconnect.
   *
   * @throws BrokerException if tasks would go to other queues than meant
   */
  synchronized void declare(Connection connection) {
    for (Finding finding : TopologySetup.ensure(connection, connector.where(), topology)) {
      if (finding instanceof Finding.Differs differs && differs.isWrongType()) {
        throw connector.unusable(differs.difference());
      }
      if (told.add(finding)) {
        tell(finding);
      }
    }
  }

  /**
   * Looks, and makes anew what is missing, unless that was done since.
   *
   * @param since a moment of {@link System#nanoTime}
   * @return whether anything was found missing since then
   */
  synchronized boolean lookAgain(BrokerLink link, long since) throws InterruptedException {
    Optional<Connection> open = link.awaitOpen(Duration.ZERO);
    if (lookedNanos - since < 0 && open.isPresent()) {
      long started = System.nanoTime();
      look(open.get(), started);
      lookedNanos = started;
    }
    return repairedNanos - since >= 0;
  }

  private void look(Connection connection, long started) {
    List<String> gone = look.missing(connection);
    if (!gone.isEmpty()) {
      parts.log().warn("servers.object_missing", String.join(", ", gone));
      parts.status().error(ErrorKinds.TOPOLOGY, "missing: " + String.join(", ", gone));
      missing = List.copyOf(gone);
      told.removeIf(Finding.Created.class::isInstance); // To be told each time.
      declare(connection);
      repairedNanos = started;
      gone = look.missing(connection);
    }
    missing = List.copyOf(gone);
  }

  private void tell(Finding finding) {
    finding.match(
        created -> parts.log().info("servers.object_created", created.object()),
        differs ->
            parts.log().warn("servers.object_differs", differs.object(), differs.difference()),
        refused ->
            parts
                .log()
                .warn(
                    refused.isLocked() ? "servers.object_locked" : "servers.object_not_allowed",
                    refused.object(),
                    refused.reason()));
  }
}
