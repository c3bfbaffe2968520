package lib.systems.rabbitmq.management;

import java.util.Map;

/**
 * A binding as the broker has it.
 *
 * @param source exchange; empty for the default exchange, to which every queue is bound
 * @param toQueue whether the destination is a queue; else it is an exchange
 */
public record BindingInfo(
    String source,
    String destination,
    boolean toQueue,
    String routingKey,
    Map<String, Object> arguments) {}
