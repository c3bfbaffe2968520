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
 * Reads a stream from a place in it. Takes nothing: acknowledging only asks for more.
 *
 * @see <a href="https://www.rabbitmq.com/docs/streams#consuming">RabbitMQ, streams, consuming</a>
 */
final class StreamIntake implements Intake {

  private static final int PREFETCH = 500;
  private static final long POLL_MILLIS = 100;

  private final BrokerSession session;
  private final long limit;
  private final Duration patience;
  private final Stop stop;
  private final HeldMessages held;
  private final MessageBuffer buffer = new MessageBuffer();
  private long taken;
  private volatile ShutdownSignalException shutdown;

  /**
   * @param limit how many messages are wanted
   */
  StreamIntake(
      BrokerSession session, QueueProfile queue, StreamOffset offset, long limit, Stop stop) {
    this.session = session;
    this.limit = offset.isFirst() ? Math.min(limit, queue.ready()) : limit;
    this.patience = offset.patience();
    this.stop = stop;
    this.held = new HeldMessages(session, queue.name(), 0);
    session.call(
        () -> {
          held.channel().basicQos((int) Math.max(1, Math.min(PREFETCH, this.limit)));
          Map<String, Object> start = Map.of(QueueMessage.STREAM_OFFSET, offset.value());
          return held.channel()
              .basicConsume(queue.name(), false, start, new Arrivals(held.channel()));
        });
  }

  @Override
  public Optional<QueueMessage> next() throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (taken < limit && !stop.isRequested() && System.nanoTime() < end) {
      Optional<QueueMessage> message = buffer.poll(POLL_MILLIS);
      if (message.isPresent()) {
        taken++;
        held.remove(message.get().tag());
        return message;
      }
      if (shutdown != null) {
        throw held.closedByBroker(session.failure(shutdown));
      }
    }
    return Optional.empty();
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
