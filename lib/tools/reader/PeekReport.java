package lib.tools.reader;

import java.nio.file.Path;
import java.util.List;
import lib.base.text.ExitCode;
import lib.systems.messages.QueueMessage;
import lib.systems.messages.QueueProfile;

/**
 * Messages that were looked at.
 *
 * @param bodies the files that their bodies were written to
 * @param stopped whether somebody stopped it
 */
record PeekReport(QueueProfile queue, List<Found> found, List<Path> bodies, boolean stopped)
    implements Report {

  /**
   * A message.
   *
   * @param number its place in the queue, from 1
   */
  record Found(long number, QueueMessage message) {}

  @Override
  public ExitCode exitCode() {
    if (stopped) {
      return ExitCode.INTERRUPTED;
    }
    return found.isEmpty() ? ExitCode.WARNING : ExitCode.OK;
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.peek(this);
  }
}
