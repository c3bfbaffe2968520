package lib.tools.tasks;

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
  private final TaskSentences sentences;

  TaskView(TaskReport report, ToolContext context) {
    this.report = report;
    this.account = report.account();
    this.context = context;
    this.texts = context.texts();
    this.out = context.out();
    this.sentences = new TaskSentences(report, texts);
  }

  /** All of it; if only errors are wanted, what needs somebody. */
  void show() {
    if (out.isQuiet()) {
      new TaskWarning(report, texts, out).show();
      return;
    }
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
      String age = sum.oldest().map(sentences::age).orElse("-");
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
    if (report.sums().total() == 0 && report.areTasksKnown()) {
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
        .forEach((place, count) -> out.line(INDENT + sentences.messages(place, count)));
  }

  private void queues() {
    if (account.stopped()) {
      return; // Then it is true of all of them.
    }
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
    out.line(Style.ACCENT, sentences.needing());
    for (AccountedTask task : worst) {
      out.line();
      out.line(style(report.selection().severity(task.todo())), sentences.heading(task));
      sentences.details(task).forEach(out::line);
    }
  }

  private void verdict() {
    out.line();
    report.obstacles().all().forEach(this::obstacle);
    out.line(SEPARATOR);
    out.line(style(report.severity()), sentences.verdict());
  }

  private void obstacle(TaskObstacles.Obstacle obstacle) {
    String text = sentences.obstacle(obstacle);
    if (obstacle.severity() == Severity.CRITICAL) {
      out.error(text);
    } else {
      out.line(Style.WARNING, text);
    }
  }

  static Style style(Severity severity) {
    return switch (severity) {
      case OK -> Style.OK;
      case WARNING -> Style.WARNING;
      case CRITICAL -> Style.FAILURE;
    };
  }
}
