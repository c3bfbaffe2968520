package lib.base.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How to reach the broker and what its objects are called.
 *
 * @param addresses nodes to try in this order, at least one
 * @param managementUrl management API without a trailing slash; it may be absent
 * @param heartbeat AMQP heartbeat; zero = off
 * @param queueType what queues are declared as
 */
public record RabbitSettings(
    List<HostPort> addresses,
    String username,
    Secret password,
    String virtualHost,
    TlsSettings tls,
    URI managementUrl,
    Duration heartbeat,
    Duration connectionTimeout,
    String tasksExchange,
    String alternateExchange,
    String responsesExchange,
    String responsesQueue,
    QueueType queueType) {

  /** Where the answers and tasks go that the worker cannot handle; its name is not a setting. */
  public static final String ERRORS_QUEUE = "errors.camunda_tasks.queue";

  public RabbitSettings {
    addresses = List.copyOf(addresses);
  }

  /** Broker and virtual host for messages: {@code localhost:5672 (vhost /)}. */
  public String where() {
    return addresses.stream().map(Object::toString).collect(Collectors.joining(","))
        + " (vhost "
        + virtualHost
        + ")";
  }

  /** The same with another time limit for connecting and for every answer. */
  public RabbitSettings withConnectionTimeout(Duration timeout) {
    return new RabbitSettings(
        addresses,
        username,
        password,
        virtualHost,
        tls,
        managementUrl,
        heartbeat,
        timeout,
        tasksExchange,
        alternateExchange,
        responsesExchange,
        responsesQueue,
        queueType);
  }
}
