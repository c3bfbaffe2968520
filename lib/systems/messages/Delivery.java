package lib.systems.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import lib.base.text.Message;
import lib.systems.rabbitmq.Receipt;

/**
 * Sends messages one after the other and counts what came of them. Ends at the first one that the
 * broker did not confirm.
 */
final class Delivery {

  private final Sender sender;
  private final LongConsumer confirmed;
  private final List<Long> numbers = new ArrayList<>();
  private long done;
  private long left;
  private long kept;
  private long expiring;
  private Optional<Message> obstacle = Optional.empty();
  private long uncertain;
  private Optional<Message> problem = Optional.empty();

  /**
   * @param confirmed told the number of each message that the broker has confirmed, in their order
   */
  Delivery(Sender sender, LongConsumer confirmed) {
    this.sender = sender;
    this.confirmed = confirmed;
  }

  /** Adds a message; sends when enough have come together. Returns whether to go on. */
  boolean add(long number, Sender.Outgoing message) throws InterruptedException {
    sender.add(message);
    expiring += message.properties().getExpiration() == null ? 0 : 1;
    numbers.add(number);
    return !sender.isFull() || flush();
  }

  /** A message stays where it is. */
  void leave() {
    left++;
  }

  /** A message stays because it cannot be sent. */
  void keep(Message reason) {
    kept++;
    obstacle = obstacle.or(() -> Optional.of(reason));
  }

  /** Something else ends it. */
  void fail(Message reason) {
    if (problem.isEmpty()) {
      problem = Optional.of(reason);
    }
  }

  /** Sends what has been added. Returns whether to go on. */
  boolean flush() throws InterruptedException {
    List<Receipt> receipts = sender.flush();
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      if (receipt instanceof Receipt.Confirmed) {
        done++;
        confirmed.accept(numbers.get(i));
      } else {
        uncertain += receipt instanceof Receipt.Lost ? 1 : 0;
        fail(reason(receipt));
      }
    }
    numbers.clear();
    return problem.isEmpty();
  }

  static Message reason(Receipt receipt) {
    if (receipt instanceof Receipt.Returned returned) {
      return Message.of("reader.returned", returned.reason());
    } else if (receipt instanceof Receipt.Refused refused) {
      return Message.of("reader.refused", refused.reason());
    } else if (receipt instanceof Receipt.Lost lost) {
      return Message.of("reader.unconfirmed", lost.reason());
    }
    return Message.of("reader.nacked");
  }

  Forwarded result() {
    return new Forwarded(done, left, kept, obstacle, expiring, uncertain, problem);
  }
}
