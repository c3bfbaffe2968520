package lib.tools.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    var line = new NagiosLine(exit, text());
    data(line);
    more().forEach(line::more);
    line.print(out);
    return exit;
  }

  private void data(NagiosLine line) {
    if (!report.areTasksKnown()) {
      Stream.of(TaskClass.values()).map(TaskClass::code).forEach(line::unknown);
      line.unknown("oldest_owed");
      return;
    }
    for (TaskClass where : TaskClass.values()) {
      Object critical = where == TaskClass.LOST ? limits.criticalLost() : "";
      line.data(where.code(), sums.count(where), "", critical, 0);
    }
    String age = oldest().map(Duration::toSeconds).orElse(0L) + "s";
    line.data("oldest_owed", age, seconds(limits.warning()), seconds(limits.critical()), 0);
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
    boolean problem = report.account().brokerProblem().isPresent();
    if (problem
        || !report.areTasksKnown()
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

  /** The numbers, as far as they are known, and what has kept them from being so. */
  private String text() {
    String numbers =
        report.areTasksKnown() ? String.join("; ", numbers()) : texts.get("tasks.nagios.unknown");
    return numbers
        + obstacles(Severity.CRITICAL).map(text -> ". " + text).collect(Collectors.joining());
  }

  private List<String> numbers() {
    List<String> numbers = new ArrayList<>();
    worstFirst()
        .filter(where -> sums.needing(where) > 0)
        .forEach(where -> numbers.add(number(where, sums.needing(where))));
    numbers.add(
        texts.get("tasks.nagios", texts.count("task", sums.total()), Texts.number(sums.needing())));
    sums.oldestOwed()
        .ifPresent(owed -> oldest().ifPresent(age -> numbers.add(oldest(owed.getKey(), age))));
    return numbers;
  }

  private static Stream<TaskClass> worstFirst() {
    List<TaskClass> worst = List.of(TaskClass.LOST, TaskClass.UNKNOWN);
    return Stream.concat(
        worst.stream(), Stream.of(TaskClass.values()).filter(where -> !worst.contains(where)));
  }

  private String number(TaskClass where, long number) {
    return texts.get("tasks.class." + where.code()) + ": " + Texts.number(number);
  }

  private String oldest(TaskSums.Place place, Duration age) {
    return texts.get("tasks.nagios.oldest", place.system(), texts.duration(age));
  }

  /** Why not everything is known, and what does not show in the numbers. */
  private List<String> more() {
    List<String> lines = new ArrayList<>(obstacles(Severity.WARNING).toList());
    if (report.account().brokerProblem().isEmpty()) { // else it stands in the first line
      sums.doubts()
          .forEach((why, n) -> lines.add(number(TaskClass.UNKNOWN, n) + ": " + texts.get(why)));
    }
    var sentences = new TaskSentences(report, texts);
    sums.leftOver().forEach((place, number) -> lines.add(sentences.messages(place, number)));
    return lines;
  }

  private Stream<String> obstacles(Severity severity) {
    return report.obstacles().all().stream()
        .filter(obstacle -> obstacle.severity() == severity)
        .map(obstacle -> texts.get(obstacle.text()));
  }
}
