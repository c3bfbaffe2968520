package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import lib.base.text.Message;

/**
 * Takes messages by consumers with a prefetch limit, one consumer after the other. A prefetch limit
 * is at most 65,535, so holding a million messages takes many consumers; and the broker never has
 * more than one consumer's worth of messages on its way.
 *
 * <p>On a quorum queue what a consumer gets first is taken in one step of the queue. It then goes
 * back in front of the queue, behind everything else that had been given back before. So taking
 * less than that would change the order: {@link #close} goes on taking until a message comes that
 * nobody ever had in hand.
 *
 * @see <a href="https://www.rabbitmq.com/docs/consumer-prefetch">RabbitMQ, consumer prefetch</a>
 * @see <a href="https://www.rabbitmq.com/docs/quorum-queues#repeated-requeues">RabbitMQ, quorum
 *     queues, repeated requeues</a>
 */
final class ConsumeIntake implements Intake {

  private static final long POLL_MILLIS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerSession session;
  private final QueueProfile queue;
  private final boolean nacksAreFree;
  private final long limit;
  private final Stop stop;
  private final HeldMessages held;
  private final Consumers consumers;
  private Optional<QueueMessage> first;
  private Optional<RoundTrip> echo = Optional.empty();
  private boolean emptyAtEcho;
  private long taken;
  private long removed;

  /**
   * @param held what it takes is counted here
   * @param first a message that was taken already
   * @param nacksAreFree whether a quorum queue does not count what is given back by nack
   * @param limit how many messages are wanted; never more than the queue had at the beginning
   */
  ConsumeIntake(
      BrokerSession session,
      QueueProfile queue,
      HeldMessages held,
      Optional<QueueMessage> first,
      boolean nacksAreFree,
      long limit,
      Stop stop) {
    this.session = session;
    this.queue = queue;
    this.nacksAreFree = nacksAreFree;
    this.limit = Math.min(limit, queue.ready());
    this.stop = stop;
    this.held = held;
    this.first = first;
    boolean seenBefore = first.filter(message -> message.envelope().isRedeliver()).isPresent();
    this.consumers = new Consumers(session, queue, held, seenBefore);
  }

  @Override
  public Optional<QueueMessage> next() throws InterruptedException {
    if (first.isPresent()) {
      QueueMessage message = first.get();
      first = Optional.empty();
      return taken < limit ? Optional.of(handOut(message)) : Optional.empty();
    }
    return awaited();
  }

  /**
   * An empty queue and nothing here is not the end: on a slow network the rest may be on its way.
   * What was sent before a question is here before its answer.
   */
  private Optional<QueueMessage> awaited() throws InterruptedException {
    long idleSince = System.nanoTime();
    boolean wasEmpty = false;
    echo = echo.filter(asked -> !asked.isOver());
    while (taken < limit && !stop.isRequested()) {
      if (consumers.isFull()) {
        consumers.open(limit - taken);
      }
      boolean answered = echo.filter(RoundTrip::isOver).isPresent();
      Optional<QueueMessage> message = consumers.poll(POLL_MILLIS);
      if (message.isPresent()) {
        return Optional.of(handOut(message.get()));
      }
      consumers.failIfEnded();
      if (answered) {
        if (emptyAtEcho && wasEmpty) {
          return Optional.empty(); // Others have taken some meanwhile.
        }
        wasEmpty = emptyAtEcho;
        failIfNothingComes(idleSince);
      }
      if (answered || echo.isEmpty()) {
        ask();
      }
    }
    return Optional.empty();
  }

  private void failIfNothingComes(long idleSince) {
    if (System.nanoTime() - idleSince > PATIENCE.toNanos()) {
      throw new QueueException(
          QueueException.Kind.NOTHING_DELIVERED,
          Message.of("messages.nothing_delivered", queue.name()));
    }
  }

  /** Changes nothing: the limit is for consumers to come, and each gets its own. */
  private void ask() {
    emptyAtEcho = session.look(queue.name()).getMessageCount() == 0;
    var nothing = new AMQP.Basic.Qos.Builder().prefetchCount(1).build();
    echo = Optional.of(new RoundTrip(session, held, nothing));
  }

  private QueueMessage handOut(QueueMessage message) {
    taken++;
    held.handedOut(message);
    consumers.handedOut(message);
    if (taken == limit) {
      consumers.discard(); // A quorum queue gives more than is wanted; nobody would take it.
    }
    if (taken == limit || consumers.isFull()) {
      consumers.cancel();
    }
    return message;
  }

  @Override
  public void remove(long tag) {
    consumers.failIfEnded();
    held.remove(tag);
    consumers.removed(tag);
    removed++;
  }

  @Override
  public void removeAll() {
    consumers.failIfEnded();
    held.removeAll(taken - removed);
    removed = taken;
  }

  @Override
  public void close() {
    consumers.discard();
    if (held.channel().isOpen()) {
      consumers.cancel();
      if (queue.kind() == QueueKind.QUORUM) {
        takeWhatCameBackBefore();
      }
    }
    held.giveBack(queue.kind() == QueueKind.CLASSIC || nacksAreFree);
  }

  private void takeWhatCameBackBefore() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (held.count() > 0
        && consumers.lastSeenBefore()
        && System.nanoTime() < end
        && !consumers.isDeleted()) {
      if (session.look(queue.name()).getMessageCount() == 0) {
        return;
      }
      long before = held.count();
      int size = consumers.open(queue.ready());
      long patience = System.nanoTime() + Duration.ofMillis(POLL_MILLIS).toNanos();
      while (held.count() < before + size
          && consumers.lastSeenBefore()
          && (System.nanoTime() < patience)) {
        LockSupport.parkNanos(1_000_000);
      }
      consumers.cancel();
    }
  }
}
