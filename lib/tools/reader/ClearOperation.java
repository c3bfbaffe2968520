package lib.tools.reader;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.cli.ProgressBar;
import lib.base.text.UserException;
import lib.systems.messages.ExportWriter;
import lib.systems.messages.Intake;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;
import lib.tools.reader.ClearReport.Outcome;

/**
 * Removes messages: all by one purge, or those that are in a file by then and no others. Asks
 * first.
 */
public record ClearOperation(Reader reader, ReaderOptions options) {

  /** Removes messages from the queue, unless it is a dry run or nobody agrees. */
  public Report run() throws InterruptedException {
    Optional<Path> file = options.output();
    QueueProfile queue = reader.inspect(options.queue());
    reader.view().openClear(queue, file);
    queue.requireNoStream();
    if (queue.ready() == 0) {
      return ClearReport.nothing(queue, Outcome.EMPTY);
    }
    // What was removed from a queue is nowhere else but in the file of an earlier run.
    file.ifPresent(path -> ExportWriter.requireNew(reader.context().folder().resolve(path)));
    OptionalLong gone = reader.findGone(queue);
    if (gone.isPresent() && gone.getAsLong() == 0) {
      return ClearReport.nothing(queue, Outcome.REMOVED);
    }
    Optional<Outcome> refusal = refusal(queue, gone);
    if (refusal.isPresent()) {
      return ClearReport.nothing(queue, refusal.get());
    }
    if (file.isPresent()) {
      return saveAndRemove(queue, file.get());
    }
    return options.isGone() ? removeGone(queue) : purge(queue);
  }

  /** Why nothing is removed; empty if it is. */
  private Optional<Outcome> refusal(QueueProfile queue, OptionalLong gone) {
    if (queue.consumers() > 0) {
      reader
          .view()
          .warning("reader.clear.consumers", reader.texts().count("consumer", queue.consumers()));
    }
    if (options.isDryRun()) {
      boolean everything = reader.filter().isEverything();
      reader.view().wouldClear(everything ? OptionalLong.of(queue.ready()) : gone);
      return Optional.of(Outcome.DRY_RUN);
    } else if (options.isForced()) {
      return Optional.empty();
    }
    return switch (reader
        .view()
        .askToClear(queue, options.grep(), gone, reader.context().prompt())) {
      case GIVEN -> Optional.empty();
      case DECLINED -> Optional.of(Outcome.DECLINED);
      case NOBODY_TO_ASK -> Optional.of(Outcome.NOT_CONFIRMED);
    };
  }

  /** One by one: the others stay where they are. */
  private Report removeGone(QueueProfile queue) throws InterruptedException {
    reader.stopOnSignal();
    long removed = 0;
    try (ProgressBar progress = reader.progress("reader.gone.progress", queue.ready());
        Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      Optional<QueueMessage> next = intake.next();
      while (next.isPresent()) {
        if (reader.filter().matches(next.get())) {
          intake.remove(next.get().tag());
          removed++;
        }
        progress.step();
        next = intake.next();
      }
    } finally {
      reader.audit("gone", queue.name(), removed);
    }
    return new ClearReport(
        queue, Outcome.REMOVED, removed, OptionalLong.empty(), Optional.empty(), Optional.empty());
  }

  private Report purge(QueueProfile queue) {
    reader.view().purging();
    long removed =
        reader
            .session()
            .questions()
            .ask(channel -> channel.queuePurge(queue.name()))
            .getMessageCount();
    reader.audit("purged", queue.name(), removed);
    long left = reader.session().look(queue.name()).getMessageCount();
    return new ClearReport(
        queue, Outcome.PURGED, removed, OptionalLong.of(left), Optional.empty(), Optional.empty());
  }

  private Report saveAndRemove(QueueProfile queue, Path file) throws InterruptedException {
    reader.stopOnSignal();
    SavedMessages saved = SavedMessages.NONE;
    try (Saving saving = new Saving(reader, queue, file);
        Intake intake = reader.intakes().openForRemoval(queue, Long.MAX_VALUE)) {
      saved = saving.run(intake, ExportWriter::completeNew);
      remove(intake, saved);
    } catch (UserException e) {
      if (saved.file().isEmpty()) {
        throw e;
      }
      // Once there is a file, it matters that somebody knows of it.
      reader.audit("uncertain", queue.name(), saved.count(), saved.file().get());
      return report(queue, Outcome.UNCERTAIN, 0, saved, Optional.of(e));
    }
    if (saved.file().isPresent()) {
      reader.audit("removed", queue.name(), saved.tags().size(), saved.file().get());
    }
    return report(queue, Outcome.SAVED, saved.tags().size(), saved, Optional.empty());
  }

  private static Report report(
      QueueProfile queue,
      Outcome outcome,
      long removed,
      SavedMessages saved,
      Optional<UserException> problem) {
    return new ClearReport(
        queue, outcome, removed, OptionalLong.empty(), Optional.of(saved), problem);
  }

  /** Only what is in the file exactly. */
  private void remove(Intake intake, SavedMessages saved) {
    if (saved.file().isEmpty()) {
      return;
    }
    if (reader.filter().isEverything() && saved.inexact() == 0) {
      intake.removeAll();
      return;
    }
    for (long tag : saved.tags()) {
      intake.remove(tag);
    }
  }
}
