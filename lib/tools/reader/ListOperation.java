package lib.tools.reader;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.rabbitmq.Topology;
import lib.systems.rabbitmq.management.ManagementAccess;
import lib.systems.rabbitmq.management.QueueState;
import lib.systems.rabbitmq.management.QueueStates;

/** Shows the project's queues with the numbers of their messages. */
public final class ListOperation {

  private static final int WIDTH = 60;
  private static final int MANY = 100;

  private final Reader reader;

  public ListOperation(Reader reader) {
    this.reader = reader;
  }

  /** Does it. */
  public ExitCode run() {
    var settings = reader.context().settings();
    Topology topology = Topology.of(settings.rabbit(), settings.routing());
    List<String> names = topology.queues().stream().map(Topology.Queue::name).toList();
    ManagementAccess management = reader.session().management();
    List<QueueState> queues =
        new QueueStates(reader.session().questions(), management)
            .of(names).stream().sorted(Comparator.comparing(QueueState::name)).toList();
    reader.out().line(Style.ACCENT, reader.texts().get("reader.list.title"));
    reader.separator(WIDTH);
    queues.stream().filter(QueueState::exists).forEach(this::show);
    List<QueueState> existing = queues.stream().filter(QueueState::exists).toList();
    long messages = existing.stream().mapToLong(queue -> queue.ready().orElse(0)).sum();
    reader.out().line();
    reader.line("reader.list.sum");
    reader.line("reader.list.queues", Texts.number(existing.size()));
    reader.line("reader.list.messages", Texts.number(messages));
    queues.stream()
        .filter(queue -> !queue.exists())
        .forEach(queue -> reader.warning("reader.list.missing", queue.name()));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("status", existing.size() == queues.size() ? "done" : "queues_missing");
    document.put("queues", queues.stream().map(ListOperation::row).toList());
    document.put("total_queues", existing.size());
    document.put("total_messages", messages);
    reader.json(document);
    return existing.size() == queues.size() ? ExitCode.OK : ExitCode.WARNING;
  }

  private void show(QueueState queue) {
    long ready = queue.ready().orElse(0);
    int consumers = queue.consumers().orElse(0);
    reader.out().line();
    reader.line(ready > 0 ? "reader.list.queue_full" : "reader.list.queue_empty", queue.name());
    queue
        .problem()
        .ifPresent(problem -> reader.line(Style.WARNING, "reader.list.problem", problem));
    if (queue.ready().isEmpty()) {
      return;
    }
    reader.line("reader.list.ready", Texts.number(ready));
    reader.line(
        consumers > 0 ? "reader.list.consumers" : "reader.list.no_consumers",
        Texts.number(consumers));
    queue.unacked().stream()
        .filter(unacked -> unacked > 0)
        .forEach(unacked -> reader.line("reader.list.unacked", Texts.number(unacked)));
    if (ready > MANY) {
      reader.line(Style.WARNING, "reader.list.many");
    } else if (ready > 0) {
      reader.line("reader.list.some");
    }
  }

  private static Map<String, Object> row(QueueState queue) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", queue.name());
    row.put("state", queue.presence().name().toLowerCase(Locale.ROOT));
    row.put("messages", number(queue.ready()));
    row.put("unacked", number(queue.unacked()));
    row.put("consumers", number(queue.consumers()));
    row.put("type", queue.type().orElse(null));
    return row;
  }

  private static Long number(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }

  private static Integer number(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
