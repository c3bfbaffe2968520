package lib.systems.account;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import lib.systems.camunda.TaskState;

/** The locks of all tasks before the queues were read: some 150 bytes a task. */
final class FirstLook {

  /**
   * @param system whose task it is if it has to be looked for in the queues
   */
  private record Lock(String holder, Optional<Instant> end, String system) {}

  private final Map<String, Lock> locks = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> seenAgain = new HashSet<>();

  /**
   * @param system whose it is if it has to be looked for
   */
  void add(TaskState task, Optional<String> system) {
    String holder = names.computeIfAbsent(holder(task), same -> same);
    locks.put(task.id(), new Lock(holder, task.lockEnd(), system.orElse(null)));
  }

  /** Whether one of the tasks that have to be looked for is such. */
  boolean anySearchedFor(BiPredicate<String, String> idAndSystem) {
    return locks.entrySet().stream()
        .filter(entry -> entry.getValue().system() != null)
        .anyMatch(entry -> idAndSystem.test(entry.getKey(), entry.getValue().system()));
  }

  /** Whether the task was looked for in the queues, and has had the same lock all the time. */
  boolean isSame(TaskState task) {
    Lock before = locks.get(task.id());
    return before != null
        && before.system() != null
        && before.holder().equals(holder(task))
        && before.end().equals(task.lockEnd());
  }

  /** Whether the engine had this task. */
  boolean contains(String taskId) {
    return locks.containsKey(taskId);
  }

  /** Notes a task of the second look; false if it has come already. */
  boolean isFirstTime(TaskState task) {
    return seenAgain.add(task.id());
  }

  Set<String> seenAgain() {
    return seenAgain;
  }

  /** What the second look has not shown: it has ended, or has slipped between two pages. */
  Set<String> notSeenAgain() {
    Set<String> others = new HashSet<>(locks.keySet());
    others.removeAll(seenAgain);
    return others;
  }

  private static String holder(TaskState task) {
    return task.holder().orElse("");
  }
}
