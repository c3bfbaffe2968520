package lib.systems.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntBinaryOperator;
import java.util.function.Predicate;

/**
 * The messages of all queues by their task: some 200 bytes a task, whatever size its messages have.
 */
final class MessageIndex {

  private final Map<String, Sighting> byTask = new HashMap<>();

  /** There are few different places and types, and every message has one. */
  private final Map<Set<AccountQueue>, Set<AccountQueue>> places = new HashMap<>();

  private final Map<Optional<String>, Optional<String>> errorTypes = new HashMap<>();
  private final Map<Other, Long> others = new HashMap<>();

  /** Messages of a queue that are about no task of the account. */
  private record Other(AccountQueue queue, MessageIdentity.Kind kind) {}

  /** Adds a message. */
  void add(AccountQueue queue, MessageIdentity message) {
    if (message.taskId().isEmpty()) {
      others.merge(new Other(queue, message.kind()), 1L, Long::sum);
      return;
    }
    byTask.merge(
        message.taskId().get(),
        sighting(queue, message),
        (before, added) -> joined(before, added, Integer::sum));
  }

  private Sighting sighting(AccountQueue queue, MessageIdentity message) {
    MessageIdentity.Kind kind = message.kind();
    boolean refusal = kind == MessageIdentity.Kind.REFUSAL;
    return new Sighting(
        here(queue, kind == MessageIdentity.Kind.TASK),
        here(queue, kind == MessageIdentity.Kind.ANSWER),
        here(queue, refusal),
        here(queue, kind == MessageIdentity.Kind.TASK_ERROR),
        kind == MessageIdentity.Kind.TASK ? 1 : 0,
        1,
        errorTypes.computeIfAbsent(message.errorType().filter(type -> refusal), same -> same),
        message.instanceId());
  }

  private Set<AccountQueue> here(AccountQueue queue, boolean is) {
    return is ? pooled(Set.of(queue)) : Set.of();
  }

  /**
   * @param number the sum of different messages, the larger number of the same ones
   */
  private Sighting joined(Sighting one, Sighting other, IntBinaryOperator number) {
    return new Sighting(
        union(one.tasks(), other.tasks()),
        union(one.answers(), other.answers()),
        union(one.refusals(), other.refusals()),
        union(one.others(), other.others()),
        number.applyAsInt(one.copies(), other.copies()),
        number.applyAsInt(one.messages(), other.messages()),
        one.errorType().or(other::errorType),
        one.instanceId().or(other::instanceId));
  }

  private Set<AccountQueue> union(Set<AccountQueue> one, Set<AccountQueue> other) {
    if (other.isEmpty() || one.containsAll(other)) {
      return one;
    }
    Set<AccountQueue> both = new HashSet<>(one);
    both.addAll(other);
    return pooled(Set.copyOf(both));
  }

  private Set<AccountQueue> pooled(Set<AccountQueue> place) {
    return places.computeIfAbsent(place, same -> same);
  }

  /** Adds what a later look has seen. */
  void merge(MessageIndex later) {
    later.byTask.forEach(
        (task, seen) -> byTask.merge(task, seen, (one, other) -> joined(one, other, Math::max)));
    later.others.forEach((other, number) -> others.merge(other, number, Math::max));
  }

  /** Adds what was seen of some tasks; what else there was belongs to somebody else. */
  void merge(MessageIndex other, Predicate<String> tasks) {
    other.byTask.forEach(
        (task, seen) -> {
          if (tasks.test(task)) {
            byTask.merge(task, seen, (one, added) -> joined(one, added, Integer::sum));
          }
        });
  }

  /** What there is about a task. */
  Sighting of(String taskId) {
    return byTask.getOrDefault(taskId, Sighting.NONE);
  }

  /** The tasks that messages are about, and that are not among these. */
  Set<String> tasksWithout(Collection<String> known) {
    Set<String> others = new HashSet<>(byTask.keySet());
    others.removeAll(known);
    return others;
  }

  void forEach(BiConsumer<String, Sighting> action) {
    byTask.forEach(action);
  }

  /** How many messages of a queue are of a kind that is about no task. */
  long others(AccountQueue queue, MessageIdentity.Kind kind) {
    return others.getOrDefault(new Other(queue, kind), 0L);
  }
}
