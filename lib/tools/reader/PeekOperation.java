package lib.tools.reader;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.messages.Intake;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.MessageJson;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;

/** Shows the first messages of a queue and gives them back. */
public final class PeekOperation {

  private static final int WIDTH = 80;

  /** With {@code --grep} nobody waits for ever, but all messages have to be looked at. */
  private record Found(long number, QueueMessage message) {}

  private final Reader reader;
  private final ReaderOptions options;

  public PeekOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    QueueProfile queue = reader.inspect(options.queue());
    reader.title("reader.peek.title", queue.name());
    reader.separator(WIDTH);
    reader.line("reader.total", Texts.number(queue.ready()));
    boolean stream = queue.kind() == QueueKind.STREAM;
    if (options.isOffsetGiven() && !stream) {
      reader.warning("reader.offset_ignored", queue.name());
    }
    if (queue.ready() == 0 && !(stream && options.isOffsetGiven())) {
      reader.line("reader.empty");
      reader.json(document(queue, List.of()));
      return ExitCode.WARNING;
    }
    List<Found> found = look(queue);
    show(queue, found);
    reader.json(document(queue, found));
    if (reader.stop().isRequested()) {
      return ExitCode.INTERRUPTED;
    }
    return found.isEmpty() ? ExitCode.WARNING : ExitCode.OK;
  }

  private List<Found> look(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    MessageFilter filter = options.filter();
    List<Found> found = new ArrayList<>();
    long limit = filter.isEverything() ? options.count() : Long.MAX_VALUE;
    try (Intake intake = reader.intakes().open(queue, options.offset(), limit)) {
      long number = 0;
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        number++;
        if (filter.matches(next.get())) {
          found.add(new Found(number, next.get()));
        }
        next = found.size() < options.count() ? intake.next() : Optional.empty();
      }
    }
    return found;
  }

  private void show(QueueProfile queue, List<Found> found) {
    MessageView view = new MessageView(reader.out(), reader.texts(), ZoneId.systemDefault());
    found.forEach(one -> view.show(one.number(), one.message()));
    reader.out().line();
    if (found.isEmpty()) {
      reader.line("reader.none_found");
      return;
    }
    reader.line(
        Style.OK,
        "reader.peek.shown",
        Texts.number(found.size()),
        reader.texts().count("of_message", queue.ready()));
    reader.line(queue.kind() == QueueKind.STREAM ? "reader.stream_unchanged" : "reader.given_back");
  }

  private Map<String, Object> document(QueueProfile queue, List<Found> found) {
    MessageJson format = new MessageJson(ZoneId.systemDefault());
    Map<String, Object> document =
        reader.document(found.isEmpty() ? "nothing_found" : "done", queue.name());
    document.put("queue_type", queue.kind().code());
    document.put("total_messages", queue.ready());
    document.put("consumers", queue.consumers());
    document.put("shown", found.size());
    document.put(
        "messages", found.stream().map(one -> format.of(one.number(), one.message())).toList());
    return document;
  }
}
