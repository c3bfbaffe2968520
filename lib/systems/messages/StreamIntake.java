package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a stream from a place in it to where it ends at the beginning, whatever is published
 * meanwhile. Takes nothing: acknowledging only asks for more.
 *
 * @see <a href="https://www.rabbitmq.com/docs/streams#consuming">RabbitMQ, streams, consuming</a>
 */
final class StreamIntake implements Intake {

  private static final int PREFETCH = 500;
  private static final long POLL_MILLIS = 100;

  /** For a message that is there: the broker may be busy. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BrokerSession session;
  private final QueueProfile queue;
  private final long limit;
  private final long last;
  private final Duration patience;
  private final boolean timed;
  private final Stop stop;
  private final HeldMessages held;
  private final MessageBuffer buffer = new MessageBuffer();
  private long firstTaken;
  private long taken;
  private boolean ended;
  private volatile ShutdownSignalException shutdown;

  /**
   * @param limit how many messages are wanted
   */
  StreamIntake(
      BrokerSession session, QueueProfile queue, StreamOffset offset, long limit, Stop stop)
      throws InterruptedException {
    this.session = session;
    this.queue = queue;
    this.stop = stop;
    this.limit = offset.isFirst() ? Math.min(limit, queue.ready()) : limit;
    long known = offset.isFirst() || offset.isOpenEnded() ? Long.MAX_VALUE : lastOffset();
    // The broker counts a stream's messages some seconds late: what is behind them may be new.
    this.timed = offset.isOpenEnded() || offset.isAfter(known);
    this.last = timed ? Long.MAX_VALUE : known;
    this.patience = offset.patience();
    this.held = new HeldMessages(session, queue.name(), 0);
    consume(held, offset.value(), (int) Math.max(1, Math.min(PREFETCH, this.limit)));
  }

  /** The queue tells how many there are, and its first message how far it is from the beginning. */
  private long lastOffset() throws InterruptedException {
    try (StreamIntake first = new StreamIntake(session, queue, StreamOffset.FIRST, 1, stop)) {
      return first
          .next()
          .flatMap(QueueMessage::streamOffset)
          .map(offset -> offset + queue.ready() - 1)
          .orElse(-1L);
    }
  }

  private void consume(HeldMessages messages, Object offset, int prefetch) {
    session.call(
        () -> {
          messages.channel().basicQos(prefetch);
          Map<String, Object> start = Map.of(QueueMessage.STREAM_OFFSET, offset);
          return messages
              .channel()
              .basicConsume(queue.name(), false, start, new Arrivals(messages.channel()));
        });
  }

  @Override
  public Optional<QueueMessage> next() throws InterruptedException {
    long since = timed && taken > 0 ? firstTaken : System.nanoTime();
    while (!ended && taken < limit && !stop.isRequested() && !isOver(since)) {
      Optional<QueueMessage> message = buffer.poll(POLL_MILLIS);
      if (message.isPresent()) {
        return accepted(message.get());
      }
      if (shutdown != null) {
        throw held.closedByBroker(session.failure(shutdown));
      }
    }
    return Optional.empty();
  }

  /** What may go on for ever is read for a while after its first message. */
  private boolean isOver(long since) {
    Duration most = taken > 0 && last != Long.MAX_VALUE ? PATIENCE : patience;
    return System.nanoTime() - since >= most.toNanos();
  }

  /** What was published after the beginning is not taken. */
  private Optional<QueueMessage> accepted(QueueMessage message) {
    long offset = message.streamOffset().orElse(0L);
    ended = offset >= last;
    if (offset > last) {
      return Optional.empty();
    }
    firstTaken = taken == 0 ? System.nanoTime() : firstTaken;
    taken++;
    held.remove(message.tag());
    return Optional.of(message);
  }

  @Override
  public void remove(long tag) {
    throw new UnsupportedOperationException("a stream keeps its messages");
  }

  @Override
  public void removeAll() {
    throw new UnsupportedOperationException("a stream keeps its messages");
  }

  @Override
  public void close() {
    buffer.discard();
    session.abort(held.channel());
  }

  /** Called by the connection's thread. */
  private final class Arrivals extends DefaultConsumer {

    Arrivals(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      held.arrived();
      buffer.put(QueueMessage.delivered(QueueKind.STREAM, envelope, properties, body));
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
      shutdown = signal;
    }
  }
}
