package lib.tools.reader;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import lib.base.cli.Style;
import lib.base.cli.Table;
import lib.base.cli.TableColumn;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.QueueState;

/**
 * Draws the list of queues for people.
 *
 * @param table whether one line a queue is wanted, the fullest first
 */
record ListDrawing(Lines lines, boolean table) {

  private static final int NARROW = 60;
  private static final int MANY = 100;

  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.key("queue"),
          TableColumn.number("messages", 1),
          TableColumn.number("consumers", 2),
          TableColumn.number("unacked", 3),
          TableColumn.text("type", 5),
          TableColumn.text("problem", 4));

  void draw(ListReport report) {
    if (table) {
      table(report);
    } else {
      lines.line(Style.ACCENT, "reader.list.title");
      lines.separator(NARROW);
      report.present().forEach(queue -> queue(queue, report.isPrivate(queue)));
    }
    lines.empty();
    lines.line("reader.list.sum");
    lines.line("reader.list.queues", Texts.number(report.queues()));
    lines.line("reader.list.messages", Texts.number(report.messages()));
    report.missing().forEach(queue -> lines.warning("reader.list.missing", queue.name()));
    report
        .obstacle()
        .ifPresent(reason -> lines.note("reader.list.project_only", reason.userMessage()));
  }

  private void table(ListReport report) {
    var queues = new Table(lines.out(), lines.texts(), "reader", COLUMNS);
    Predicate<QueueState> troubled =
        queue -> queue.problem().isPresent() && !report.isPrivate(queue);
    report
        .present()
        .sorted(
            Comparator.comparing((QueueState queue) -> !troubled.test(queue))
                .thenComparing(queue -> -queue.ready().orElse(0)))
        .forEach(queue -> row(queues, queue, queue.isUnhandled() || troubled.test(queue)));
    queues.print();
  }

  private static void row(Table queues, QueueState queue, boolean striking) {
    queues.row(
        striking ? Optional.of(Style.WARNING) : Optional.empty(),
        List.of(
            queue.name(),
            Table.cell(queue.ready()),
            Table.cell(queue.consumers()),
            Table.cell(queue.unacked()),
            queue.type().orElse(""),
            queue.problem().orElse("")));
  }

  private void queue(QueueState queue, boolean own) {
    long ready = queue.ready().orElse(0);
    int consumers = queue.consumers().orElse(0);
    lines.empty();
    lines.line(ready > 0 ? "reader.list.queue_full" : "reader.list.queue_empty", queue.name());
    if (own) {
      lines.line("reader.list.private");
    } else {
      queue
          .problem()
          .ifPresent(problem -> lines.line(Style.WARNING, "reader.list.problem", problem));
    }
    if (queue.ready().isEmpty()) {
      return;
    }
    lines.line("reader.list.ready", Texts.number(ready));
    lines.line(
        consumers > 0 ? "reader.list.consumers" : "reader.list.no_consumers",
        Texts.number(consumers));
    queue.unacked().stream()
        .filter(unacked -> unacked > 0)
        .forEach(unacked -> lines.line("reader.list.unacked", Texts.number(unacked)));
    if (ready > MANY) {
      lines.line(Style.WARNING, "reader.list.many");
    } else if (ready > 0) {
      lines.line("reader.list.some");
    }
  }
}
