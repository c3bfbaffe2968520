package lib.tools.reader;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.systems.messages.QueueProfile;
import lib.systems.messages.RedriveOutcome;
import lib.systems.messages.Redriven;

/**
 * What became of error messages.
 *
 * @param results all of them if JSON is wanted, else those that may be shown
 * @param counts how many had which outcome
 * @param problem what ended it early
 * @param stopped whether somebody stopped it
 */
record RedriveReport(
    QueueProfile queue,
    List<Redriven> results,
    Map<RedriveOutcome, Long> counts,
    Optional<Message> problem,
    boolean dryRun,
    boolean stopped)
    implements Report {

  long count(RedriveOutcome outcome) {
    return counts.getOrDefault(outcome, 0L);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private long done() {
    return Arrays.stream(RedriveOutcome.values())
        .filter(RedriveOutcome::isDone)
        .mapToLong(this::count)
        .sum();
  }

  String status() {
    return switch (exitCode()) {
      case OK -> dryRun ? "dry_run" : "done";
      case WARNING -> total() == 0 ? "nothing_found" : "partly";
      case INTERRUPTED -> "interrupted";
      case CRITICAL, UNKNOWN -> "failed";
    };
  }

  @Override
  public ExitCode exitCode() {
    if (problem.isPresent() || (done() == 0 && count(RedriveOutcome.FAILED) > 0)) {
      return ExitCode.CRITICAL;
    } else if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    boolean good = done() + count(RedriveOutcome.PLANNED) == total();
    return good && total() > 0 ? ExitCode.OK : ExitCode.WARNING;
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.redrive(this);
  }
}
