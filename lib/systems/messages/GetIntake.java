package lib.systems.messages;

import java.util.Optional;

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
  private Optional<QueueMessage> first;
  private long taken;
  private long removed;

  /**
   * @param held what it takes is counted here
   * @param first a message that was taken already
   */
  GetIntake(
      BrokerSession session,
      QueueProfile queue,
      HeldMessages held,
      Optional<QueueMessage> first,
      long limit,
      Stop stop) {
    this.session = session;
    this.queue = queue;
    this.limit = Math.min(limit, queue.ready());
    this.stop = stop;
    this.held = held;
    this.first = first;
  }

  @Override
  public Optional<QueueMessage> next() {
    if (taken >= limit || stop.isRequested()) {
      return Optional.empty();
    }
    // The first has told what the queue is; a later one with a count is of a quorum queue after
    // all.
    Optional<QueueMessage> message =
        first.or(() -> held.take(queue.kind())).map(this::withoutCount);
    first = Optional.empty();
    message.ifPresent(
        one -> {
          taken++;
          held.handedOut(one);
        });
    return message;
  }

  private QueueMessage withoutCount(QueueMessage message) {
    boolean unsure = queue.kind() == QueueKind.UNKNOWN && session.isRabbitMq();
    return unsure ? message.ofQuorumQueue() : message;
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
  public void close() {
    // Qpid gives back only the last one of many by nack; and of a quorum queue (unknown at the
    // first look) a closed channel puts a single message back in front.
    held.giveBack(session.isRabbitMq() && queue.kind() == QueueKind.CLASSIC);
  }
}
