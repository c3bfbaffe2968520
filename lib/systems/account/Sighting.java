package lib.systems.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The messages about one task.
 *
 * @param tasks where its own message is; more than one place if somebody has copied it
 * @param answers where answers are
 * @param refusals where it is told that an answer or the task was refused
 * @param others where something else is told of it
 * @param copies how many messages with the task there are
 * @param messages how many messages there are about it
 * @param errorType why it was refused
 * @param instanceId its process instance, as its messages name it
 */
record Sighting(
    Set<AccountQueue> tasks,
    Set<AccountQueue> answers,
    Set<AccountQueue> refusals,
    Set<AccountQueue> others,
    int copies,
    int messages,
    Optional<String> errorType,
    Optional<String> instanceId) {

  static final Sighting NONE =
      new Sighting(
          Set.of(), Set.of(), Set.of(), Set.of(), 0, 0, Optional.empty(), Optional.empty());

  /** Whether there is none that tells where the task is. */
  boolean isNowhere() {
    return tasks.isEmpty() && answers.isEmpty() && refusals.isEmpty();
  }

  /** The names of the queues where its messages are. */
  List<String> queues() {
    return Stream.of(tasks, answers, refusals, others)
        .flatMap(Set::stream)
        .map(AccountQueue::name)
        .distinct()
        .sorted()
        .toList();
  }
}
