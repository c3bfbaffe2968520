package lib.messages;

//SOURCES BrokerSession.java
//SOURCES ConsumeIntake.java
//SOURCES DeliveryLimit.java
//SOURCES GetIntake.java
//SOURCES Intake.java
//SOURCES QueueException.java
//SOURCES QueueKind.java
//SOURCES QueueProfile.java
//SOURCES Stop.java
//SOURCES StreamIntake.java
//SOURCES StreamOffset.java
//SOURCES ../text/Message.java

import lib.text.Message;

/** Chooses how messages of a queue are taken, so that whatever is given back stays in its place. */
public final class Intakes {

  private final BrokerSession session;
  private final Stop stop;
  private final boolean force;

  /**
   * @param force whether looks that the broker counts are allowed
   */
  public Intakes(BrokerSession session, Stop stop, boolean force) {
    this.session = session;
    this.stop = stop;
    this.force = force;
  }

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
          Message.of("reader.delivery_limit", queue.name(), session.version()));
    }
    if (queue.kind() == QueueKind.UNKNOWN && GetIntake.meetsQuorumQueue(session, queue)) {
      QueueProfile quorum =
          new QueueProfile(
              queue.name(), QueueKind.QUORUM, true, false, queue.ready(), queue.consumers());
      return new ConsumeIntake(session, quorum, deliveryLimit.sparesNacks(), limit, stop);
    }
    return queue.consumable()
        ? new ConsumeIntake(session, queue, deliveryLimit.sparesNacks(), limit, stop)
        : new GetIntake(session, queue, limit, stop);
  }

  /**
   * Begins to take messages that may be removed.
   *
   * @throws QueueException for a stream, which keeps its messages, or if it could do harm
   */
  public Intake openForRemoval(QueueProfile queue, long limit) throws InterruptedException {
    if (queue.kind() == QueueKind.STREAM) {
      throw new QueueException(
          QueueException.Kind.STREAM, Message.of("reader.stream_keeps", queue.name()));
    }
    return open(queue, StreamOffset.FIRST, limit);
  }
}
