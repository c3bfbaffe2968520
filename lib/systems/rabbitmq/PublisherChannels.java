package lib.systems.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import lib.base.text.Reason;

/**
 * The two channels of a publisher: one for many messages at once, one for a message alone.
 *
 * <p>The broker closes the channel at a message that it refuses, and all that are on their way on
 * it are lost with it. So that none pays for another, a routing key that the broker has not taken
 * yet on this connection is tried alone first, on a channel of its own; what a refused message
 * takes with it all the same is sent again, one by one.
 *
 * <p>They send on one thread, the publisher's own.
 */
final class PublisherChannels {

  private static final Duration ALONE = Duration.ofSeconds(10);

  /** More routing keys than these are each tried alone every time. */
  private static final int MOST_KEYS = 10_000;

  private final Consumer<Pending> again;
  private final Runnable exchangeRefused;

  /** Exchange and routing key of what the broker has taken on this connection. */
  private final Set<List<String>> proven = ConcurrentHashMap.newKeySet();

  private volatile Connection connection;
  private volatile PublisherChannel many;
  private volatile PublisherChannel one;

  /** The broker's limit, once it has refused a message because of it. */
  private volatile long largestBody = Long.MAX_VALUE;

  /**
   * @param again sees to it that a message is sent {@link #alone} later
   * @param exchangeRefused called when an exchange does not exist or may not be written to
   */
  PublisherChannels(Consumer<Pending> again, Runnable exchangeRefused) {
    this.again = again;
    this.exchangeRefused = exchangeRefused;
  }

  /** From now on channels of this connection. */
  void use(Connection newConnection) {
    connection = newConnection;
    largestBody = Long.MAX_VALUE;
  }

  /** New channels from now on; what the old ones hold is somebody else's matter. */
  void forget() {
    many = null;
    one = null;
    proven.clear();
  }

  /** Sends a message with others, or alone if its way is not proven. */
  void send(Pending pending) throws IOException, InterruptedException {
    if (!proven.contains(keyOf(pending.message()))) {
      alone(pending);
    } else if (!isRefused(pending)) {
      many = opened(many);
      many.send(pending);
    }
  }

  /** Waits for what becomes of it, so that nothing else is on the channel with it. */
  void alone(Pending pending) throws IOException, InterruptedException {
    if (isRefused(pending)) {
      return;
    }
    one = opened(one);
    one.send(pending);
    try {
      Receipt receipt = pending.receipt().get(ALONE.toMillis(), TimeUnit.MILLISECONDS);
      boolean taken = !receipt.is(Receipt.Kind.REFUSED) && !receipt.is(Receipt.Kind.LOST);
      if (taken && proven.size() < MOST_KEYS) {
        proven.add(keyOf(pending.message()));
      }
    } catch (TimeoutException e) {
      one = null; // The next one does not wait on the same channel for it.
    } catch (ExecutionException e) {
      throw new IllegalStateException("receipts do not fail", e);
    }
  }

  /** Settles a message that cannot be sent. */
  private boolean isRefused(Pending pending) throws IOException {
    Optional<Reason> fault =
        SendableMessage.fault(pending.message(), largestBody, connected().getFrameMax());
    fault.ifPresent(reason -> pending.settle(Receipt.refused(reason)));
    return fault.isPresent();
  }

  private static List<String> keyOf(Outgoing message) {
    return List.of(message.exchange(), message.routingKey());
  }

  private Connection connected() throws IOException {
    Connection open = connection;
    if (open == null) {
      throw new BrokerFailure.Known(Reason.of("rabbitmq.why.not_connected"));
    }
    return open;
  }

  private PublisherChannel opened(PublisherChannel channel) throws IOException {
    return channel != null && channel.isOpen()
        ? channel
        : new PublisherChannel(connected(), this::closed);
  }

  /** What becomes of the messages that were on a channel when it was closed. */
  private void closed(ShutdownSignalException cause, List<Pending> messages) {
    ChannelClose close = ChannelClose.of(cause);
    close.largestBody().ifPresent(limit -> largestBody = limit);
    if (close.isAboutOneMessage() && messages.size() == 1) {
      messages.get(0).settle(Receipt.refused(close.reason()));
    } else if (close.isAboutOneMessage()) {
      messages.forEach(again);
    } else {
      if (close.isAboutTheExchange()) {
        exchangeRefused.run();
      }
      messages.forEach(pending -> pending.settle(Receipt.lost(close.reason())));
    }
  }
}
