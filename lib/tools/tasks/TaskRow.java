package lib.tools.tasks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lib.base.text.Texts;
import lib.systems.account.AccountedTask;
import lib.systems.camunda.TaskState;

/** A task in JSON; the names of the fields stay. */
record TaskRow(
    String id,
    String topic,
    String system,
    String where,
    String todo,
    String severity,
    Optional<String> since,
    Optional<String> created,
    Optional<String> lockEnd,
    Optional<String> workerId,
    Optional<Integer> retries,
    boolean suspended,
    Optional<String> processInstanceId,
    Optional<String> processDefinitionKey,
    Optional<String> activityId,
    Optional<String> businessKey,
    Optional<String> tenantId,
    List<String> queues,
    int messages,
    Optional<String> errorType,
    Optional<String> why) {

  static TaskRow of(AccountedTask found, TaskSelection selection, Texts texts) {
    TaskState task = found.task();
    return new TaskRow(
        task.id(),
        task.topic(),
        found.system(),
        found.where().code(),
        found.todo().code(),
        selection.severity(found.todo()).code(),
        found.since().map(Instant::toString),
        task.created().map(Instant::toString),
        task.lockEnd().map(Instant::toString),
        task.holder(),
        task.retries(),
        task.suspended(),
        task.place().processInstanceId(),
        task.place().processKey(),
        task.place().activityId(),
        task.place().businessKey(),
        task.tenantId(),
        found.queues(),
        found.copies(),
        found.errorType(),
        found.doubt().map(texts::get));
  }
}
