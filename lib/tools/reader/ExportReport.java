package lib.tools.reader;

import lib.base.text.ExitCode;
import lib.systems.messages.QueueProfile;

/**
 * What was exported.
 *
 * @param empty whether the queue had nothing
 * @param toStdout whether the messages themselves were printed
 */
record ExportReport(QueueProfile queue, SavedMessages saved, boolean empty, boolean toStdout)
    implements Report {

  @Override
  public boolean isPrinted() {
    return toStdout && saved.count() > 0;
  }

  @Override
  public ExitCode exitCode() {
    return saved.exitCode();
  }

  @Override
  public <T> T as(Form<T> form) {
    return form.export(this);
  }
}
