package lib.systems.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import lib.base.text.Message;
import lib.systems.rabbitmq.Outgoing;
import lib.systems.rabbitmq.Receipt;

/**
 * Sends messages one after the other and counts what came of them. Ends at the first one that the
 * broker did not confirm.
 */
final class Delivery {

  /** What waits for its confirm: its number for people, and what its confirm is told by. */
  private record Sent(long number, long tag) {}

  private final Sender sender;
  private final LongConsumer confirmed;
  private final List<Sent> pending = new ArrayList<>();
  private final NumberRanges numbers = new NumberRanges();
  private final NumberRanges uncertainNumbers = new NumberRanges();
  private long done;
  private long left;
  private long kept;
  private long expiring;
  private Optional<Message> obstacle = Optional.empty();
  private long uncertain;
  private Optional<Message> problem = Optional.empty();

  /**
   * @param confirmed told the tag of each message that the broker has confirmed, in their order
   */
  Delivery(Sender sender, LongConsumer confirmed) {
    this.sender = sender;
    this.confirmed = confirmed;
  }

  /** Adds a message; sends when enough have come together. Returns whether to go on. */
  boolean add(long number, long tag, Outgoing message) throws InterruptedException {
    sender.add(message);
    expiring += message.properties().getExpiration() == null ? 0 : 1;
    pending.add(new Sent(number, tag));
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
      if (receipt.isConfirmed()) {
        done++;
        numbers.add(pending.get(i).number());
        confirmed.accept(pending.get(i).tag());
      } else {
        if (receipt.is(Receipt.Kind.LOST)) {
          uncertain++;
          uncertainNumbers.add(pending.get(i).number());
        }
        fail(reason(receipt));
      }
    }
    pending.clear();
    return problem.isEmpty();
  }

  static Message reason(Receipt receipt) {
    return switch (receipt.kind()) {
      case RETURNED -> Message.of("messages.returned", receipt.reason());
      case REFUSED -> Message.of("messages.refused", receipt.reason());
      case LOST -> Message.of("messages.unconfirmed", receipt.reason());
      case NACKED -> Message.of("messages.nacked");
      case CONFIRMED -> throw new IllegalArgumentException("It has arrived");
    };
  }

  Forwarded result() {
    return new Forwarded(
        done,
        numbers.toString(),
        left,
        kept,
        obstacle,
        expiring,
        uncertain,
        uncertainNumbers.toString(),
        problem);
  }
}
