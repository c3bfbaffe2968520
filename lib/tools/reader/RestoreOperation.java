package lib.tools.reader;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.cli.ProgressBar;
import lib.base.cli.UsageException;
import lib.base.text.Message;
import lib.base.text.UserException;
import lib.systems.messages.Forwarded;
import lib.systems.messages.Restore;
import lib.systems.messages.Target;

/** Puts the messages of a file back into a queue. */
public record RestoreOperation(Reader reader, ReaderOptions options) {

  /** The one that was named, else the one that the messages come from. */
  private String queue(Path file, Restore.Contents contents) {
    String queue = options.namedQueue().orElse(contents.info().queue());
    if (queue.isEmpty()) {
      throw new UsageException(Message.of("reader.restore.no_queue", file));
    }
    return queue;
  }

  /** Publishes messages, unless it is a dry run. */
  public Report run() throws InterruptedException {
    Path file = reader.context().folder().resolve(options.restore());
    Restore restore = new Restore(reader.session(), reader.stop());
    Restore.Contents contents = restore.check(file, options.skip());
    String queue = queue(file, contents);
    Target target = Target.of(reader.session(), queue);
    long wanted = Math.max(0, contents.messages() - options.skip() - contents.altered());
    reader.view().openRestore(queue, file, contents, target.ready());
    reader.checkTarget(target, queue, wanted);
    Optional<Forwarded> done =
        wanted == 0 || options.isDryRun()
            ? Optional.empty()
            : Optional.of(restore(restore, file, queue, wanted));
    boolean complete = done.filter(result -> result.done() == wanted).isPresent();
    return new RestoreReport(
        queue,
        file,
        contents,
        options.skip(),
        wanted,
        done,
        complete ? reader.missing(target, queue, wanted) : 0,
        done.isPresent() && !complete ? arrived(target) : OptionalLong.empty(),
        reader.stop().isRequested());
  }

  private Forwarded restore(Restore restore, Path file, String queue, long wanted)
      throws InterruptedException {
    reader.stopOnSignal();
    try (ProgressBar progress = reader.progress("reader.restore.progress", wanted)) {
      Forwarded result = restore.run(file, queue, options.skip(), progress::step);
      reader.audit("restored", queue, result.done(), file, result.numbers());
      return result;
    }
  }

  private static OptionalLong arrived(Target target) {
    try {
      return target.arrived();
    } catch (UserException e) {
      return OptionalLong.empty(); // What was done is known; only this look is not possible.
    }
  }
}
