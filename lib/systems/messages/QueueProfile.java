package lib.systems.messages;

import java.util.Map;
import lib.base.text.Message;

/**
 * What is known of a queue before its messages are touched.
 *
 * @param name its name
 * @param kind what it is made of
 * @param consumable whether a consumer may come and go: an auto-delete queue is deleted with its
 *     last consumer, and one with a single active consumer gives others nothing
 * @param deliveryLimit whether it is known to drop messages that were delivered too often
 * @param policiesKnown whether a policy that makes it drop them would be known, too
 * @param ready messages that nobody holds
 * @param consumers how many consumers there are
 * @param arguments as far as they are known
 */
public record QueueProfile(
    String name,
    QueueKind kind,
    boolean consumable,
    boolean deliveryLimit,
    boolean policiesKnown,
    long ready,
    int consumers,
    Map<String, Object> arguments) {

  /** The same, once its messages have shown what it is: such queues take consumers. */
  QueueProfile asQuorumQueue() {
    return new QueueProfile(
        name, QueueKind.QUORUM, true, false, false, ready, consumers, arguments);
  }

  /**
   * Of a stream nothing can be removed.
   *
   * @throws QueueException if it is one
   */
  public void requireNoStream() {
    if (kind == QueueKind.STREAM) {
      throw new QueueException(
          QueueException.Kind.STREAM, Message.of("messages.stream_keeps", name));
    }
  }
}
