package lib.tools.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.cli.NagiosLine;
import lib.base.cli.Output;
import lib.base.text.ExitCode;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.account.TaskClass;

/** The account as a Nagios plugin prints it. */
final class TaskLine {

  private final TaskReport report;
  private final TaskSums sums;
  private final TaskSelection.Limits limits;
  private final Texts texts;

  TaskLine(TaskReport report, Texts texts) {
    this.report = report;
    this.sums = report.sums();
    this.limits = report.selection().limits();
    this.texts = texts;
  }

  /** Prints it; returns how the plugin ends. */
  ExitCode print(Output out) {
    ExitCode exit = report.account().stopped() ? ExitCode.INTERRUPTED : severity().exitCode();
    var line = new NagiosLine(exit, String.join("; ", sentences()));
    boolean known = report.account().engineProblem().isEmpty();
    for (TaskClass where : TaskClass.values()) {
      if (known) {
        Object critical = where == TaskClass.LOST ? limits.criticalLost() : "";
        line.data(where.code(), sums.count(where), "", critical, 0);
      } else {
        line.unknown(where.code());
      }
    }
    if (known) {
      String age = oldest().map(Duration::toSeconds).orElse(0L) + "s";
      line.data("oldest_owed", age, seconds(limits.warning()), seconds(limits.critical()), 0);
    } else {
      line.unknown("oldest_owed");
    }
    line.print(out);
    return exit;
  }

  private static Object seconds(Optional<Duration> limit) {
    return limit.<Object>map(Duration::toSeconds).orElse("");
  }

  private Optional<Duration> oldest() {
    Instant now = report.account().ended();
    return sums.oldestOwed()
        .flatMap(owed -> owed.getValue().oldest())
        .map(since -> Duration.between(since, now))
        .filter(age -> !age.isNegative());
  }

  private Severity severity() {
    boolean problem = report.problem().isPresent();
    if (problem
        || sums.count(TaskClass.UNKNOWN) > 0
        || sums.count(TaskClass.LOST) >= limits.criticalLost()
        || isOlderThan(limits.critical())) {
      return Severity.CRITICAL;
    }
    boolean warn = isOlderThan(limits.warning()) || report.severity() != Severity.OK;
    return warn ? Severity.WARNING : Severity.OK;
  }

  private boolean isOlderThan(Optional<Duration> limit) {
    return limit.isPresent() && oldest().filter(age -> age.compareTo(limit.get()) >= 0).isPresent();
  }

  private List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    report.problem().ifPresent(problem -> sentences.add(texts.get(problem)));
    for (TaskClass where : List.of(TaskClass.LOST, TaskClass.UNKNOWN)) {
      if (sums.count(where) > 0) {
        sentences.add(
            texts.get("tasks.class." + where.code()) + ": " + Texts.number(sums.count(where)));
      }
    }
    sentences.add(
        texts.get("tasks.nagios", texts.count("task", sums.total()), Texts.number(sums.needing())));
    sums.oldestOwed()
        .ifPresent(
            owed ->
                oldest()
                    .ifPresent(
                        age ->
                            sentences.add(
                                texts.get(
                                    "tasks.nagios.oldest",
                                    owed.getKey().system(),
                                    texts.duration(age)))));
    return sentences;
  }
}
