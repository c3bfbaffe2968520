package lib.tools.processes.instance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lib.base.config.CamundaSettings;
import lib.systems.account.Todo;
import lib.systems.camunda.TaskCondition;
import lib.tools.processes.instance.InstanceReport.Place;
import lib.tools.processes.instance.InstanceReport.Task;

/**
 * The commands to try next, by what an instance waits for.
 *
 * @param engine for what no tool of ours does
 */
record NextSteps(InstanceReport report, CamundaSettings engine) {

  List<String> commands() {
    Set<String> commands = new LinkedHashSet<>();
    for (Task task : report.externalTasks()) {
      commands.add(task.messages().map(place -> of(task, place)).orElseGet(() -> of(task)));
    }
    report.incidents().stream()
        .flatMap(incident -> incident.jobId().stream())
        .forEach(job -> commands.add(retry(job)));
    report.called().stream()
        .filter(Instance::isRunning)
        .forEach(
            called -> commands.add("./jbang camunda_processes.java --instance " + called.id()));
    return List.copyOf(commands);
  }

  /**
   * Jobs are the engine's own work, e.g. timers and script tasks. A password is asked for, a token
   * is taken from where it is not shown.
   *
   * @see <a href="https://docs.camunda.org/manual/7.24/reference/rest/job/put-set-job-retries/">
   *     Camunda REST API, Set Job Retries</a>
   */
  private String retry(String job) {
    String access =
        engine
            .auth()
            .match(
                () -> "",
                basic -> "-u '" + basic.username() + "' ",
                token -> "-H \"Authorization: Bearer $TOKEN\" ");
    return "curl %s-X PUT -H 'Content-Type: application/json' -d '{\"retries\":1}' %s/job/%s/retries"
        .formatted(access, engine.baseUrl(), job);
  }

  private static String of(Task task, Place place) {
    return switch (Todo.valueOf(place.todo().toUpperCase(Locale.ROOT))) {
      case UNLOCK -> "./jbang unlock_task.java --task-id " + task.id();
      case GIVE_RETRIES -> retries(task);
      case REDRIVE -> "./jbang queue_reader.java --redrive --task-id " + task.id();
      case MOVE, START_SYSTEM -> "./jbang check_queues.java";
      case START_WORKER, LET_WORKER_FETCH -> "./jbang status_check.java";
      case ROUTE_TOPIC, FIND_OUT -> "./jbang worker_diagnostics.java";
      case ACTIVATE, ASK_SYSTEM, NOTHING -> account();
    };
  }

  private static String of(Task task) {
    return switch (TaskCondition.valueOf(task.state().toUpperCase(Locale.ROOT))) {
      case OUT_OF_RETRIES -> retries(task);
      case FREE, LOCK_EXPIRED -> "./jbang status_check.java";
      case SUSPENDED, BACK_OFF, IN_PROGRESS -> account();
    };
  }

  private static String retries(Task task) {
    return "./jbang unlock_task.java --task-id " + task.id() + " --retries 3";
  }

  private static String account() {
    return "./jbang worker_diagnostics.java --tasks";
  }
}
