package lib.tools.reader;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.ProgressBar;
import lib.systems.account.GoneTasks;
import lib.systems.account.MessageIdentity;
import lib.systems.camunda.RestClient;
import lib.systems.messages.Intake;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.StreamOffset;

/**
 * The messages of a queue whose task does not exist any more. The queue is read through once for
 * it, before anything is shown or removed: a task that is gone does not come back.
 */
final class GoneMessages {

  private final Map<String, Integer> byTask;
  private final long unknown;

  private GoneMessages(Map<String, Integer> byTask, long unknown) {
    this.byTask = byTask;
    this.unknown = unknown;
  }

  /**
   * Looks through a queue, and asks the engine. Changes nothing.
   *
   * @param isWhosever whether messages of a process that the engine does not know are meant, too
   * @throws lib.base.text.UserException if the engine does not tell
   */
  static GoneMessages of(Reader reader, QueueProfile queue, boolean isWhosever)
      throws InterruptedException {
    Map<String, Integer> byTask = new HashMap<>();
    Map<String, Optional<String>> instances = new HashMap<>();
    try (ProgressBar progress = reader.progress("reader.gone.progress", queue.ready());
        Intake intake = reader.intakes().open(queue, StreamOffset.FIRST, Long.MAX_VALUE)) {
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        MessageIdentity identity = MessageIdentity.of(next.get());
        identity
            .taskId()
            .ifPresent(
                task -> {
                  byTask.merge(task, 1, Integer::sum);
                  instances.merge(task, identity.instanceId(), (one, two) -> one.or(() -> two));
                });
        progress.step();
        next = intake.next();
      }
    }
    RestClient rest = new RestClient(reader.context().settings().camunda());
    GoneTasks.Found found = new GoneTasks(rest).among(instances);
    long unknown = found.unknown().stream().mapToLong(byTask::get).sum();
    byTask
        .keySet()
        .removeIf(
            task ->
                !found.gone().contains(task) && !(isWhosever && found.unknown().contains(task)));
    return new GoneMessages(byTask, isWhosever ? 0 : unknown);
  }

  boolean contains(QueueMessage message) {
    return MessageIdentity.of(message).taskId().filter(byTask::containsKey).isPresent();
  }

  /** How many others are of a task, and of a process, that the engine does not know. */
  long unknown() {
    return unknown;
  }

  /** How many messages there are. */
  long count() {
    return byTask.values().stream().mapToLong(Integer::longValue).sum();
  }
}
