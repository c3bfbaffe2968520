package lib.systems.messages;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.Outgoing;

/**
 * Moves messages elsewhere: publishes each and removes it only when the broker has confirmed it. So
 * if it is killed, some may be in both places, but none is lost.
 */
public final class Move {

  /**
   * Where to.
   *
   * @param queue the queue that messages go to; for the origin, the queue that they must have been
   *     in, empty for any
   * @param toOrigin whether they go to the exchange, with the routing key, that they were published
   *     to before they were dead-lettered, so that everything bound there gets them
   */
  public record Destination(Optional<String> queue, boolean toOrigin) {}

  private final BrokerSession session;
  private final Stop stop;
  private final MessageFilter filter;
  private final Destination destination;
  private final Map<String, Boolean> exchanges = new HashMap<>();
  private long chosen;

  public Move(BrokerSession session, Stop stop, MessageFilter filter, Destination destination) {
    this.session = session;
    this.stop = stop;
    this.filter = filter;
    this.destination = destination;
  }

  /**
   * Moves at most so many messages. Never throws for what happens once it has begun.
   *
   * @param step called for each message that was looked at
   */
  public Forwarded run(Intake source, long limit, Runnable step) throws InterruptedException {
    try (Sender sender = new Sender(session, stop)) {
      Delivery delivery = new Delivery(sender, source::remove);
      try {
        long number = 0;
        boolean good = true;
        Optional<QueueMessage> next = source.next();
        while (good && next.isPresent()) {
          step.run();
          good = handle(++number, next.get(), delivery);
          next = chosen < limit ? source.next() : Optional.empty();
        }
        delivery.flush();
      } catch (UserException e) {
        delivery.fail(e.userMessage());
      }
      return delivery.result();
    }
  }

  /** Whether a message is one of those that are meant. */
  public boolean isMeant(QueueMessage message) {
    if (!filter.matches(message)) {
      return false;
    }
    Optional<Origin> origin = Origin.of(message);
    return !destination.toOrigin()
        || destination.queue().isEmpty()
        || origin.filter(one -> one.queue().equals(destination.queue().get())).isPresent();
  }

  private boolean handle(long number, QueueMessage message, Delivery delivery)
      throws InterruptedException {
    if (!isMeant(message)) {
      delivery.leave();
      return true;
    }
    Optional<Message> obstacle = obstacle(number, message);
    if (obstacle.isPresent()) {
      delivery.keep(obstacle.get());
      return true;
    }
    chosen++;
    return delivery.add(number, message.tag(), outgoing(message));
  }

  /** What is against moving it, if anything. */
  public Optional<Message> obstacle(long number, QueueMessage message) {
    return Obstacle.of(number, message, session)
        .or(() -> destination.toOrigin() ? origin(number, message) : Optional.empty());
  }

  private Optional<Message> origin(long number, QueueMessage message) {
    Optional<Origin> origin = Origin.of(message);
    if (origin.isEmpty()) {
      return Optional.of(Message.of("messages.obstacle.no_origin", number));
    }
    String exchange = origin.get().exchange();
    return exchange.isEmpty() || exchanges.computeIfAbsent(exchange, this::isThere)
        ? Optional.empty()
        : Optional.of(Message.of("messages.obstacle.origin_gone", number, exchange));
  }

  private boolean isThere(String exchange) {
    try {
      return session.questions().hasExchange(exchange);
    } catch (BrokerException e) {
      if (e.kind() == BrokerException.Kind.ACCESS_REFUSED) {
        return true; // Publishing will tell.
      }
      throw e;
    }
  }

  private Outgoing outgoing(QueueMessage message) {
    if (!destination.toOrigin()) {
      return Outgoing.toQueue(
          destination.queue().orElseThrow(), message.properties(), message.body());
    }
    Origin origin = Origin.of(message).orElseThrow();
    return new Outgoing(
        origin.exchange(), origin.routingKey(), message.properties(), message.body());
  }
}
