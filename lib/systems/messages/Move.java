package lib.systems.messages;

import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.UserException;

/**
 * Moves messages to another queue: publishes each and removes it only when the broker has confirmed
 * it. So if it is killed, some may be in both queues, but none is lost.
 */
public final class Move {

  private final BrokerSession session;
  private final Stop stop;
  private final MessageFilter filter;
  private final Runnable step;

  /**
   * @param step called for each message that was looked at
   */
  public Move(BrokerSession session, Stop stop, MessageFilter filter, Runnable step) {
    this.session = session;
    this.stop = stop;
    this.filter = filter;
    this.step = step;
  }

  /** Moves at most so many messages. Never throws for what happens once it has begun. */
  public Forwarded run(Intake source, String target, long limit) throws InterruptedException {
    try (Sender sender = new Sender(session, stop)) {
      Delivery delivery = new Delivery(sender, source::remove);
      try {
        long number = 0;
        long chosen = 0;
        boolean good = true;
        Optional<QueueMessage> next = source.next();
        while (good && next.isPresent()) {
          QueueMessage message = next.get();
          step.run();
          number++;
          Optional<Message> obstacle = Obstacle.ofDelivered(number, message, session.user());
          if (filter.matches(message) && obstacle.isPresent()) {
            delivery.keep(obstacle.get());
          } else if (filter.matches(message)) {
            chosen++;
            good =
                delivery.add(
                    message.tag(),
                    new Sender.Outgoing(target, message.properties(), message.body()));
          } else {
            delivery.leave();
          }
          next = chosen < limit ? source.next() : Optional.empty();
        }
        delivery.flush();
      } catch (UserException e) {
        delivery.fail(e.userMessage());
      }
      return delivery.result();
    }
  }
}
