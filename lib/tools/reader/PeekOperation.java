package lib.tools.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.systems.messages.Intake;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;
import lib.tools.reader.PeekReport.Found;

/** Looks at the first messages of a queue and gives them back. */
public record PeekOperation(Reader reader, ReaderOptions options) {

  /** Looks, changing nothing. */
  public Report run() throws InterruptedException {
    QueueProfile queue = reader.inspect(options.queue());
    reader.view().openPeek(queue);
    boolean stream = queue.kind() == QueueKind.STREAM;
    if (options.isOffsetGiven() && !stream) {
      reader.view().warning("reader.offset_ignored", queue.name());
    }
    boolean empty = queue.ready() == 0 && !(stream && options.isOffsetGiven());
    List<Found> found = empty ? List.of() : look(queue);
    return new PeekReport(queue, found, reader.stop().isRequested());
  }

  /** With {@code --grep} all messages have to be looked at. */
  private List<Found> look(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    reader.tellOfWaiting(queue);
    reader.findGone(queue);
    MessageFilter filter = reader.filter();
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
}
