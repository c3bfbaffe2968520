package tests.support;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps the log of what runs in the tests' own process, to be shown with a failed test only. */
public final class LogRecorder extends Handler {

  private final SimpleFormatter formatter = new SimpleFormatter();

  private LogRecorder() {}

  /** Replaces the log's other handlers, as long as the JVM runs. */
  public static void install() {
    LogManager.getLogManager().reset();
    Logger.getLogger("").addHandler(new LogRecorder());
  }

  @Override
  public void publish(LogRecord record) {
    Transcript.note(formatter.format(record).strip());
  }

  @Override
  public void flush() {
    // Nothing is buffered.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
