package lib.tools.processes.instance;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lib.base.cli.ProgressBar;
import lib.base.cli.StopSignals;
import lib.base.cli.ToolContext;
import lib.base.text.UserException;
import lib.systems.account.Account;
import lib.systems.account.AccountListener;
import lib.systems.account.AccountOptions;
import lib.systems.account.AccountReport;
import lib.systems.account.AccountedTask;
import lib.systems.camunda.RestClient;
import lib.systems.messages.Stop;
import lib.tools.processes.instance.InstanceReport.Place;
import lib.tools.processes.instance.InstanceReport.Task;

/**
 * Finds out what became of the messages of an instance's tasks: the account of all tasks is made,
 * and what it says of these is kept. Changes nothing.
 */
record MessageLook(ToolContext context, RestClient rest, Clock clock) {

  /** The report with the places of its tasks, or with the reason why they are not known. */
  InstanceReport at(InstanceReport report) throws InterruptedException {
    if (report.externalTasks().isEmpty()) {
      return report;
    }
    Set<String> ids = report.externalTasks().stream().map(Task::id).collect(Collectors.toSet());
    Map<String, Place> places = new HashMap<>();
    AccountReport account = account(ids, places);
    Optional<UserException> problem =
        account.engineProblem().map(UserException.class::cast).or(account::brokerProblem);
    List<Task> tasks =
        report.externalTasks().stream()
            .map(task -> placed(task, Optional.ofNullable(places.get(task.id()))))
            .toList();
    return report.with(
        problem.isPresent() ? report.externalTasks() : tasks,
        problem.map(why -> context.texts().get(why.userMessage())));
  }

  private AccountReport account(Set<String> ids, Map<String, Place> places)
      throws InterruptedException {
    var texts = context.texts();
    var stop = new Stop();
    StopSignals.onStop(signal -> stop.request());
    try (var progress =
        ProgressBar.counting(context.out(), texts, texts.get("instance.progress"))) {
      var listener =
          new AccountListener() {
            @Override
            public void step() {
              progress.step();
            }

            @Override
            public void task(AccountedTask task) {
              if (ids.contains(task.task().id())) {
                places.put(task.task().id(), place(task));
              }
            }
          };
      var options = new AccountOptions(false, List.of());
      return new Account(context.settings(), rest, options, listener, stop, clock).take();
    }
  }

  private static Place place(AccountedTask task) {
    return new Place(
        task.where().code(),
        task.todo().code(),
        task.system(),
        task.queues(),
        task.since().map(Instant::toString),
        task.errorType());
  }

  private static Task placed(Task task, Optional<Place> place) {
    return new Task(
        task.id(),
        task.topic(),
        task.activityId(),
        task.state(),
        task.workerId(),
        task.lockEnd(),
        task.retries(),
        task.created(),
        task.errorMessage(),
        task.errorDetails(),
        place);
  }
}
