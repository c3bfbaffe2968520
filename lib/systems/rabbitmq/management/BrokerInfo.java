package lib.systems.rabbitmq.management;

import java.util.Optional;

/**
 * What the management API says of the broker as a whole.
 *
 * @param product e.g. {@code RabbitMQ}
 * @param version e.g. {@code 3.13.7}
 * @param clusterName as AMQP's server properties name it, too
 * @param node the node that answered
 * @param counting whether it counts messages; where statistics are switched off, no queue has any
 *     counts
 */
public record BrokerInfo(
    String product,
    String version,
    Optional<String> clusterName,
    Optional<String> node,
    boolean counting) {}
