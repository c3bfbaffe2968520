package lib.systems.rabbitmq.management;

import java.util.Optional;

/**
 * A consumer as the broker has it.
 *
 * @param connection name of its connection, as in {@code 127.0.0.1:41532 -> 127.0.0.1:5672}
 * @param prefetch 0 = unlimited
 */
public record ConsumerInfo(
    String queue, String tag, Optional<String> connection, int prefetch, boolean exclusive) {}
