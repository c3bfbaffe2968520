package lib.tools.unlock;

import java.time.Instant;
import lib.base.cli.AuditLog;
import lib.base.text.Texts;
import lib.systems.camunda.TaskState;

/**
 * A line in the log for every task of which something was changed or should have been: who, what,
 * and whose lock it was.
 */
public record UnlockLog(AuditLog log) {

  /** Writes the line. */
  public void add(UnlockResult result) {
    TaskState task = result.task();
    log.add(
        "unlock.audit." + result.outcome().code(),
        task.id(),
        Texts.plain(task.topic()),
        Texts.plain(task.holder()),
        task.lockEnd().map(Instant::toString).orElse("-"),
        result.retries().map(String::valueOf).orElse("-"),
        result.error().map(Object.class::cast).orElse(""));
  }
}
