package lib.systems.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lib.base.config.Settings;
import lib.systems.camunda.CamundaException;
import lib.systems.camunda.LockReading;
import lib.systems.camunda.ProcessInstances;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.Rights;
import lib.systems.camunda.TaskLists;
import lib.systems.camunda.TaskQuery;
import lib.systems.camunda.TaskState;
import lib.systems.camunda.UnreadableTask;
import lib.systems.messages.Stop;

/**
 * Finds out where every task is: the engine's tasks are read, then the messages of all queues, then
 * the tasks again. Only a task with the same lock in both looks, and with no message in two looks
 * at the queues, can be lost. Changes nothing.
 */
public final class Account {

  private final Settings settings;
  private final AccountOptions options;
  private final AccountListener listener;
  private final Stop stop;
  private final Clock clock;
  private final RestClient rest;
  private final TaskLists tasks;
  private final FirstLook first = new FirstLook();
  private long unreadable;
  private boolean allSeen;

  /**
   * @param listener told of every task, in the engine's order, and of messages
   */
  public Account(
      Settings settings,
      RestClient rest,
      AccountOptions options,
      AccountListener listener,
      Stop stop,
      Clock clock) {
    this.settings = settings;
    this.rest = rest;
    this.tasks = new TaskLists(rest);
    this.options = options;
    this.listener = listener;
    this.stop = stop;
    this.clock = clock;
  }

  /** Makes the account. What cannot be asked is told in the report; nothing is guessed instead. */
  public AccountReport take() throws InterruptedException {
    Instant begun = clock.instant();
    Optional<CamundaException> problem = attempt(this::lookFirst);
    QueueAccount queues = new QueueAccount(settings, options, listener, stop);
    queues.take(problem.isEmpty() ? first : new FirstLook());
    if (problem.isEmpty()) {
      problem = attempt(() -> lookAgain(queues));
    }
    boolean stopped = stop.isRequested();
    return new AccountReport(
        begun,
        clock.instant(),
        queues.evidence().looks().stream()
            .map(look -> stopped ? look.interrupted() : look)
            .toList(),
        unreadable,
        problem,
        queues.problem(),
        queues.managementProblem(),
        allSeen,
        stopped);
  }

  private static Optional<CamundaException> attempt(Runnable look) {
    try {
      look.run();
      return Optional.empty();
    } catch (CamundaException e) {
      return Optional.of(e);
    }
  }

  private Stream<TaskState> all(Consumer<UnreadableTask> unread) {
    return tasks
        .list(TaskQuery.all().tenants(settings.camunda().tenantIds()), unread)
        .takeWhile(task -> !stop.isRequested())
        .peek(task -> listener.step());
  }

  private void lookFirst() {
    LockReading locks = new LockReading(settings.camunda(), clock.instant());
    all(unread -> {})
        .forEach(
            task ->
                first.add(
                    task,
                    Optional.of(task)
                        .filter(locks::isOutOfSight)
                        .map(one -> settings.routing().systemOf(one.topic()))));
  }

  private void lookAgain(QueueAccount queues) {
    Classification rules = new Classification(settings, queues.evidence(), clock.instant());
    Consumer<TaskState> tell =
        task -> listener.task(rules.of(task, queues.messages().of(task.id()), first.isSame(task)));
    all(unread -> unreadable++).filter(first::isFirstTime).forEach(tell);
    if (stop.isRequested()) {
      return;
    }
    // What has slipped between two pages.
    tasks.existing(first.notSeenAgain()).stream().filter(first::isFirstTime).forEach(tell);
    allSeen = new Rights(rest).of(Rights.Things.EXTERNAL_TASKS) == Rights.Sight.ALL;
    new MessageAccount(tasks, new ProcessInstances(rest), listener, allSeen)
        .tell(queues.messages(), first.seenAgain(), queues.evidence());
  }
}
