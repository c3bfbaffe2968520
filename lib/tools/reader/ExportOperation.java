package lib.tools.reader;

import java.nio.file.Path;
import java.util.Map;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.messages.ExportWriter;
import lib.systems.messages.Intake;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueProfile;

/** Writes the messages of a queue to a file and gives them back. */
public final class ExportOperation {

  private static final int WIDTH = 80;

  private final Reader reader;
  private final ReaderOptions options;

  public ExportOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    Path file = options.output().orElseThrow();
    QueueProfile queue = reader.inspect(options.queue());
    reader.title("reader.export.title", queue.name());
    reader.line("reader.file", file);
    reader.separator(WIDTH);
    reader.line("reader.total", Texts.number(queue.ready()));
    if (options.isCountGiven()) {
      reader.warning("reader.count_ignored");
    }
    boolean stream = queue.kind() == QueueKind.STREAM;
    if (queue.ready() == 0 && !(stream && options.isOffsetGiven())) {
      reader.line("reader.export.empty");
      reader.json(document("nothing_found", queue, SavedMessages.NONE));
      return ExitCode.WARNING;
    }
    reader.stopOnSignal();
    SavedMessages saved;
    try (Intake intake = reader.intakes().open(queue, options.offset(), Long.MAX_VALUE)) {
      saved = SavedMessages.save(reader, queue, intake, file, ExportWriter::complete);
    }
    tell(queue, saved);
    reader.json(document(saved.status(), queue, saved));
    return saved.exitCode();
  }

  private void tell(QueueProfile queue, SavedMessages saved) {
    String given =
        queue.kind() == QueueKind.STREAM ? "reader.stream_unchanged" : "reader.given_back";
    saved.warn(reader);
    if (saved.isThere()) {
      saved.tell(reader);
    } else if (saved.stopped()) {
      reader.line(Style.WARNING, "reader.export.interrupted");
    } else {
      reader.line("reader.none_found");
    }
    reader.line(given);
  }

  private Map<String, Object> document(String status, QueueProfile queue, SavedMessages saved) {
    Map<String, Object> document = reader.document(status, queue.name());
    document.put("queue_type", queue.kind().code());
    document.put("total_messages", queue.ready());
    saved.describe(document);
    return document;
  }
}
