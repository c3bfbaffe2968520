package lib.systems.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import lib.base.config.Settings;
import lib.base.config.TopicSelection;
import lib.base.text.Message;
import lib.systems.account.AccountQueue.Role;
import lib.systems.camunda.LockReading;
import lib.systems.camunda.LockReading.Hold;
import lib.systems.camunda.TaskState;

/** Puts a task into exactly one class, by its lock, its messages and who can have it. */
record Classification(Settings settings, Evidence evidence, Instant now) {

  /** A running worker has taken a free task by then. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private LockReading locks() {
    return new LockReading(settings.camunda(), now);
  }

  /**
   * Where a task is.
   *
   * @param still whether its lock was the same before the queues were read
   */
  AccountedTask of(TaskState task, Sighting seen, boolean still) {
    String system = settings.routing().systemOf(task.topic());
    Hold hold = locks().of(task);
    TaskClass where = where(task, hold, seen, system, still);
    Todo todo = todo(task, where, hold, system);
    boolean known = where != TaskClass.UNKNOWN;
    return new AccountedTask(
        task,
        system,
        where,
        todo,
        locks().since(task, hold),
        seen.queues(),
        seen.copies(),
        seen.errorType(),
        known ? Optional.empty() : doubt(system));
  }

  private Optional<Message> doubt(String system) {
    return evidence.doubt(system).or(() -> Optional.of(Message.of("account.doubt.moved")));
  }

  private TaskClass where(TaskState task, Hold hold, Sighting seen, String system, boolean still) {
    boolean held = hold != Hold.NONE;
    if (held && has(seen.answers(), Role.RESPONSES)) {
      return TaskClass.ANSWERED;
    } else if (task.suspended()) {
      return TaskClass.SUSPENDED;
    } else if (task.isOutOfRetries()) {
      return TaskClass.OUT_OF_RETRIES;
    }
    return switch (hold) {
      case FOREIGN -> TaskClass.OTHERS;
      case PAUSE -> TaskClass.BACK_OFF;
      case SHORT -> TaskClass.BEING_SENT;
      case NONE -> TaskClass.FREE;
      case LONG -> byMessages(seen, system, still);
      case LEFT -> left(byMessages(seen, system, still));
    };
  }

  /** A task whose lock has ended is taken by the next worker, whatever cannot be known of it. */
  private static TaskClass left(TaskClass where) {
    return where == TaskClass.UNKNOWN || where == TaskClass.BEING_SENT ? TaskClass.FREE : where;
  }

  private TaskClass byMessages(Sighting seen, String system, boolean still) {
    if (seen.tasks().stream().anyMatch(queue -> queue.isOf(system))) {
      return TaskClass.QUEUED;
    } else if (!seen.refusals().isEmpty()) {
      return TaskClass.REFUSED;
    } else if (has(seen.answers(), Role.SENT) || has(seen.tasks(), Role.SENT)) {
      return TaskClass.WITH_SYSTEM;
    } else if (!seen.isNowhere()) {
      return TaskClass.MISPLACED;
    }
    return switch (evidence.holder(system)) {
      case SYSTEM -> TaskClass.WITH_SYSTEM;
      case UNKNOWN -> TaskClass.UNKNOWN;
      case NOBODY -> still ? TaskClass.LOST : TaskClass.BEING_SENT;
    };
  }

  private static boolean has(Set<AccountQueue> queues, Role role) {
    return queues.stream().anyMatch(queue -> queue.role() == role);
  }

  private Todo todo(TaskState task, TaskClass where, Hold hold, String system) {
    return switch (where) {
      case FREE -> free(task, hold);
      case QUEUED -> evidence.isTaken(system) ? Todo.NOTHING : Todo.START_SYSTEM;
      case MISPLACED -> Todo.MOVE;
      case WITH_SYSTEM -> Todo.ASK_SYSTEM;
      case ANSWERED -> answered(task);
      case REFUSED -> Todo.REDRIVE;
      case LOST -> Todo.UNLOCK;
      case OUT_OF_RETRIES -> Todo.GIVE_RETRIES;
      case SUSPENDED -> Todo.ACTIVATE;
      case UNKNOWN -> Todo.FIND_OUT;
      case BEING_SENT, BACK_OFF, OTHERS -> Todo.NOTHING;
    };
  }

  private Todo answered(TaskState task) {
    if (task.suspended()) {
      return Todo.ACTIVATE;
    }
    return evidence.areAnswersTaken() ? Todo.NOTHING : Todo.START_WORKER;
  }

  private Todo free(TaskState task, Hold hold) {
    if (!isFetched(task.topic())) {
      return Todo.ROUTE_TOPIC;
    }
    boolean old =
        locks().since(task, hold).filter(time -> time.isBefore(now.minus(FRESH))).isPresent();
    return old ? Todo.LET_WORKER_FETCH : Todo.NOTHING;
  }

  /** Whether workers with these settings ask for a topic. */
  private boolean isFetched(String topic) {
    TopicSelection topics = settings.worker().topics();
    if (topics instanceof TopicSelection.Listed listed) {
      return listed.topics().contains(topic);
    }
    return topics instanceof TopicSelection.All
        || settings.routing().mappedTopics().contains(topic);
  }
}
