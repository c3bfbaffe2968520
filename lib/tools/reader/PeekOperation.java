package lib.tools.reader;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lib.base.cli.ProgressBar;
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
    return new PeekReport(queue, found, bodies(found), reader.stop().isRequested());
  }

  private List<Path> bodies(List<Found> found) {
    if (found.isEmpty() || options.bodies().isEmpty()) {
      return List.of();
    }
    Path folder = reader.context().folder().resolve(options.bodies().get());
    try (ProgressBar progress = reader.progress("reader.export.progress", found.size())) {
      return new BodyFiles(folder).write(found, progress);
    }
  }

  /** With {@code --grep} all messages have to be looked at. */
  private List<Found> look(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    reader.tellOfWaiting(queue);
    reader.findGone(queue);
    MessageFilter filter = reader.filter();
    List<Found> found = new ArrayList<>();
    Optional<MessageNumbers> numbers = options.numbers();
    long wanted = numbers.isEmpty() || options.isCountGiven() ? options.count() : Long.MAX_VALUE;
    long limit =
        numbers.map(MessageNumbers::last).orElse(filter.isEverything() ? wanted : Long.MAX_VALUE);
    try (Intake intake = reader.intakes().open(queue, options.offset(), limit)) {
      long number = 0;
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        number++;
        if (isAmong(numbers, number) && filter.matches(next.get())) {
          found.add(new Found(number, next.get()));
        }
        next = found.size() < wanted ? intake.next() : Optional.empty();
      }
    }
    return found;
  }

  private static boolean isAmong(Optional<MessageNumbers> numbers, long number) {
    return numbers.map(places -> places.contains(number)).orElse(true);
  }
}
