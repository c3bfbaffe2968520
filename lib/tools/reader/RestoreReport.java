package lib.tools.reader;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import lib.base.text.ExitCode;
import lib.systems.messages.Forwarded;
import lib.systems.messages.Restore;

/**
 * What was restored.
 *
 * @param wanted how many messages were to be restored
 * @param done how far it got; empty for a dry run or an empty file
 * @param missing how many of the restored messages are not in the queue
 * @param arrived how many more messages the queue has than before, where it matters and is known
 * @param stopped whether somebody stopped it
 */
record RestoreReport(
    String queue,
    Path file,
    Restore.Contents contents,
    long skipped,
    long wanted,
    Optional<Forwarded> done,
    long missing,
    OptionalLong arrived,
    boolean stopped)
    implements Report {

  boolean isComplete() {
    return done.filter(result -> result.done() == wanted).isPresent();
  }

  String status() {
    if (done.isEmpty()) {
      return wanted == 0 ? "nothing_found" : "dry_run";
    }
    return exitCode() == ExitCode.OK ? "done" : "partly";
  }

  @Override
  public ExitCode exitCode() {
    if (done.isEmpty()) {
      return wanted == 0 ? ExitCode.WARNING : ExitCode.OK;
    } else if (isComplete()) {
      return missing > 0 || contents.altered() > 0 ? ExitCode.WARNING : ExitCode.OK;
    }
    return stopped ? ExitCode.INTERRUPTED : ExitCode.CRITICAL;
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.restore(this);
  }
}
