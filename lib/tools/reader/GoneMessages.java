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

  private GoneMessages(Map<String, Integer> byTask) {
    this.byTask = byTask;
  }

  /**
   * Looks through a queue, and asks the engine. Changes nothing.
   *
   * @throws lib.base.text.UserException if the engine does not tell
   */
  static GoneMessages of(Reader reader, QueueProfile queue) throws InterruptedException {
    Map<String, Integer> byTask = new HashMap<>();
    try (ProgressBar progress = reader.progress("reader.gone.progress", queue.ready());
        Intake intake = reader.intakes().open(queue, StreamOffset.FIRST, Long.MAX_VALUE)) {
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        MessageIdentity.of(next.get())
            .taskId()
            .ifPresent(task -> byTask.merge(task, 1, Integer::sum));
        progress.step();
        next = intake.next();
      }
    }
    RestClient rest = new RestClient(reader.context().settings().camunda());
    byTask.keySet().retainAll(new GoneTasks(rest).among(byTask.keySet()));
    return new GoneMessages(byTask);
  }

  boolean contains(QueueMessage message) {
    return MessageIdentity.of(message).taskId().filter(byTask::containsKey).isPresent();
  }

  /** How many messages there are. */
  long count() {
    return byTask.values().stream().mapToLong(Integer::longValue).sum();
  }
}
