package lib.systems.messages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the broker counts how often a message was delivered and drops it in the end. RabbitMQ 4.0
 * to 4.2 count every look at a quorum queue and drop at the 21st by default; from 4.3 on messages
 * that are given back are not counted; older ones count only where a limit is set.
 *
 * @see <a href="https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling">RabbitMQ,
 *     quorum queues, poison messages</a>
 */
public final class DeliveryLimit {

  private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)");

  private final int version;

  private DeliveryLimit(int version) {
    this.version = version;
  }

  /**
   * @param version of RabbitMQ, e.g. {@code 3.10.8}; empty for another broker
   */
  public static DeliveryLimit of(String version) {
    Matcher matcher = VERSION.matcher(version);
    return new DeliveryLimit(
        matcher.find()
            ? 1000 * Integer.parseInt(matcher.group(1)) + Integer.parseInt(matcher.group(2))
            : 0);
  }

  /** Whether a look at the queue brings its messages nearer to being dropped. */
  public boolean isTouchedBy(QueueProfile queue) {
    boolean counting =
        queue.kind() == QueueKind.QUORUM || (queue.kind() == QueueKind.UNKNOWN && isDefault());
    return counting && version < 4003 && (isDefault() || queue.deliveryLimit());
  }

  /** Whether there may be a limit that nobody has told of. */
  boolean mayBeHidden(QueueProfile queue) {
    boolean counting = queue.kind() == QueueKind.QUORUM || queue.kind() == QueueKind.UNKNOWN;
    return counting && !queue.policiesKnown() && version > 0 && version < 4003;
  }

  private boolean isDefault() {
    return version >= 4000 && version < 4003;
  }

  /** Whether giving messages back by nack is not counted, but closing the channel is. */
  boolean sparesNacks() {
    return version >= 4003;
  }
}
