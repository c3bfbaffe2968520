package lib.tools.worker.servers;

import com.rabbitmq.client.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import lib.base.text.Reason;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.BrokerLink;

/** Tells of the connection to RabbitMQ: that it is there, lost, blocked. Thread-safe. */
final class BrokerOutages implements BrokerLink.Listener {

  /** For a second connection, where the first one tells of everything that concerns both. */
  static final BrokerLink.Listener SILENT =
      new BrokerLink.Listener() {
        @Override
        public void opened(Connection connection) {
          // Told by the publishing link.
        }

        @Override
        public void failed(BrokerException reason, Duration pause) {
          // Told by the publishing link.
        }

        @Override
        public void blocked(Optional<String> reason) {
          // A connection that only consumes is not blocked.
        }
      };

  private final WorkerParts parts;
  private final String where;
  private final Consumer<Reason> lost;
  private volatile BrokerException last;
  private volatile boolean noted;

  /**
   * @param lost called with the reason when there is no connection
   */
  BrokerOutages(WorkerParts parts, String where, Consumer<Reason> lost) {
    this.parts = parts;
    this.where = where;
    this.lost = lost;
  }

  /** The last one, empty if there was none. */
  Optional<BrokerException> last() {
    return Optional.ofNullable(last);
  }

  @Override
  public void opened(Connection connection) {
    noted = false;
    parts.log().info("servers.broker_connected", where);
  }

  @Override
  public void failed(BrokerException reason, Duration pause) {
    last = reason;
    if (!noted) {
      noted = true;
      parts.status().error(reason.code(), reason.reason().english());
    }
    lost.accept(reason.reason());
    parts.log().warn("servers.broker_lost", reason.userMessage(), pause.toMillis() / 1000.0);
  }

  @Override
  public void blocked(Optional<String> reason) {
    if (reason.isPresent()) {
      parts.status().error(ErrorKinds.BLOCKED, reason.get());
      parts.log().warn("servers.broker_blocked", reason.get());
    } else {
      parts.log().info("servers.broker_unblocked");
    }
  }
}
