package lib.systems.messages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import lib.base.text.Message;
import lib.systems.rabbitmq.BrokerException;

/** What is unacknowledged on a channel: how many messages, and how they are removed or go back. */
final class HeldMessages {

  private static final Duration POLL = Duration.ofMillis(20);

  /** Requeueing 200,000 messages took up to 8 s on two busy cores. */
  private static final Duration NO_PROGRESS = Duration.ofSeconds(5);

  private final BrokerSession session;
  private final String queue;
  private final Channel channel;
  private final long ready;
  private long held;
  private long removed;
  private long lastTag;

  /**
   * @param ready how many messages the queue had when nothing was held yet
   */
  HeldMessages(BrokerSession session, String queue, long ready) {
    this.ready = ready;
    this.session = session;
    this.queue = queue;
    this.channel = session.deliveryChannel();
  }

  Channel channel() {
    return channel;
  }

  /** How many there are. */
  synchronized long count() {
    return held;
  }

  /** The broker has given one. */
  synchronized void arrived() {
    held++;
  }

  /** Takes the next message by itself; empty if there is none. */
  Optional<QueueMessage> take(QueueKind kind) {
    GetResponse got;
    try {
      got = session.call(() -> channel.basicGet(queue, false));
    } catch (BrokerException e) {
      throw closedByBroker(e);
    }
    if (got == null) {
      return Optional.empty();
    }
    arrived();
    return Optional.of(
        QueueMessage.delivered(kind, got.getEnvelope(), got.getProps(), got.getBody()));
  }

  /** The caller has got it. */
  synchronized void handedOut(QueueMessage message) {
    lastTag = message.tag();
  }

  synchronized void remove(long tag) {
    session.call(
        () -> {
          channel.basicAck(tag, false);
          return null;
        });
    held--;
    removed++;
  }

  /**
   * @param count how many were handed out and not removed yet
   */
  synchronized void removeAll(long count) {
    if (count > 0) {
      session.call(
          () -> {
            channel.basicAck(lastTag, true);
            return null;
          });
      held -= count;
      removed += count;
    }
  }

  /**
   * Gives everything back and closes the channel.
   *
   * @param byNack in one step by nack; else by closing the channel
   */
  void giveBack(boolean byNack) {
    if (!channel.isOpen()) {
      throw closedByBroker(session.failure(channel.getCloseReason()));
    }
    try {
      session.call(
          () -> {
            // Synchronous: acknowledgements sent just before a close can be lost.
            channel.basicQos(1);
            if (byNack) {
              channel.basicNack(0, true, true);
              channel.basicQos(1);
            }
            channel.close();
            return null;
          });
    } catch (BrokerException e) {
      throw closedByBroker(e);
    }
    awaitReturn();
  }

  /** The broker requeues in the background, and the next command should find all of it. */
  private void awaitReturn() {
    long before = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < NO_PROGRESS.toNanos()) {
      AMQP.Queue.DeclareOk now = session.look(queue);
      if (now.getMessageCount() >= ready - removed || now.getConsumerCount() > 0) {
        return;
      }
      if (now.getMessageCount() != before) {
        before = now.getMessageCount();
        since = System.nanoTime();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** What the broker's reason for closing the channel means for the work. */
  RuntimeException closedByBroker(BrokerException reason) {
    if (reason.reason().contains("delivery acknowledgement on channel")
        && reason.reason().contains("timed out")) {
      return new QueueException(
          QueueException.Kind.HELD_TOO_LONG, Message.of("messages.held_too_long", queue), reason);
    }
    return reason;
  }
}
