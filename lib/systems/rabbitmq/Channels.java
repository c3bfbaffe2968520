package lib.systems.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import lib.base.text.Reason;

/** Opens channels. */
public final class Channels {

  private Channels() {}

  /**
   * A new channel.
   *
   * @throws IOException also if the connection has as many as both sides have agreed upon
   * @see <a href="https://www.rabbitmq.com/docs/channels#channel-max">RabbitMQ, maximum number of
   *     channels</a>
   */
  public static Channel open(Connection connection) throws IOException {
    return connection
        .openChannel()
        .orElseThrow(() -> new BrokerFailure.Known(Reason.of("rabbitmq.why.no_channels")));
  }
}
