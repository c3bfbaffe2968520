package lib.messages;

//SOURCES BrokerSession.java
//SOURCES HeldMessages.java
//SOURCES Intake.java
//SOURCES QueueKind.java
//SOURCES QueueMessage.java
//SOURCES QueueProfile.java
//SOURCES Stop.java
//SOURCES ../rabbitmq/BrokerException.java
//DEPS com.rabbitmq:amqp-client:5.37.0

import com.rabbitmq.client.GetResponse;
import java.util.Optional;
import lib.rabbitmq.BrokerException;

/**
 * Takes messages one by one, for queues that no consumer may come to and for brokers other than
 * RabbitMQ. Not for quorum queues: each {@code basic.get} counts as a consumer of its own there,
 * and what ten of them hold comes back in disorder.
 */
final class GetIntake implements Intake {

  private final BrokerSession session;
  private final QueueProfile queue;
  private final long limit;
  private final Stop stop;
  private final HeldMessages held;
  private long taken;
  private long removed;

  GetIntake(BrokerSession session, QueueProfile queue, long limit, Stop stop) {
    this.session = session;
    this.queue = queue;
    this.limit = Math.min(limit, queue.ready());
    this.stop = stop;
    this.held = new HeldMessages(session, queue.name());
  }

  @Override
  public Optional<QueueMessage> next() {
    if (taken >= limit || stop.isRequested()) {
      return Optional.empty();
    }
    GetResponse got;
    try {
      got = session.call(() -> held.channel().basicGet(queue.name(), false));
    } catch (BrokerException e) {
      throw held.closedByBroker(e);
    }
    if (got == null) {
      return Optional.empty();
    }
    taken++;
    held.arrived();
    QueueMessage message =
        QueueMessage.delivered(queue.kind(), got.getEnvelope(), got.getProps(), got.getBody());
    held.handedOut(message);
    return Optional.of(message);
  }

  /** Whether the next message comes from a quorum queue; leaves it where it is. */
  static boolean meetsQuorumQueue(BrokerSession session, QueueProfile queue)
      throws InterruptedException {
    try (GetIntake first = new GetIntake(session, queue, 1, new Stop())) {
      return first
          .next()
          .map(message -> message.properties().getHeaders())
          .filter(headers -> headers.containsKey(QueueMessage.DELIVERY_COUNT))
          .isPresent();
    }
  }

  @Override
  public void remove(long tag) {
    held.remove(tag);
    removed++;
  }

  @Override
  public void removeAll() {
    held.removeAll(taken - removed);
    removed = taken;
  }

  @Override
  public void close() throws InterruptedException {
    // Qpid gives back only the last one of many by nack; and of a quorum queue (unknown at the
    // first look) a closed channel puts a single message back in front.
    held.giveBack(session.isRabbitMq() && queue.kind() == QueueKind.CLASSIC);
  }
}
