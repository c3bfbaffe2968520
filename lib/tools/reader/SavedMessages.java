package lib.tools.reader;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.text.ExitCode;
import lib.base.text.Texts;
import lib.systems.messages.ExportWriter;
import lib.systems.messages.Intake;
import lib.systems.messages.MessageFilter;
import lib.systems.messages.MessageJson;
import lib.systems.messages.QueueKind;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;

/**
 * Messages that are in a complete file.
 *
 * @param file where; null if there is none
 * @param tags their delivery tags, the only thing of them that is kept in memory
 * @param bytes size of the file
 * @param stopped whether somebody stopped it, so that there is no file
 * @param looked how many messages the queue has given
 * @param missing how many it has not given, though they were there at the beginning
 */
record SavedMessages(
    Path file, long[] tags, long bytes, boolean stopped, long looked, long missing) {

  static final SavedMessages NONE = new SavedMessages(null, new long[0], 0, false, 0, 0);

  /**
   * Writes what an intake gives, as far as it is meant. Without any there is no file.
   *
   * @param completion completes the file and returns its size
   */
  static SavedMessages save(
      Reader reader,
      QueueProfile queue,
      Intake intake,
      Path file,
      ToLongFunction<ExportWriter> completion)
      throws InterruptedException {
    Path target = reader.context().folder().resolve(file);
    MessageFilter filter = reader.options().filter();
    long[] tags = new long[1024];
    int count = 0;
    long looked = 0;
    reader.out().note(reader.texts().get("reader.export.reading"));
    try (ProgressBar progress = reader.progress("reader.export.progress", queue.ready());
        ExportWriter writer =
            new ExportWriter(
                target,
                reader.context().settings().rabbit(),
                queue.name(),
                queue.ready(),
                new MessageJson(ZoneId.systemDefault()))) {
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        looked++;
        if (filter.matches(next.get())) {
          writer.add(next.get());
          tags = count == tags.length ? Arrays.copyOf(tags, 2 * count) : tags;
          tags[count++] = next.get().tag();
        }
        progress.step();
        next = intake.next();
      }
      boolean stopped = reader.stop().isRequested();
      boolean ends = queue.kind() != QueueKind.STREAM; // one is read from anywhere on
      long missing = ends ? Math.max(0, queue.ready() - looked) : 0;
      if (stopped || count == 0) {
        return new SavedMessages(null, new long[0], 0, stopped, looked, missing);
      }
      long bytes = completion.applyAsLong(writer);
      return new SavedMessages(target, Arrays.copyOf(tags, count), bytes, false, looked, missing);
    }
  }

  int count() {
    return tags.length;
  }

  ExitCode exitCode() {
    if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    return tags.length == 0 || missing > 0 ? ExitCode.WARNING : ExitCode.OK;
  }

  String status() {
    return switch (exitCode()) {
      case INTERRUPTED -> "interrupted";
      case WARNING -> tags.length == 0 ? "nothing_found" : "partly";
      default -> "done";
    };
  }

  /** Whether there is a complete file of what was taken. */
  boolean isThere() {
    return file != null;
  }

  /** Others have taken the rest meanwhile, or it has expired; this is not all that was there. */
  void warn(Reader reader) {
    if (missing > 0 && !stopped) {
      reader.warning("reader.partly", Texts.number(looked), Texts.number(looked + missing));
    }
  }

  void tell(Reader reader) {
    reader.line(Style.OK, "reader.export.done");
    reader.line("reader.export.count", Texts.number(tags.length));
    reader.line("reader.export.file", file);
    reader.line("reader.export.bytes", Texts.number(bytes));
  }

  void describe(Map<String, Object> document) {
    document.put("file", file == null ? null : file.toString());
    document.put("saved", tags.length);
    document.put("bytes", bytes);
    document.put("not_delivered", missing);
  }
}
