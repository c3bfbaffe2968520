package lib.tools.start.rows;

import java.util.Optional;
import lib.base.text.ExitCode;
import lib.base.text.UserException;

/**
 * What a run has come to, all runs of its journal together.
 *
 * @param rows of the file
 * @param startedNow of the started ones, those of this run
 * @param unknown of which nobody knows whether they were started
 * @param failure why it ended early
 * @param interrupted whether somebody ended it
 */
record RowsResult(
    long rows,
    long started,
    long startedNow,
    long refused,
    long unknown,
    Optional<UserException> failure,
    boolean interrupted) {

  /** Of a file of which nothing was ever begun. */
  static RowsResult none(long rows) {
    return new RowsResult(rows, 0, 0, 0, 0, Optional.empty(), false);
  }

  /** What earlier runs have done. */
  static RowsResult before(Journal journal) {
    return of(journal, journal.count(RowState.STARTED), Optional.empty(), false);
  }

  static RowsResult of(
      Journal journal, long startedBefore, Optional<UserException> failure, boolean interrupted) {
    long started = journal.count(RowState.STARTED);
    return new RowsResult(
        journal.head().rows(),
        started,
        started - startedBefore,
        journal.count(RowState.REFUSED),
        journal.open().size(),
        failure,
        interrupted);
  }

  /** Rows that are not started and can be by another run. */
  long left() {
    return rows - started - refused - unknown;
  }

  /** How many this run would start. */
  long toDo(boolean startUnknown) {
    return left() + refused + (startUnknown ? unknown : 0);
  }

  boolean isComplete() {
    return started == rows;
  }

  ExitCode exitCode() {
    if (failure.isPresent()) {
      return failure.get().exitCode();
    }
    if (interrupted && left() > 0) {
      return ExitCode.INTERRUPTED;
    }
    if (isComplete()) {
      return ExitCode.OK;
    }
    return started == 0 ? ExitCode.CRITICAL : ExitCode.WARNING;
  }
}
