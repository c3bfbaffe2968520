package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import lib.base.text.Message;

/** The consumers of an intake, one after the other, and what they bring. */
final class Consumers {

  private final BrokerSession session;
  private final QueueProfile queue;
  private final HeldMessages held;
  private final MessageBuffer buffer = new MessageBuffer();
  private final Windows windows;
  private volatile boolean lastSeenBefore;
  private volatile boolean deleted;
  private volatile ShutdownSignalException shutdown;

  /**
   * @param held what they take is counted here
   * @param seenBefore whether the last message that was taken before had been in hand already
   */
  Consumers(BrokerSession session, QueueProfile queue, HeldMessages held, boolean seenBefore) {
    this.session = session;
    this.queue = queue;
    this.held = held;
    this.lastSeenBefore = seenBefore;
    this.windows = new Windows(queue.kind() == QueueKind.QUORUM, queue.ready());
  }

  /** Whether everything that the consumer may hold has been handed out, or there is none. */
  boolean isFull() {
    return windows.isFull();
  }

  /**
   * Opens the next one.
   *
   * @param wanted how many messages are still wanted
   * @return how many it may hold
   */
  int open(long wanted) {
    Windows.Window window = windows.next(wanted);
    session.call(
        () -> {
          held.channel().basicQos(window.size());
          return held.channel()
              .basicConsume(
                  queue.name(), false, window.tag(), new Arrivals(held.channel(), window));
        });
    return window.size();
  }

  /** Ends the one that is open. */
  void cancel() {
    Optional<Windows.Window> current = windows.close();
    if (current.isPresent() && held.channel().isOpen() && !deleted) {
      String tag = current.get().tag();
      new RoundTrip(session, held, new AMQP.Basic.Cancel.Builder().consumerTag(tag).build())
          .await();
    }
  }

  /** The next message that is here, waiting for it as long as given. */
  Optional<QueueMessage> poll(long millis) throws InterruptedException {
    return buffer.poll(millis);
  }

  /** The caller has got it. */
  void handedOut(QueueMessage message) {
    windows.handedOut(message);
  }

  /** The caller has removed it. */
  void removed(long tag) {
    windows.removed(tag);
  }

  /** From now on nobody takes what comes. */
  void discard() {
    buffer.discard();
  }

  /** Whether the last message that came had been in somebody's hand before. */
  boolean lastSeenBefore() {
    return lastSeenBefore;
  }

  /** Whether the queue was deleted meanwhile. */
  boolean isDeleted() {
    return deleted;
  }

  /** Throws if no more can come. */
  void failIfEnded() {
    if (deleted) {
      throw new QueueException(
          QueueException.Kind.DELETED, Message.of("messages.deleted", queue.name()));
    }
    if (shutdown != null) {
      throw held.closedByBroker(session.failure(shutdown));
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
