package lib.systems.messages;

import java.nio.file.Path;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Puts the messages of a file into a queue, in their order, at its end. */
public final class Restore {

  /**
   * What a file holds.
   *
   * @param messages how many there really are
   * @param damaged how many have bodies that the predecessor could not write exactly
   * @param expiring how many have a time to live of their own
   */
  public record Contents(ExportInfo info, long messages, long damaged, long expiring) {}

  private final BrokerSession session;
  private final Stop stop;
  private final NumberRanges restored = new NumberRanges();

  public Restore(BrokerSession session, Stop stop) {
    this.session = session;
    this.stop = stop;
  }

  /**
   * Reads the whole file, so that nothing is published of one that is damaged or has messages that
   * cannot be published.
   *
   * @param skip how many are left out at the beginning
   * @throws QueueException if it is or has
   */
  public Contents check(Path file, long skip) {
    try (ExportReader reader = new ExportReader(file, true)) {
      long messages = 0;
      long damaged = 0;
      long expiring = 0;
      Optional<QueueMessage> next = reader.next();
      while (next.isPresent()) {
        messages++;
        boolean lossy =
            reader.info().version() == 0 && next.get().readableText().contains("\uFFFD");
        damaged += lossy ? 1 : 0;
        if (messages > skip) {
          refuseUnsendable(file, messages, next.get());
          expiring += next.get().properties().getExpiration() == null ? 0 : 1;
        }
        next = reader.next();
      }
      long told = reader.info().messages();
      if (told >= 0 && told != messages) {
        throw new QueueException(
            QueueException.Kind.FORMAT,
            Message.of(
                "reader.file_count",
                file,
                Message.count("message", told),
                Message.count("message", messages)));
      }
      return new Contents(reader.info(), messages, damaged, expiring);
    }
  }

  private void refuseUnsendable(Path file, long number, QueueMessage message) {
    Obstacle.of(number, message, session.user())
        .ifPresent(
            obstacle -> {
              throw new QueueException(
                  QueueException.Kind.UNSENDABLE,
                  Message.of("reader.restore.unsendable", file, obstacle));
            });
  }

  /**
   * Publishes the messages of a file, except the first ones.
   *
   * @param skip how many are left out at the beginning
   * @param step called for each message that the broker has confirmed
   */
  public Forwarded run(Path file, String queue, long skip, Runnable step)
      throws InterruptedException {
    try (ExportReader reader = new ExportReader(file, false);
        Sender sender = new Sender(session, stop)) {
      Delivery delivery =
          new Delivery(
              sender,
              number -> {
                restored.add(number);
                step.run();
              });
      try {
        long number = 0;
        boolean good = true;
        Optional<QueueMessage> next = reader.next();
        while (good && next.isPresent() && !stop.isRequested()) {
          QueueMessage message = next.get();
          if (++number > skip) {
            good =
                delivery.add(
                    number, new Sender.Outgoing(queue, message.properties(), message.body()));
          }
          next = reader.next();
        }
        delivery.flush();
      } catch (UserException e) {
        delivery.fail(e.userMessage());
      }
      return delivery.result();
    }
  }

  /** The numbers of the messages that are certainly in the queue, e.g. {@code 1-500, 502}. */
  public String restored() {
    return restored.toString();
  }
}
