package lib.tools.tasks;

import lib.base.text.ExitCode;
import lib.base.text.Severity;
import lib.systems.account.AccountReport;

/**
 * The account as data; the tasks themselves have gone to where they are written.
 *
 * @param account how it was made
 * @param sums what was found
 * @param scope where was looked, and for what
 */
record TaskReport(
    AccountReport account, TaskSums sums, TaskSelection selection, TaskObstacles.Scope scope) {

  /** What stands in the way of knowing more. */
  TaskObstacles obstacles() {
    return new TaskObstacles(account, scope);
  }

  /** Whether the engine's tasks are all there, so that numbers mean something. */
  boolean areTasksKnown() {
    return account.engineProblem().isEmpty() && !account.stopped();
  }

  /** How serious it is. */
  Severity severity() {
    Severity found = sums.severity();
    if (!areTasksKnown() || account.brokerProblem().isPresent()) {
      return Severity.CRITICAL;
    }
    boolean hidden = account.unreadable() > 0 || !account.allSeen();
    boolean missing = account.queues().stream().anyMatch(look -> look.absence().isPresent());
    boolean misspelt = !scope.unknownTopics().isEmpty();
    return hidden || missing || misspelt ? found.or(Severity.WARNING) : found;
  }

  ExitCode exitCode() {
    return account.stopped() ? ExitCode.INTERRUPTED : severity().exitCode();
  }
}
