package lib.systems.messages;

import java.util.Optional;
import lib.base.text.Message;

/**
 * Chooses how messages of a queue are taken, so that whatever is given back stays in its place.
 *
 * @param force whether looks that the broker counts are allowed
 */
public record Intakes(BrokerSession session, Stop stop, boolean force) {

  /**
   * Begins to take messages.
   *
   * @param offset for streams
   * @param limit how many at most; what comes after the beginning does not count
   * @throws QueueException if the look could do harm and is not forced
   */
  public Intake open(QueueProfile queue, StreamOffset offset, long limit)
      throws InterruptedException {
    if (queue.kind() == QueueKind.STREAM) {
      return new StreamIntake(session, queue, offset, limit, stop);
    }
    DeliveryLimit deliveryLimit = DeliveryLimit.of(session.isRabbitMq() ? session.version() : "");
    if (!force && deliveryLimit.isTouchedBy(queue)) {
      throw new QueueException(
          QueueException.Kind.DELIVERY_LIMIT,
          Message.of("messages.delivery_limit", queue.name(), session.version()));
    }
    Intake intake = choose(queue, deliveryLimit, limit);
    return !force && deliveryLimit.mayBeHidden(queue) ? new CautiousIntake(intake, queue) : intake;
  }

  private Intake choose(QueueProfile queue, DeliveryLimit deliveryLimit, long limit) {
    if (queue.kind() == QueueKind.UNKNOWN) {
      return unknown(queue, deliveryLimit, limit);
    }
    HeldMessages held = new HeldMessages(session, queue.name(), queue.ready());
    return queue.consumable()
        ? new ConsumeIntake(
            session, queue, held, Optional.empty(), deliveryLimit.sparesNacks(), limit, stop)
        : new GetIntake(session, queue, held, Optional.empty(), limit, stop);
  }

  /** The first message tells: quorum queues write on each how often it was delivered. */
  private Intake unknown(QueueProfile queue, DeliveryLimit deliveryLimit, long limit) {
    HeldMessages held = new HeldMessages(session, queue.name(), queue.ready());
    Optional<QueueMessage> first = held.take(queue.kind());
    boolean quorum =
        first
            .map(message -> message.properties().getHeaders())
            .filter(headers -> headers.containsKey(QueueMessage.DELIVERY_COUNT))
            .isPresent();
    if (!quorum) {
      return new GetIntake(session, queue, held, first, limit, stop);
    }
    return new ConsumeIntake(
        session,
        queue.asQuorumQueue(),
        held,
        first.map(QueueMessage::ofQuorumQueue),
        deliveryLimit.sparesNacks(),
        limit,
        stop);
  }

  /**
   * Begins to take messages that may be removed.
   *
   * @throws QueueException for a stream, which keeps its messages, or if it could do harm
   */
  public Intake openForRemoval(QueueProfile queue, long limit) throws InterruptedException {
    queue.requireNoStream();
    return open(queue, StreamOffset.FIRST, limit);
  }
}
