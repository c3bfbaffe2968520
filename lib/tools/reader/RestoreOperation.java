package lib.tools.reader;

import java.nio.file.Path;
import java.util.Map;
import lib.base.cli.ProgressBar;
import lib.base.cli.Style;
import lib.base.cli.UsageException;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.Texts;
import lib.systems.messages.Forwarded;
import lib.systems.messages.Restore;
import lib.systems.messages.Target;

/** Puts the messages of a file back into a queue. */
public final class RestoreOperation {

  private static final int WIDTH = 80;

  private final Reader reader;
  private final ReaderOptions options;

  public RestoreOperation(Reader reader, ReaderOptions options) {
    this.reader = reader;
    this.options = options;
  }

  /** Does it. */
  public ExitCode run() throws InterruptedException {
    Path file = reader.context().folder().resolve(options.restore());
    Restore restore = new Restore(reader.session(), reader.stop());
    Restore.Contents contents = restore.check(file, options.skip());
    String queue = options.namedQueue().orElse(contents.info().queue());
    if (queue.isEmpty()) {
      throw new UsageException(Message.of("reader.restore.no_queue", file));
    }
    Target target = Target.of(reader.session(), queue);
    reader.title("reader.restore.title", queue);
    reader.line("reader.file", file);
    reader.separator(WIDTH);
    reader.line("reader.restore.total", Texts.number(contents.messages()));
    reader.line("reader.total", Texts.number(target.ready()));
    if (contents.damaged() > 0) {
      String messages = reader.texts().count("message", contents.damaged());
      reader.warning("reader.restore.damaged", messages);
    }
    long wanted = Math.max(0, contents.messages() - options.skip());
    if (contents.expiring() > 0) {
      reader.warning("reader.expiring", reader.texts().count("message", contents.expiring()));
    }
    reader.checkTarget(target, queue, wanted);
    if (wanted == 0 || options.isDryRun()) {
      reader.out().line();
      reader.line(Style.WARNING, wanted == 0 ? "reader.none_found" : "reader.dry_run");
      Map<String, Object> document =
          reader.document(wanted == 0 ? "nothing_found" : "dry_run", queue);
      document.put("file", file.toString());
      document.put("file_messages", contents.messages());
      reader.json(document);
      return wanted == 0 ? ExitCode.WARNING : ExitCode.OK;
    }
    return restore(restore, file, target, queue, contents);
  }

  private ExitCode restore(
      Restore restore, Path file, Target target, String queue, Restore.Contents contents)
      throws InterruptedException {
    long wanted = contents.messages() - options.skip();
    reader.stopOnSignal();
    reader.out().ignoreClosed();
    Forwarded result;
    try (ProgressBar progress = reader.progress("reader.restore.progress", wanted)) {
      result = restore.run(file, queue, options.skip(), progress::step);
    }
    reader.audit().add("restored", queue, result.done(), file.toString(), restore.restored());
    boolean complete = result.done() == wanted;
    tell(queue, result, restore, wanted, complete);
    long missing = complete ? reader.missing(target, queue, result.done()) : 0;
    ExitCode exitCode = missing > 0 ? ExitCode.WARNING : exitCode(complete);
    Map<String, Object> document =
        reader.document(exitCode == ExitCode.OK ? "done" : "partly", queue);
    document.put("file", file.toString());
    document.put("file_messages", contents.messages());
    document.put("skipped", options.skip());
    document.put("restored", result.done());
    document.put("restored_numbers", restore.restored());
    document.put("uncertain", result.uncertain());
    document.put("missing", missing);
    result
        .problem()
        .ifPresent(
            problem ->
                document.put("error", reader.errorDocument("queue.restore", problem, exitCode)));
    reader.json(document);
    return exitCode;
  }

  private ExitCode exitCode(boolean complete) {
    if (complete) {
      return ExitCode.OK;
    }
    return reader.stop().isRequested() ? ExitCode.INTERRUPTED : ExitCode.CRITICAL;
  }

  private void tell(
      String queue, Forwarded result, Restore restore, long wanted, boolean complete) {
    reader.out().line();
    if (complete) {
      reader.line(Style.OK, "reader.restore.done", reader.texts().count("message", wanted), queue);
      return;
    }
    result.problem().ifPresent(reader::error);
    String numbers = restore.restored();
    String done = Texts.number(result.done());
    // On stderr, because a half restored queue must not go unnoticed with --quiet or --json.
    reader
        .out()
        .error(reader.texts().get("reader.restore.partly", done, Texts.number(wanted), numbers));
    if (result.uncertain() > 0) {
      reader
          .out()
          .error(
              reader
                  .texts()
                  .get("reader.uncertain", reader.texts().count("message", result.uncertain())));
    }
  }
}
