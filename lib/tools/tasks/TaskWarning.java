package lib.tools.tasks;

import lib.base.cli.Output;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.account.AccountedTask;

/** The account for those who only want to hear of what needs somebody, e.g. by cron's mail. */
record TaskWarning(TaskReport report, Texts texts, Output out) {

  /** To stderr; nothing if nobody has to act. */
  void show() {
    if (report.severity() == Severity.OK) {
      return;
    }
    var sentences = new TaskSentences(report, texts);
    for (var obstacle : report.obstacles().all()) {
      print(obstacle.severity(), sentences.obstacle(obstacle));
    }
    for (AccountedTask task : report.sums().worst()) {
      print(report.selection().severity(task.todo()), sentences.heading(task));
      sentences.details(task).forEach(out::question);
    }
    if (report.sums().needing() > report.sums().worst().size()) {
      out.question(sentences.needing());
    }
    report.sums().leftOver().forEach((place, n) -> out.question(sentences.messages(place, n)));
    print(report.severity(), sentences.verdict());
  }

  private void print(Severity severity, String text) {
    out.question(out.errorStyled(TaskView.style(severity), text));
  }
}
