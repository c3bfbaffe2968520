package lib.tools.tasks;

import java.util.Optional;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Severity;
import lib.base.text.UserException;
import lib.systems.account.AccountReport;

/**
 * The account as data; the tasks themselves have gone to where they are written.
 *
 * @param account how it was made
 * @param sums what was found
 * @param virtualHost where the queues were looked for
 */
record TaskReport(
    AccountReport account, TaskSums sums, TaskSelection selection, String virtualHost) {

  /** What stands in the way of knowing more. */
  TaskObstacles obstacles() {
    return new TaskObstacles(account, virtualHost);
  }

  /** How serious it is. */
  Severity severity() {
    Severity found = sums.severity();
    if (account.engineProblem().isPresent() || account.brokerProblem().isPresent()) {
      return Severity.CRITICAL;
    }
    boolean hidden = account.unreadable() > 0 || !account.allSeen();
    boolean missing = account.queues().stream().anyMatch(look -> look.absence().isPresent());
    return hidden || missing ? found.or(Severity.WARNING) : found;
  }

  ExitCode exitCode() {
    return account.stopped() ? ExitCode.INTERRUPTED : severity().exitCode();
  }

  /** The reason why it is not the whole account, if there is one. */
  Optional<Message> problem() {
    return account
        .engineProblem()
        .<UserException>map(problem -> problem)
        .or(account::brokerProblem)
        .map(UserException::userMessage);
  }
}
