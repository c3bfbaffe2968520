package lib.tools.unlock;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.Table;
import lib.base.cli.TableColumn;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.camunda.TaskCondition;
import lib.systems.camunda.TaskConditionText;
import lib.systems.camunda.TaskState;

/** Tasks, a line each: those that wait for somebody first, then the oldest. */
record TaskTable(Texts texts, Output out, FoundTasks found) {

  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.key("id"),
          TableColumn.whole("state", 1),
          TableColumn.whole("age", 2),
          TableColumn.text("topic", 3),
          TableColumn.whole("lock_end", 7),
          TableColumn.number("retries", 6),
          TableColumn.text("holder", 5),
          TableColumn.text("business_key", 4),
          TableColumn.text("process", 9),
          TableColumn.text("activity", 10),
          TableColumn.whole("instance", 11),
          TableColumn.text("error", 8),
          TableColumn.text("lost", 8));

  void print() {
    var table = new Table(out, texts, "unlock", COLUMNS);
    Comparator<TaskState> urgentFirst =
        Comparator.comparing(
                (TaskState task) -> task.conditionAt(found.at()), TaskCondition.mostUrgentFirst())
            .thenComparing(task -> task.created().orElse(Instant.MAX))
            .thenComparing(TaskState::id);
    found.all().stream().sorted(urgentFirst).forEach(task -> add(table, task));
    table.print();
  }

  private void add(Table table, TaskState task) {
    TaskCondition condition = task.conditionAt(found.at());
    TaskState.Place place = task.place();
    table.row(
        Style.of(condition.severity()),
        List.of(
            task.id(),
            new TaskConditionText(texts, found.at()).brief(condition),
            task.created().map(this::age).orElse(""),
            task.topic(),
            task.lockEnd().map(TaskConditionText.TIME::format).orElse(""),
            task.retries().map(Texts::number).orElse(""),
            task.holder().orElse(""),
            place.businessKey().orElse(""),
            place.processKey().orElse(""),
            place.activityId().orElse(""),
            place.processInstanceId().orElse(""),
            task.errorMessage().orElse(""),
            reason(task).map(texts::get).orElse("")));
  }

  private Optional<Message> reason(TaskState task) {
    return Optional.ofNullable(found.reasons().get(task.id()));
  }

  private String age(Instant created) {
    return texts.age(Duration.between(created, found.at()));
  }
}
