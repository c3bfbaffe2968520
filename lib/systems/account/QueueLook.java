package lib.systems.account;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.text.Message;
import lib.systems.rabbitmq.management.QueueState.Presence;

/**
 * What a look at a queue has shown.
 *
 * @param ready messages that waited when the look began
 * @param unacked messages that somebody held, as the management API tells; some seconds old
 * @param consumers how many there were, at most, during the look
 * @param read how many messages were read
 * @param whole whether every message was read; an empty queue is read whole
 * @param obstacle why not
 */
public record QueueLook(
    AccountQueue queue,
    Presence presence,
    OptionalLong ready,
    OptionalLong unacked,
    OptionalInt consumers,
    long read,
    boolean whole,
    Optional<Message> obstacle) {

  /** A queue of which nothing was read. */
  static QueueLook closed(AccountQueue queue, Presence presence, Message obstacle) {
    return new QueueLook(
        queue,
        presence,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        0,
        false,
        Optional.of(obstacle));
  }

  /**
   * A queue that does not exist has nothing to read.
   *
   * @param absence why nothing can be concluded from that
   */
  static QueueLook missing(AccountQueue queue, Optional<Message> absence) {
    return new QueueLook(
        queue,
        Presence.MISSING,
        OptionalLong.of(0),
        OptionalLong.of(0),
        OptionalInt.of(0),
        0,
        true,
        absence);
  }

  /** Why nothing can be concluded, of a queue that does not exist although it should. */
  public Optional<Message> absence() {
    boolean expected = queue.role() != AccountQueue.Role.OTHER;
    return presence == Presence.MISSING && expected ? obstacle : Optional.empty();
  }

  /** The same of an account that somebody has ended before its end. */
  QueueLook interrupted() {
    Message why = obstacle.orElse(Message.of("account.obstacle.stopped"));
    return new QueueLook(queue, presence, ready, unacked, consumers, read, false, Optional.of(why));
  }

  /** The same after consumers were counted once more. */
  QueueLook withConsumers(int now) {
    return new QueueLook(
        queue,
        presence,
        ready,
        unacked,
        consumers.isPresent() ? OptionalInt.of(Math.max(consumers.getAsInt(), now)) : consumers,
        read,
        whole,
        obstacle);
  }

  boolean hasConsumers() {
    return consumers.orElse(0) > 0;
  }

  /** Whether messages are known to be in somebody's hands. */
  boolean hasUnacked() {
    return unacked.orElse(0) > 0;
  }

  /** Messages that wait and were not read. */
  public long unread() {
    return whole ? 0 : Math.max(0, ready.orElse(0) - read);
  }

  /**
   * This look and a later one as one: what either has seen counts, and what one does not know.
   *
   * @param later of the same queue
   */
  QueueLook and(QueueLook later) {
    boolean known = unacked.isPresent() && later.unacked.isPresent();
    boolean counted = consumers.isPresent() && later.consumers.isPresent();
    return new QueueLook(
        queue,
        presence == Presence.MISSING ? presence : later.presence,
        later.ready,
        known
            ? OptionalLong.of(Math.max(unacked.getAsLong(), later.unacked.getAsLong()))
            : OptionalLong.empty(),
        counted
            ? OptionalInt.of(Math.max(consumers.getAsInt(), later.consumers.getAsInt()))
            : OptionalInt.empty(),
        Math.max(read, later.read),
        whole && later.whole,
        obstacle.or(later::obstacle));
  }
}
