package lib.tools.worker.servers;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import lib.systems.rabbitmq.BrokerFailure;
import lib.systems.rabbitmq.BrokerLink;
import lib.systems.rabbitmq.Channels;

/**
 * Asks the broker for a sign of life on a channel of its own: a connection that is merely open says
 * nothing for as long as two heartbeats. {@link #ask} is for one thread, the rest for any.
 */
final class BrokerProbe {

  private final BrokerLink link;
  private Connection connection;
  private Channel channel;
  private volatile Long answerNanos;
  private volatile String lastFailure;

  /**
   * @param link one that does not publish: in an alarm the broker answers nothing to those that do
   */
  BrokerProbe(BrokerLink link) {
    this.link = link;
  }

  /** Waits for the answer at most as long as the connection's time limit for requests. */
  void ask() throws InterruptedException {
    Optional<Connection> open = link.awaitOpen(Duration.ZERO);
    if (open.isEmpty()) {
      return; // The link tells why.
    }
    try {
      roundTrip(open.get());
      answerNanos = System.nanoTime();
      lastFailure = null;
    } catch (IOException | RuntimeException e) {
      lastFailure = BrokerFailure.of("", e).reason().english();
      connection = null;
    }
  }

  private void roundTrip(Connection open) throws IOException {
    if (connection != open || !channel.isOpen()) {
      channel = Channels.open(open);
      connection = open;
    } else {
      channel.basicQos(1); // Changes nothing, is answered.
    }
  }

  /** How long ago the broker last answered, empty if it never did. */
  Optional<Duration> sinceAnswer() {
    return Optional.ofNullable(answerNanos).map(then -> Duration.ofNanos(System.nanoTime() - then));
  }

  /** Why there was no answer the last time, empty if there was. */
  Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }
}
