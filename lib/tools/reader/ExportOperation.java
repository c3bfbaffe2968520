package lib.tools.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lib.systems.messages.ExportWriter;
import lib.systems.messages.Intake;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueProfile;

/** Writes the messages of a queue to a file, or to standard output, and gives them back. */
public record ExportOperation(Reader reader, ReaderOptions options) {

  /** Exports, changing nothing on the broker. */
  public Report run() throws InterruptedException {
    Path file = options.output().orElseThrow();
    QueueProfile queue = reader.inspect(options.queue());
    boolean toStdout = options.isToStdout();
    if (!toStdout) {
      reader.view().openExport(queue, file);
    }
    if (options.isCountGiven()) {
      reader.view().warning("reader.count_ignored");
    }
    boolean stream = queue.kind() == QueueKind.STREAM;
    if (queue.ready() == 0 && !(stream && options.isOffsetGiven())) {
      return new ExportReport(queue, SavedMessages.NONE, true, toStdout);
    }
    reader.stopOnSignal();
    reader.tellOfWaiting(queue);
    reader.findGone(queue);
    SavedMessages saved = toStdout ? print(queue) : save(queue, file);
    return new ExportReport(queue, saved, false, toStdout);
  }

  private SavedMessages save(QueueProfile queue, Path file) throws InterruptedException {
    try (Saving saving = new Saving(reader, queue, file);
        Intake intake = reader.intakes().open(queue, options.offset(), Long.MAX_VALUE)) {
      return saving.run(intake, ExportWriter::complete);
    }
  }

  /** By way of a file: the number of messages stands at its beginning and is known at its end. */
  private SavedMessages print(QueueProfile queue) throws InterruptedException {
    try {
      Path folder = Files.createTempDirectory("queue_reader");
      Path file = folder.resolve("messages.json");
      try {
        SavedMessages saved = save(queue, file);
        if (saved.file().isPresent()) {
          reader.context().out().json(file);
        }
        return saved;
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
