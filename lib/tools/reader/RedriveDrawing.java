package lib.tools.reader;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.messages.RedriveOutcome;
import lib.systems.messages.Redriven;

/** Draws what became of error messages. */
record RedriveDrawing(Lines lines) {

  ExitCode redrive(RedriveReport report) {
    report.results().stream()
        .sorted(Comparator.comparingLong(Redriven::number))
        .filter(result -> report.total() <= RedriveOperation.SHOWN || !result.outcome().isDone())
        .limit(2L * RedriveOperation.SHOWN)
        .forEach(this::result);
    lines.empty();
    report.problem().ifPresent(lines::failed);
    if (report.total() == 0) {
      lines.concern("reader.none_found");
      return report.exitCode();
    }
    lines.outcome(report.exitCode(), "reader.redrive.sum");
    Arrays.stream(RedriveOutcome.values())
        .filter(outcome -> report.count(outcome) > 0)
        .forEach(outcome -> count(report, outcome));
    if (report.dryRun()) {
      lines.line(Style.WARNING, "reader.dry_run");
    }
    return report.exitCode();
  }

  private void count(RedriveReport report, RedriveOutcome outcome) {
    String key = "reader.redrive.count." + outcome.code();
    String number = Texts.number(report.count(outcome));
    if (outcome.isDone()) {
      lines.line(key, number);
    } else {
      lines.outcome(report.exitCode(), key, number);
    }
  }

  private void result(Redriven result) {
    lines.empty();
    lines.line("reader.message", Texts.number(result.number()));
    lines.line("reader.redrive.format." + format(result));
    lines.line("reader.redrive.task", result.taskId());
    lines.line("reader.redrive.error_type", result.errorType());
    String target = result.target().orElse("Camunda");
    String reason = result.problem().map(lines.texts()::get).orElse("-");
    lines.line(
        style(result.outcome()),
        "reader.redrive.outcome." + result.outcome().code(),
        result.outcome() == RedriveOutcome.FAILED ? reason : target);
  }

  private static String format(Redriven result) {
    String format = result.format();
    return format.equals("-") ? "none" : format.toLowerCase(Locale.ROOT);
  }

  private static Style style(RedriveOutcome outcome) {
    return switch (outcome) {
      case SENT, RETRIES_SET, TASK_GONE -> Style.OK;
      case PLANNED -> Style.ACCENT;
      case NOT_RECOGNISED -> Style.WARNING;
      case FAILED -> Style.FAILURE;
    };
  }
}
