package lib.tools.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.ToolContext;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.account.AccountReport;
import lib.systems.account.AccountedTask;
import lib.systems.account.QueueLook;

/** The account for people: the sums first, then the tasks that need somebody, the worst first. */
final class TaskView {

  private static final String SEPARATOR = "=".repeat(50);
  private static final String INDENT = "   ";

  private final TaskReport report;
  private final AccountReport account;
  private final ToolContext context;
  private final Texts texts;
  private final Output out;

  TaskView(TaskReport report, ToolContext context) {
    this.report = report;
    this.account = report.account();
    this.context = context;
    this.texts = context.texts();
    this.out = context.out();
  }

  void show() {
    out.line(Style.ACCENT, texts.get("tasks.title"));
    out.line(SEPARATOR);
    out.line(texts.get("tasks.engine", context.settings().camunda().baseUrl()));
    List<String> tenants = context.settings().camunda().tenantIds();
    if (!tenants.isEmpty()) {
      out.line(texts.get("tasks.tenants", String.join(", ", tenants)));
    }
    sums();
    messages();
    queues();
    tasks();
    verdict();
  }

  private void sums() {
    String system = "";
    for (Map.Entry<TaskSums.Place, TaskSums.Sum> entry : report.sums().sums().entrySet()) {
      TaskSums.Place place = entry.getKey();
      if (!place.system().equals(system)) {
        system = place.system();
        out.line();
        out.line(Style.ACCENT, texts.get("tasks.system", system));
      }
      TaskSums.Sum sum = entry.getValue();
      String age = sum.oldest().map(this::age).orElse("-");
      Severity severity = place.todo().severity();
      out.line(
          style(severity),
          INDENT
              + texts.get(
                  "tasks.sum",
                  texts.get("tasks.class." + place.where().code()),
                  Texts.number(sum.count()),
                  age,
                  texts.get("tasks.todo." + place.todo().code())));
    }
    if (report.sums().total() == 0 && account.engineProblem().isEmpty()) {
      out.line();
      out.line(texts.get("tasks.none"));
    }
  }

  private void messages() {
    if (report.sums().messages().isEmpty()) {
      return;
    }
    out.line();
    out.line(Style.ACCENT, texts.get("tasks.messages"));
    report
        .sums()
        .messages()
        .forEach(
            (place, count) ->
                out.line(
                    INDENT
                        + texts.get(
                            "tasks.message." + place.kind().code(),
                            texts.count("message", count),
                            place.queue())));
  }

  private void queues() {
    List<QueueLook> unread = account.queues().stream().filter(look -> !look.whole()).toList();
    if (!unread.isEmpty()) {
      out.line();
      out.line(Style.ACCENT, texts.get("tasks.unread"));
    }
    for (QueueLook look : unread) {
      out.line(
          Style.WARNING,
          INDENT
              + texts.get(
                  "tasks.unread.queue",
                  look.queue().name(),
                  texts.count("message", look.unread()),
                  look.obstacle().map(texts::get).orElse("-")));
    }
  }

  private void tasks() {
    List<AccountedTask> worst = report.sums().worst();
    if (worst.isEmpty()) {
      return;
    }
    out.line();
    out.line(
        Style.ACCENT,
        texts.get(
            "tasks.needing", Texts.number(worst.size()), Texts.number(report.sums().needing())));
    for (AccountedTask task : worst) {
      lines(task).forEach(out::line);
    }
  }

  private List<String> lines(AccountedTask found) {
    List<String> lines = new ArrayList<>();
    var place = found.task().place();
    String where = texts.get("tasks.class." + found.where().code());
    lines.add("");
    lines.add(
        out.styled(
            style(report.selection().severity(found)),
            texts.get(
                "tasks.task", found.task().id(), where, found.since().map(this::age).orElse("-"))));
    lines.add(
        INDENT
            + texts.get(
                "tasks.task.topic",
                found.task().topic(),
                found.system(),
                Texts.plain(place.processKey()),
                Texts.plain(place.activityId()),
                Texts.plain(place.businessKey())));
    if (!found.queues().isEmpty()) {
      String error = found.errorType().map(type -> " (" + Texts.plain(type) + ")").orElse("");
      lines.add(INDENT + texts.get("tasks.task.queues", String.join(", ", found.queues())) + error);
    }
    found.doubt().ifPresent(doubt -> lines.add(INDENT + texts.get("tasks.task.why", doubt)));
    lines.add(
        INDENT + texts.get("tasks.task.todo", texts.get("tasks.todo." + found.todo().code())));
    return lines;
  }

  private void verdict() {
    out.line();
    report.obstacles().all().forEach(this::obstacle);
    out.line(SEPARATOR);
    out.line(
        style(report.severity()),
        texts.get(
            "tasks.verdict." + report.severity().code(),
            texts.count("task", report.sums().total()),
            Texts.number(report.sums().needing()),
            texts.duration(Duration.between(account.begun(), account.ended()))));
  }

  private void obstacle(TaskObstacles.Obstacle obstacle) {
    if (obstacle.severity() == Severity.CRITICAL) {
      out.error(texts.error(obstacle.text()));
    } else {
      out.line(Style.WARNING, texts.get("tasks.obstacle", obstacle.text()));
    }
  }

  private String age(Instant since) {
    Duration age = Duration.between(since, account.ended());
    return texts.duration(age.isNegative() ? Duration.ZERO : age);
  }

  private static Style style(Severity severity) {
    return switch (severity) {
      case OK -> Style.OK;
      case WARNING -> Style.WARNING;
      case CRITICAL -> Style.FAILURE;
    };
  }
}
