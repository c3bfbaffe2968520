package lib.systems.account;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lib.base.text.Message;
import lib.systems.account.AccountQueue.Role;

/**
 * What the looks at the queues prove about a task whose message is in none of those that were read.
 */
final class Evidence {

  /** Who can have such a task. */
  enum Holder {
    /** The system: somebody takes messages from its queue, or holds some. */
    SYSTEM,
    /** Nobody. */
    NOBODY,
    /** It cannot be known. */
    UNKNOWN
  }

  private final Map<AccountQueue, QueueLook> looks;
  private final Optional<Message> brokerProblem;
  private final Map<String, QueueLook> bySystem;

  /**
   * @param looks empty if the broker could not be asked
   * @param brokerProblem why the looks are not complete
   */
  Evidence(Map<AccountQueue, QueueLook> looks, Optional<Message> brokerProblem) {
    this.looks = looks;
    this.brokerProblem = brokerProblem;
    this.bySystem =
        looks.values().stream()
            .filter(look -> look.queue().system().isPresent())
            .collect(
                Collectors.toMap(
                    look -> look.queue().system().get(), Function.identity(), (one, two) -> one));
  }

  List<QueueLook> looks() {
    return List.copyOf(looks.values());
  }

  /** The same after the broker was lost: what was not seen until then proves nothing. */
  Evidence without(Message problem) {
    return new Evidence(looks, Optional.of(problem));
  }

  /** Who can have a task of a system that is nowhere. */
  Holder holder(String system) {
    QueueLook own = bySystem.get(system);
    if (own == null || brokerProblem.isPresent()) {
      return Holder.UNKNOWN;
    }
    if (own.hasConsumers() || own.hasUnacked()) {
      return Holder.SYSTEM;
    }
    return doubt(system).isPresent() ? Holder.UNKNOWN : Holder.NOBODY;
  }

  /** Why it cannot be known who has a task of a system that is nowhere. */
  Optional<Message> doubt(String system) {
    if (brokerProblem.isPresent() || !bySystem.containsKey(system)) {
      return Optional.of(brokerProblem.orElse(Message.of("account.doubt.no_queue", system)));
    }
    return Stream.of(
            looks.values().stream()
                .filter(look -> isWayOf(system, look.queue()) || look.queue().isGiven())
                .sorted(Comparator.comparing(look -> look.queue().role())) // its own one first
                .flatMap(look -> look.absence().stream()),
            looks.values().stream().filter(look -> !look.whole()).map(Evidence::unread),
            looks.values().stream()
                .filter(look -> isWayOf(system, look.queue()))
                .flatMap(look -> held(look).stream()))
        .flatMap(Function.identity())
        .findFirst();
  }

  /** Its own queue, and those that the answers of all systems go through. */
  private static boolean isWayOf(String system, AccountQueue queue) {
    return queue.isOf(system) || queue.role() == Role.RESPONSES || queue.role() == Role.ERRORS;
  }

  private static Message unread(QueueLook look) {
    return Message.of(
        "account.doubt.unread",
        look.queue().name(),
        Message.count("message", look.unread()),
        look.obstacle().orElse(Message.of("account.obstacle.stopped")));
  }

  private static Optional<Message> held(QueueLook look) {
    if (look.unacked().isEmpty()) {
      return Optional.of(Message.of("account.doubt.no_management", look.queue().name()));
    }
    return look.hasUnacked()
        ? Optional.of(
            Message.of(
                "account.doubt.unacked",
                look.queue().name(),
                Message.count("message", look.unacked().getAsLong())))
        : Optional.empty();
  }

  /** Whether somebody takes messages from the queue of a system. */
  boolean isTaken(String system) {
    return Optional.ofNullable(bySystem.get(system)).filter(QueueLook::hasConsumers).isPresent();
  }

  /** Whether a worker takes answers. */
  boolean areAnswersTaken() {
    return looks.values().stream()
        .filter(look -> look.queue().role() == Role.RESPONSES)
        .anyMatch(QueueLook::hasConsumers);
  }
}
