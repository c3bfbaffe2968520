package lib.tools.queues;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import lib.base.cli.Output;
import lib.base.cli.Style;
import lib.base.cli.Table;
import lib.base.cli.TableColumn;
import lib.base.text.Severity;
import lib.base.text.Texts;
import lib.systems.rabbitmq.management.QueueInfo;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueState.Presence;

/** The queues, a line each: those that need somebody first, then the fullest. */
record QueueTable(Texts texts, Output out) {

  private static final List<TableColumn> COLUMNS =
      List.of(
          TableColumn.key("queue"),
          TableColumn.number("messages", 1),
          TableColumn.number("consumers", 2),
          TableColumn.whole("state", 3),
          TableColumn.number("unacked", 4),
          TableColumn.number("in", 5),
          TableColumn.number("out", 6),
          TableColumn.text("role", 7),
          TableColumn.text("type", 8));

  private static final Comparator<CheckedQueue> URGENT_FIRST =
      Comparator.comparing(QueueTable::state)
          .thenComparing(queue -> -queue.state().ready().orElse(0))
          .thenComparing(queue -> queue.state().name());

  /** How it stands with a queue, the worst first. */
  private enum State {
    MISSING,
    UNREADABLE,
    CRITICAL,
    WARNING,
    UNHANDLED,
    GOOD
  }

  void print(QueueReport report) {
    var table = new Table(out, texts, "queues", COLUMNS);
    report.queues().stream().sorted(URGENT_FIRST).forEach(queue -> add(table, queue));
    table.print();
  }

  private void add(Table table, CheckedQueue queue) {
    QueueState state = queue.state();
    String words = "queues.state." + state(queue).name().toLowerCase(Locale.ROOT);
    table.row(
        style(state(queue)),
        List.of(
            state.name(),
            Table.cell(state.ready()),
            Table.cell(state.consumers()),
            texts.get(words),
            Table.cell(state.unacked()),
            rate(state, QueueInfo::publishRate),
            rate(state, QueueInfo::deliverRate),
            texts.get("queues.role." + queue.role().code()),
            state.type().orElse("")));
  }

  private static State state(CheckedQueue queue) {
    QueueState state = queue.state();
    if (state.presence() == Presence.MISSING) {
      return State.MISSING;
    }
    if (state.presence() != Presence.PRESENT) {
      return State.UNREADABLE;
    }
    if (queue.level() != Severity.OK) {
      return queue.level() == Severity.CRITICAL ? State.CRITICAL : State.WARNING;
    }
    return state.isUnhandled() ? State.UNHANDLED : State.GOOD;
  }

  private static Optional<Style> style(State state) {
    return switch (state) {
      case MISSING, CRITICAL -> Optional.of(Style.FAILURE);
      case UNREADABLE, WARNING, UNHANDLED -> Optional.of(Style.WARNING);
      case GOOD -> Optional.empty();
    };
  }

  private static String rate(QueueState state, Function<QueueInfo, OptionalDouble> rate) {
    OptionalDouble number = state.detail().map(rate).orElse(OptionalDouble.empty());
    return number.isPresent() ? String.format(Locale.ROOT, "%,.1f", number.getAsDouble()) : "";
  }
}
