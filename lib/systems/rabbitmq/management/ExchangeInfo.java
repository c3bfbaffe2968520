package lib.systems.rabbitmq.management;

import java.util.Map;
import java.util.Optional;

/**
 * An exchange as the broker has it.
 *
 * @param arguments e.g. {@code alternate-exchange}; values as JSON has them
 * @param policy name of the policy that applies to it
 */
public record ExchangeInfo(
    String name,
    String type,
    boolean durable,
    boolean autoDelete,
    boolean internal,
    Map<String, Object> arguments,
    Optional<String> policy) {

  /** The argument that names another exchange for what this one cannot route. */
  public static final String ALTERNATE = "alternate-exchange";
}
