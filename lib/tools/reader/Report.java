package lib.tools.reader;

import lib.base.text.ExitCode;

/**
 * What a run has come to, as data: {@link ReportView} draws it, {@link ReportDocument} is its JSON.
 */
public sealed interface Report
    permits ListReport,
        PeekReport,
        ExportReport,
        ClearReport,
        RestoreReport,
        MoveReport,
        RedriveReport {

  /** How the run ends. */
  ExitCode exitCode();

  /** Whether the result stands on standard output already. */
  default boolean isPrinted() {
    return false;
  }

  /** Hands itself to a form of output. */
  <T> T as(Form<T> form);

  /** One case for each operation, so that none is forgotten. */
  interface Form<T> {
    T list(ListReport report);

    T peek(PeekReport report);

    T export(ExportReport report);

    T clear(ClearReport report);

    T restore(RestoreReport report);

    T move(MoveReport report);

    T redrive(RedriveReport report);
  }
}
