package lib.systems.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.text.Message;
import lib.systems.messages.BrokerSession;
import lib.systems.messages.Intake;
import lib.systems.messages.Intakes;
import lib.systems.messages.QueueException;
import lib.systems.messages.QueueInspection;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.Stop;
import lib.systems.messages.StreamOffset;
import lib.systems.rabbitmq.BrokerException;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueStates;

/**
 * Reads the messages of queues, one queue after the other, and puts them back as they were. Queues
 * with consumers are left alone unless that is wanted, and so are those that count looks.
 *
 * @param alsoConsumed whether queues with consumers are read, too, for as long as a second
 * @param step called after each message
 */
record QueueSearch(
    BrokerSession session,
    List<AccountQueue> queues,
    boolean alsoConsumed,
    Stop stop,
    Runnable step) {

  /**
   * Counts only. Changes nothing.
   *
   * @throws BrokerException if the broker could not be asked
   */
  Map<AccountQueue, QueueState> states(ManagementAccess management) {
    List<QueueState> states =
        new QueueStates(session.questions(), management)
            .of(queues.stream().map(AccountQueue::name).toList());
    Map<AccountQueue, QueueState> byQueue = new LinkedHashMap<>();
    for (int i = 0; i < queues.size(); i++) {
      byQueue.put(queues.get(i), states.get(i));
    }
    return byQueue;
  }

  /**
   * Reads them all.
   *
   * @param states how they were counted shortly before
   * @param index what is read goes there
   * @throws BrokerException if the broker can no longer be asked
   */
  Map<AccountQueue, QueueLook> read(Map<AccountQueue, QueueState> states, MessageIndex index)
      throws InterruptedException {
    Map<AccountQueue, QueueLook> looks = new LinkedHashMap<>();
    for (AccountQueue queue : queues) {
      looks.put(queue, look(queue, states.get(queue), index));
    }
    // A consumer may have come to a queue after it was read, and taken what came after that.
    looks.replaceAll((queue, look) -> consumersNow(look));
    return looks;
  }

  private QueueLook look(AccountQueue queue, QueueState state, MessageIndex index)
      throws InterruptedException {
    return switch (state.presence()) {
      case MISSING -> missing(queue);
      case UNREADABLE, UNKNOWN ->
          QueueLook.closed(
              queue,
              state.presence(),
              Message.of("account.obstacle.unreadable", state.problem().orElse("-")));
      case PRESENT -> present(queue, state, index);
    };
  }

  private QueueLook present(AccountQueue queue, QueueState state, MessageIndex index)
      throws InterruptedException {
    try {
      QueueProfile profile = QueueInspection.of(session, queue.name());
      if (profile.ready() == 0) {
        return look(queue, state, profile, 0, true, Optional.empty());
      }
      if (profile.consumers() > 0 && !alsoConsumed) {
        return look(
            queue, state, profile, 0, false, Optional.of(Message.of("account.obstacle.consumers")));
      }
      return read(queue, state, profile, index);
    } catch (QueueException e) {
      boolean counted = e.kind() == QueueException.Kind.DELIVERY_LIMIT;
      Message reason = counted ? Message.of("account.obstacle.delivery_limit") : e.userMessage();
      return failed(queue, state, reason, e.kind() == QueueException.Kind.MISSING);
    } catch (BrokerException e) {
      if (e.kind() == BrokerException.Kind.ACCESS_REFUSED
          || e.kind() == BrokerException.Kind.IN_USE
          || e.kind() == BrokerException.Kind.REFUSED) {
        return failed(queue, state, e.userMessage(), false);
      }
      throw e;
    }
  }

  private QueueLook missing(AccountQueue queue) {
    return QueueLook.missing(queue, queue.absence(session.virtualHost()));
  }

  private QueueLook failed(AccountQueue queue, QueueState state, Message reason, boolean missing) {
    return missing
        ? missing(queue)
        : new QueueLook(
            queue,
            state.presence(),
            state.ready(),
            state.unacked(),
            state.consumers(),
            0,
            false,
            Optional.of(reason));
  }

  private QueueLook read(
      AccountQueue queue, QueueState state, QueueProfile profile, MessageIndex index)
      throws InterruptedException {
    HoldLimit limit = new HoldLimit(session, profile);
    long read = 0;
    try (Intake intake =
        new Intakes(session, stop, false).open(profile, StreamOffset.FIRST, profile.ready())) {
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        read++;
        step.run();
        index.add(queue, MessageIdentity.of(next.get()));
        next = limit.isOver() ? Optional.empty() : intake.next();
      }
    }
    boolean whole = read >= profile.ready();
    Optional<Message> obstacle =
        whole ? Optional.empty() : Optional.of(Message.of("account.obstacle.cut", read));
    return look(queue, state, profile, read, whole, obstacle);
  }

  private static QueueLook look(
      AccountQueue queue,
      QueueState state,
      QueueProfile profile,
      long read,
      boolean whole,
      Optional<Message> obstacle) {
    return new QueueLook(
        queue,
        state.presence(),
        OptionalLong.of(profile.ready()),
        state.unacked(),
        OptionalInt.of(Math.max(profile.consumers(), state.consumers().orElse(0))),
        read,
        whole,
        obstacle);
  }

  private QueueLook consumersNow(QueueLook look) {
    if (look.presence() != QueueState.Presence.PRESENT) {
      return look;
    }
    int now =
        session
            .questions()
            .queue(look.queue().name())
            .map(numbers -> numbers.getConsumerCount())
            .orElse(0);
    return look.withConsumers(now);
  }
}
