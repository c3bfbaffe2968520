package lib.tools.worker.servers;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.impl.AbstractMetricsCollector;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lib.tools.worker.status.WorkerMetrics;

/**
 * What the client of RabbitMQ counts of itself.
 *
 * @see <a href="https://www.rabbitmq.com/client-libraries/java-api-guide#metrics">RabbitMQ Java
 *     client, metrics and monitoring</a>
 */
final class AmqpMetrics extends AbstractMetricsCollector {

  private static final Unit MESSAGES = new Unit("messages");

  private final Gauge connections;

  /** The superclass loses the channels that are open when their connection closes. */
  private final Set<Channel> channels = ConcurrentHashMap.newKeySet();

  private final Counter published;
  private final Counter notSent;
  private final Counter confirmed;
  private final Counter nacked;
  private final Counter returned;
  private final Counter consumed;
  private final Counter acknowledged;

  AmqpMetrics(WorkerMetrics metrics) {
    connections =
        metrics.gauge(
            "ucw_amqp_open_connections",
            new Unit("connections"),
            "Connections to RabbitMQ that are open.");
    metrics.gauge(
        "ucw_amqp_open_channels",
        new Unit("channels"),
        "Channels on the connections to RabbitMQ that are open.",
        value -> value.call(channels.size()));
    published = counter(metrics, "published", "Messages written to a connection.");
    notSent = counter(metrics, "unsent", "Messages that could not be written to a connection.");
    confirmed = counter(metrics, "confirmed", "Published messages that RabbitMQ has confirmed.");
    nacked = counter(metrics, "nacked", "Published messages that RabbitMQ has refused.");
    returned =
        counter(metrics, "returned", "Published messages that came back because no queue took it.");
    consumed = counter(metrics, "consumed", "Messages delivered to the worker.");
    acknowledged = counter(metrics, "acknowledged", "Delivered messages that are acknowledged.");
  }

  private static Counter counter(WorkerMetrics metrics, String what, String help) {
    return metrics.counter("ucw_amqp_" + what + "_messages", MESSAGES, help);
  }

  @Override
  protected void incrementConnectionCount(Connection connection) {
    connections.inc();
  }

  @Override
  protected void decrementConnectionCount(Connection connection) {
    connections.dec();
  }

  @Override
  protected void incrementChannelCount(Channel channel) {
    channels.add(channel);
  }

  @Override
  protected void decrementChannelCount(Channel channel) {
    channels.remove(channel);
  }

  @Override
  public void closeConnection(Connection connection) {
    channels.removeIf(channel -> channel.getConnection() == connection);
    super.closeConnection(connection);
  }

  @Override
  public void closeChannel(Channel channel) {
    if (channels.contains(channel)) { // Else the superclass fails, and logs it.
      super.closeChannel(channel);
    }
  }

  @Override
  protected void markPublishedMessage() {
    published.inc();
  }

  @Override
  protected void markMessagePublishFailed() {
    notSent.inc();
  }

  @Override
  protected void markMessagePublishAcknowledged() {
    confirmed.inc();
  }

  @Override
  protected void markMessagePublishNotAcknowledged() {
    nacked.inc();
  }

  @Override
  protected void markPublishedMessageUnrouted() {
    returned.inc();
  }

  @Override
  protected void markConsumedMessage() {
    consumed.inc();
  }

  @Override
  protected void markAcknowledgedMessage() {
    acknowledged.inc();
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract all the same.
  protected void markRejectedMessage() {
    // The worker rejects nothing: what it cannot apply goes to the error queue.
  }
}
