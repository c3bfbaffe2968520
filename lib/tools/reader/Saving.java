package lib.tools.reader;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.ToLongFunction;
import lib.base.cli.ProgressBar;
import lib.base.text.Message;
import lib.systems.messages.ExportWriter;
import lib.systems.messages.Intake;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.MessageJson;
import lib.systems.messages.Obstacle;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;

/**
 * Writes what a queue gives, as far as it is meant, to a file. The file is begun before the queue
 * is touched, and without any messages there is none in the end.
 */
final class Saving implements AutoCloseable {

  private final Reader reader;
  private final QueueProfile queue;
  private final Path target;
  private final ExportWriter writer;
  private final Tags tags = new Tags();
  private Optional<Message> altered = Optional.empty();
  private long looked;

  /**
   * @throws lib.systems.messages.QueueException if the file cannot be written
   */
  Saving(Reader reader, QueueProfile queue, Path file) {
    this.reader = reader;
    this.queue = queue;
    this.target = reader.context().folder().resolve(file);
    this.writer =
        new ExportWriter(
            target,
            reader.context().settings().rabbit(),
            queue.name(),
            queue.ready(),
            new MessageJson(ZoneId.systemDefault()));
  }

  /**
   * Saves.
   *
   * @param completion completes the file and returns its size
   */
  SavedMessages run(Intake intake, ToLongFunction<ExportWriter> completion)
      throws InterruptedException {
    reader.view().note("reader.export.reading");
    try (ProgressBar progress = reader.progress("reader.export.progress", queue.ready())) {
      MessageFilter filter = reader.filter();
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        looked++;
        if (filter.matches(next.get())) {
          add(next.get());
        }
        progress.step();
        next = intake.next();
      }
      return result(completion);
    }
  }

  private void add(QueueMessage message) {
    writer.add(message);
    Optional<Message> lost = Obstacle.altered(writer.count(), message);
    if (lost.isEmpty()) {
      tags.add(message.tag());
    }
    altered = altered.or(() -> lost);
  }

  private SavedMessages result(ToLongFunction<ExportWriter> completion) {
    boolean stopped = reader.stop().isRequested();
    boolean ends = queue.kind() != QueueKind.STREAM; // one is read from anywhere on
    long missing = ends ? Math.max(0, queue.ready() - looked) : 0;
    if (stopped || writer.count() == 0) {
      return new SavedMessages(
          Optional.empty(), 0, new Tags(), Optional.empty(), 0, stopped, looked, missing);
    }
    long count = writer.count();
    long bytes = completion.applyAsLong(writer);
    return new SavedMessages(
        Optional.of(target), count, tags, altered, bytes, false, looked, missing);
  }

  @Override
  public void close() {
    writer.close();
  }
}
