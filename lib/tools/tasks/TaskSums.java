package lib.tools.tasks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import lib.base.text.Message;
import lib.base.text.Severity;
import lib.systems.account.AccountListener;
import lib.systems.account.AccountedMessage;
import lib.systems.account.AccountedTask;
import lib.systems.account.TaskClass;
import lib.systems.account.Todo;

/**
 * How many tasks are where, the oldest of each, and the most urgent ones; of any number of tasks.
 */
final class TaskSums implements AccountListener {

  /** Tasks of one system that are alike. */
  record Place(String system, TaskClass where, Todo todo) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::system).thenComparing(Place::where).thenComparing(Place::todo);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /** How many there are, and since when the oldest. */
  record Sum(long count, Optional<Instant> oldest) {

    Sum and(Sum other) {
      return new Sum(count + other.count, older(oldest, other.oldest));
    }

    private static Optional<Instant> older(Optional<Instant> one, Optional<Instant> other) {
      return other.isEmpty() || one.filter(other.get()::isAfter).isPresent() ? one : other;
    }
  }

  /** Messages of a kind in a queue. */
  record MessagePlace(AccountedMessage.Kind kind, String queue)
      implements Comparable<MessagePlace> {

    @Override
    public int compareTo(MessagePlace other) {
      return Comparator.comparing(MessagePlace::kind)
          .thenComparing(MessagePlace::queue)
          .compare(this, other);
    }
  }

  private static final Comparator<AccountedTask> WORST_FIRST =
      Comparator.comparingInt(AccountedTask::urgency)
          .thenComparing(task -> task.since().orElse(Instant.MAX))
          .thenComparing(task -> task.task().id());

  /** Where a task is that a system has been given and has not answered for good. */
  private static final Set<TaskClass> OWED =
      Set.of(
          TaskClass.QUEUED,
          TaskClass.MISPLACED,
          TaskClass.WITH_SYSTEM,
          TaskClass.ANSWERED,
          TaskClass.REFUSED);

  private final TaskSelection selection;
  private final Map<Place, Sum> sums = new TreeMap<>();
  private final Map<MessagePlace, Long> messages = new TreeMap<>();
  private final PriorityQueue<AccountedTask> worst = new PriorityQueue<>(WORST_FIRST.reversed());
  private final Map<Message, Long> doubts = new LinkedHashMap<>();
  private long needing;
  private Severity severity = Severity.OK;

  TaskSums(TaskSelection selection) {
    this.selection = selection;
  }

  @Override
  public void task(AccountedTask task) {
    sums.merge(
        new Place(task.system(), task.where(), task.todo()), new Sum(1, task.since()), Sum::and);
    task.doubt().ifPresent(why -> doubts.merge(why, 1L, Long::sum));
    Severity one = selection.severity(task.todo());
    severity = severity.or(one);
    if (one != Severity.OK) {
      needing++;
      worst.add(task);
      if (worst.size() > selection.limit()) {
        worst.remove();
      }
    }
  }

  @Override
  public void message(AccountedMessage message) {
    for (String queue : message.queues()) {
      messages.merge(new MessagePlace(message.kind(), queue), message.count(), Long::sum);
    }
    if (isLeftOver(message.kind())) {
      severity = severity.or(Severity.WARNING);
    }
  }

  Map<Place, Sum> sums() {
    return sums;
  }

  Map<MessagePlace, Long> messages() {
    return messages;
  }

  private static boolean isLeftOver(AccountedMessage.Kind kind) {
    return kind == AccountedMessage.Kind.GONE || kind == AccountedMessage.Kind.UNKNOWN_PROCESS;
  }

  /** Those of the messages that somebody has to remove, once it is sure whose they are. */
  Map<MessagePlace, Long> leftOver() {
    Map<MessagePlace, Long> some = new TreeMap<>(messages);
    some.keySet().removeIf(place -> !isLeftOver(place.kind()));
    return some;
  }

  /** Why it cannot be known where tasks are, and of how many. */
  Map<Message, Long> doubts() {
    return doubts;
  }

  /** The most urgent tasks, worst first. */
  List<AccountedTask> worst() {
    List<AccountedTask> tasks = new ArrayList<>(worst);
    tasks.sort(WORST_FIRST);
    return tasks;
  }

  /** How many tasks need somebody. */
  long needing() {
    return needing;
  }

  /** The worst that was found. */
  Severity severity() {
    return severity;
  }

  long total() {
    return sums.values().stream().mapToLong(Sum::count).sum();
  }

  /** How many tasks are in a class. */
  long count(TaskClass where) {
    return count(place -> place.where() == where);
  }

  /** How many tasks of a class need somebody. */
  long needing(TaskClass where) {
    return count(
        place -> place.where() == where && selection.severity(place.todo()) != Severity.OK);
  }

  private long count(Predicate<Place> which) {
    return sums.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(entry -> entry.getValue().count())
        .sum();
  }

  /** Since when a system owes the oldest task, and which system. */
  Optional<Map.Entry<Place, Sum>> oldestOwed() {
    return sums.entrySet().stream()
        .filter(entry -> OWED.contains(entry.getKey().where()))
        .filter(entry -> entry.getValue().oldest().isPresent())
        .min(Comparator.comparing(entry -> entry.getValue().oldest().get()));
  }
}
