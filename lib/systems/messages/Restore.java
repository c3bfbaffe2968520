package lib.systems.messages;

import java.nio.file.Path;
import java.util.Optional;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.rabbitmq.Outgoing;

/** Puts the messages of a file into a queue, in their order, at its end. */
public record Restore(BrokerSession session, Stop stop) {

  /**
   * What a file holds.
   *
   * @param messages how many there really are
   * @param damaged how many have bodies that the predecessor could not write exactly
   * @param expiring how many have a time to live of their own
   * @param altered how many are in it for reading only, because they could not be written exactly
   */
  public record Contents(
      ExportInfo info, long messages, long damaged, long expiring, long altered) {}

  /**
   * Reads the whole file, so that nothing is published of one that is damaged or has messages that
   * cannot be published.
   *
   * @param skip how many are left out at the beginning
   * @throws QueueException if it is or has
   */
  public Contents check(Path file, long skip) {
    try (ExportReader reader = new ExportReader(file, true)) {
      Contents contents = new Contents(reader.info(), 0, 0, 0, 0);
      Optional<QueueMessage> next = reader.next();
      while (next.isPresent()) {
        contents = with(contents, file, next.get(), skip);
        next = reader.next();
      }
      requireCount(file, contents);
      return contents;
    }
  }

  private Contents with(Contents before, Path file, QueueMessage message, long skip) {
    long number = before.messages() + 1;
    boolean meant = number > skip;
    boolean altered = message.alteration().isPresent();
    if (meant && !altered) {
      refuseUnsendable(file, number, message);
    }
    boolean lossy = before.info().version() == 0 && message.readableText().contains("\uFFFD");
    boolean expiring = meant && message.properties().getExpiration() != null;
    return new Contents(
        before.info(),
        number,
        before.damaged() + (lossy ? 1 : 0),
        before.expiring() + (expiring ? 1 : 0),
        before.altered() + (meant && altered ? 1 : 0));
  }

  private static void requireCount(Path file, Contents contents) {
    long told = contents.info().messages();
    if (told >= 0 && told != contents.messages()) {
      throw new QueueException(
          QueueException.Kind.FORMAT,
          Message.of(
              "messages.file_count",
              file,
              Message.count("message", told),
              Message.count("message", contents.messages())));
    }
  }

  private void refuseUnsendable(Path file, long number, QueueMessage message) {
    Obstacle.of(number, message, session)
        .ifPresent(
            obstacle -> {
              throw new QueueException(
                  QueueException.Kind.UNSENDABLE,
                  Message.of("messages.unsendable", file, obstacle));
            });
  }

  /**
   * Publishes the messages of a file, except the first ones and those that are altered.
   *
   * @param skip how many are left out at the beginning
   * @param step called for each message that the broker has confirmed
   */
  public Forwarded run(Path file, String queue, long skip, Runnable step)
      throws InterruptedException {
    try (ExportReader reader = new ExportReader(file, false);
        Sender sender = new Sender(session, stop)) {
      Delivery delivery = new Delivery(sender, number -> step.run());
      try {
        long number = 0;
        boolean good = true;
        Optional<QueueMessage> next = reader.next();
        while (good && next.isPresent() && !stop.isRequested()) {
          number++;
          good = number <= skip || add(delivery, number, queue, next.get());
          next = reader.next();
        }
        delivery.flush();
      } catch (UserException e) {
        delivery.fail(e.userMessage());
      }
      return delivery.result();
    }
  }

  private static boolean add(Delivery delivery, long number, String queue, QueueMessage message)
      throws InterruptedException {
    Optional<Message> altered = Obstacle.altered(number, message);
    if (altered.isPresent()) {
      delivery.keep(altered.get());
      return true;
    }
    return delivery.add(
        number, number, Outgoing.toQueue(queue, message.properties(), message.body()));
  }
}
