package lib.systems.rabbitmq.management;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A queue as the management API shows it. Its counts are some seconds old and absent just after the
 * broker's start; use {@link QueueStates} for numbers to act on.
 *
 * @param type {@code classic}, {@code quorum}, {@code stream}
 * @param arguments as declared, e.g. {@code x-message-ttl}
 * @param policy name of the policy that applies to it
 * @param policyDefinition the settings of its policies together, e.g. {@code max-length}
 * @param ready messages that wait for a consumer
 * @param unacked messages that consumers have and have not acknowledged
 * @param acknowledged messages that consumers have acknowledged so far; absent if none has
 * @param state the broker's word, e.g. {@code running}, {@code down}
 * @param memoryBytes memory that it takes
 * @param publishRate messages a second coming in
 * @param deliverRate messages a second going out
 */
public record QueueInfo(
    String name,
    String type,
    boolean durable,
    boolean autoDelete,
    boolean exclusive,
    Map<String, Object> arguments,
    Optional<String> policy,
    Map<String, Object> policyDefinition,
    OptionalLong ready,
    OptionalLong unacked,
    OptionalLong acknowledged,
    OptionalInt consumers,
    Optional<String> state,
    OptionalLong memoryBytes,
    OptionalDouble publishRate,
    OptionalDouble deliverRate) {

  /**
   * A setting that is in force, e.g. {@code dead-letter-exchange}: the queue's own argument goes
   * before its policies. Not for numbers, of which the smaller one counts.
   */
  public Optional<String> setting(String name) {
    return Optional.ofNullable(arguments.get("x-" + name))
        .or(() -> Optional.ofNullable(policyDefinition.get(name)))
        .map(String::valueOf);
  }
}
