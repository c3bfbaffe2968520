package lib.systems.messages;

import java.util.Optional;
import lib.base.text.Message;

/**
 * Stops at a message that the broker counts as delivered before, because nobody knows how often is
 * too often: a delivery limit set by a policy shows only in the management API.
 */
record CautiousIntake(Intake intake, QueueProfile queue) implements Intake {

  @Override
  public Optional<QueueMessage> next() throws InterruptedException {
    Optional<QueueMessage> next = intake.next();
    if (next.isPresent() && next.get().countedDeliveries() > 0) {
      throw new QueueException(
          QueueException.Kind.DELIVERY_LIMIT,
          Message.of("messages.delivery_limit_hidden", queue.name()));
    }
    return next;
  }

  @Override
  public void remove(long tag) {
    intake.remove(tag);
  }

  @Override
  public void removeAll() {
    intake.removeAll();
  }

  @Override
  public void close() {
    intake.close();
  }
}
