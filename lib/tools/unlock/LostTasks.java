package lib.tools.unlock;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.config.Settings;
import lib.base.text.Message;
import lib.systems.account.Account;
import lib.systems.account.AccountListener;
import lib.systems.account.AccountOptions;
import lib.systems.account.AccountReport;
import lib.systems.account.AccountedTask;
import lib.systems.account.TaskClass;
import lib.systems.camunda.RestClient;
import lib.systems.camunda.TaskState;
import lib.systems.messages.Stop;

/**
 * Finds the tasks that nobody has, by the account of all tasks and all queues. Takes some seconds;
 * changes nothing.
 */
public record LostTasks(Settings settings, RestClient rest, AccountOptions options, Clock clock) {

  /**
   * Those of a selection.
   *
   * @throws lib.base.text.UserException if the engine or the broker cannot be asked: then nobody
   *     knows what is lost
   */
  FoundTasks find(TaskSelection selection) throws InterruptedException {
    var found = new Collected(selection);
    AccountReport report = new Account(settings, rest, options, found, new Stop(), clock).take();
    if (report.engineProblem().isPresent()) {
      throw report.engineProblem().get();
    }
    if (report.brokerProblem().isPresent()) {
      throw report.brokerProblem().get();
    }
    return found.result(report);
  }

  private final class Collected implements AccountListener {

    private final TaskSelection selection;
    private final List<TaskState> locked = new ArrayList<>();
    private final Map<String, AccountedTask> lost = new LinkedHashMap<>();
    private long ended;
    private long doubtful;
    private Optional<Message> doubt = Optional.empty();
    private boolean traced;

    Collected(TaskSelection selection) {
      this.selection = selection;
    }

    @Override
    public void task(AccountedTask task) {
      traced |= task.where() == TaskClass.WITH_SYSTEM || !task.queues().isEmpty();
      if (!selection.fits(task.task())) {
        return;
      }
      if (task.where() == TaskClass.UNKNOWN) {
        doubtful++;
        doubt = doubt.or(task::doubt);
      } else if (task.where() == TaskClass.LOST) {
        if (task.task().isLockedAt(clock.instant())) {
          locked.add(task.task());
          lost.put(task.task().id(), task);
        } else {
          ended++;
        }
      }
    }

    FoundTasks result(AccountReport report) {
      Map<String, Message> reasons = new LinkedHashMap<>();
      lost.forEach((id, task) -> reasons.put(id, reason(task, report)));
      LeftOut leftOut =
          new LeftOut(
              List.of(),
              List.of(),
              ended,
              List.of(),
              doubt.map(why -> new LeftOut.Doubt(doubtful, why)),
              !report.allSeen());
      return new FoundTasks(
          selection, report.ended(), locked, List.of(), reasons, leftOut, caution());
    }

    /** Seen from another broker every task looks lost; but so they do after a purge of all. */
    private Optional<Message> caution() {
      String place = settings.rabbit().where();
      return traced ? Optional.empty() : Optional.of(Message.of("unlock.lost.caution", place));
    }

    private Message reason(AccountedTask task, AccountReport report) {
      String queue =
          settings
              .routing()
              .named(task.system())
              .map(route -> route.queue())
              .findFirst()
              .orElse("-");
      Object age =
          task.since().<Object>map(since -> Duration.between(since, report.ended())).orElse("-");
      return Message.of("unlock.lost.reason", age, report.queues().size(), queue);
    }
  }
}
