package lib.tools.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.account.AccountedTask;

/** What people are told of the account, in words. Prints nothing. */
record TaskSentences(TaskReport report, Texts texts) {

  private static final String INDENT = "   ";

  /** Which task it is, and where. */
  String heading(AccountedTask found) {
    return texts.get(
        "tasks.task",
        found.task().id(),
        texts.get("tasks.class." + found.where().code()),
        found.since().map(this::age).orElse("-"));
  }

  /** What else is known of it, and what is to be done. */
  List<String> details(AccountedTask found) {
    List<String> lines = new ArrayList<>();
    var place = found.task().place();
    lines.add(
        texts.get(
            "tasks.task.topic",
            found.task().topic(),
            found.system(),
            Texts.plain(place.processKey()),
            Texts.plain(place.activityId()),
            Texts.plain(place.businessKey())));
    if (!found.queues().isEmpty()) {
      String error = found.errorType().map(type -> " (" + Texts.plain(type) + ")").orElse("");
      lines.add(texts.get("tasks.task.queues", String.join(", ", found.queues())) + error);
    }
    found.doubt().ifPresent(doubt -> lines.add(texts.get("tasks.task.why", doubt)));
    lines.add(texts.get("tasks.task.todo", texts.get("tasks.todo." + found.todo().code())));
    return lines.stream().map(line -> INDENT + line).toList();
  }

  /** How many tasks are shown one by one, of how many that need somebody. */
  String needing() {
    return texts.get(
        "tasks.needing",
        Texts.number(report.sums().worst().size()),
        Texts.number(report.sums().needing()));
  }

  /** Messages of a kind in a queue, and what can be done about them. */
  String messages(TaskSums.MessagePlace place, long count) {
    return texts.get(
        "tasks.message." + place.kind().code(), texts.count("message", count), place.queue());
  }

  /** An obstacle with the mark of how serious it is. */
  String obstacle(TaskObstacles.Obstacle obstacle) {
    return obstacle.severity() == Severity.CRITICAL
        ? texts.error(obstacle.text())
        : texts.get("tasks.obstacle", obstacle.text());
  }

  /** The whole in one line. */
  String verdict() {
    var account = report.account();
    String took = texts.duration(Duration.between(account.begun(), account.ended()));
    if (!report.areTasksKnown()) {
      return texts.get("tasks.verdict.unknown", took);
    }
    return texts.get(
        "tasks.verdict." + report.severity().code(),
        texts.count("task", report.sums().total()),
        Texts.number(report.sums().needing()),
        took);
  }

  /** How long something has lasted. */
  String age(Instant since) {
    Duration age = Duration.between(since, report.account().ended());
    return texts.duration(age.isNegative() ? Duration.ZERO : age);
  }
}
