package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
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
  private final MessageBuffer buffer = new MessageBuffer();
  private final Windows windows;
  private Optional<QueueMessage> first;
  private Optional<RoundTrip> echo = Optional.empty();
  private boolean emptyAtEcho;
  private long taken;
  private long removed;
  private volatile boolean lastSeenBefore;
  private volatile boolean deleted;
  private volatile ShutdownSignalException shutdown;

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
    this.lastSeenBefore = first.isPresent() && first.get().envelope().isRedeliver();
    this.windows = new Windows(queue.kind() == QueueKind.QUORUM, queue.ready());
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
      if (windows.isFull()) {
        open(windows.next(limit - taken));
      }
      boolean answered = echo.filter(RoundTrip::isOver).isPresent();
      Optional<QueueMessage> message = buffer.poll(POLL_MILLIS);
      if (message.isPresent()) {
        return Optional.of(handOut(message.get()));
      }
      failIfEnded();
      if (answered) {
        if (emptyAtEcho && wasEmpty) {
          return Optional.empty(); // Others have taken some meanwhile.
        }
        wasEmpty = emptyAtEcho;
        failIfNothingComes(idleSince);
      }
      if (answered || echo.isEmpty()) {
        emptyAtEcho = session.look(queue.name()).getMessageCount() == 0;
        echo = Optional.of(ask());
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
  private RoundTrip ask() {
    return new RoundTrip(session, held, new AMQP.Basic.Qos.Builder().prefetchCount(1).build());
  }

  private QueueMessage handOut(QueueMessage message) {
    taken++;
    held.handedOut(message);
    windows.handedOut(message);
    if (taken == limit) {
      buffer.discard(); // A quorum queue gives more than is wanted; nobody would take it.
    }
    if (taken == limit || windows.isFull()) {
      cancel();
    }
    return message;
  }

  private void failIfEnded() {
    if (deleted) {
      throw new QueueException(
          QueueException.Kind.DELETED, Message.of("messages.deleted", queue.name()));
    }
    if (shutdown != null) {
      throw held.closedByBroker(session.failure(shutdown));
    }
  }

  private void open(Windows.Window window) {
    session.call(
        () -> {
          held.channel().basicQos(window.size());
          return held.channel()
              .basicConsume(
                  queue.name(), false, window.tag(), new Arrivals(held.channel(), window));
        });
  }

  private void cancel() {
    Optional<Windows.Window> current = windows.close();
    if (current.isPresent() && held.channel().isOpen() && !deleted) {
      String tag = current.get().tag();
      new RoundTrip(session, held, new AMQP.Basic.Cancel.Builder().consumerTag(tag).build())
          .await();
    }
  }

  @Override
  public void remove(long tag) {
    failIfEnded();
    held.remove(tag);
    windows.removed(tag);
    removed++;
  }

  @Override
  public void removeAll() {
    failIfEnded();
    held.removeAll(taken - removed);
    removed = taken;
  }

  @Override
  public void close() {
    buffer.discard();
    if (held.channel().isOpen()) {
      cancel();
      if (queue.kind() == QueueKind.QUORUM) {
        takeWhatCameBackBefore();
      }
    }
    held.giveBack(queue.kind() == QueueKind.CLASSIC || nacksAreFree);
  }

  private void takeWhatCameBackBefore() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (held.count() > 0 && lastSeenBefore && System.nanoTime() < end && !deleted) {
      if (session.look(queue.name()).getMessageCount() == 0) {
        return;
      }
      long before = held.count();
      Windows.Window window = windows.next(queue.ready());
      open(window);
      long patience = System.nanoTime() + Duration.ofMillis(POLL_MILLIS).toNanos();
      while (held.count() < before + window.size()
          && lastSeenBefore
          && (System.nanoTime() < patience)) {
        LockSupport.parkNanos(1_000_000);
      }
      cancel();
    }
  }

  /** Called by the connection's thread. */
  private final class Arrivals extends DefaultConsumer {

    private final Windows.Window window;

    Arrivals(Channel channel, Windows.Window window) {
      super(channel);
      this.window = window;
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      held.arrived();
      window.arrived(envelope.getDeliveryTag(), body.length);
      lastSeenBefore = envelope.isRedeliver();
      buffer.put(QueueMessage.delivered(queue.kind(), envelope, properties, body));
    }

    @Override
    public void handleCancel(String tag) {
      deleted = true;
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
      shutdown = signal;
    }
  }
}
