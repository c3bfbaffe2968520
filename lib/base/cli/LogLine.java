package lib.base.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** A log record as text without secrets. */
final class LogLine extends Formatter {

  private final DateTimeFormatter time;
  private final String origin;
  private final boolean stackTraces;
  private final SecretMask mask;

  /**
   * @param timePattern how to write the time; empty = not at all
   * @param origin who logs, if that needs saying
   */
  LogLine(String timePattern, String origin, boolean stackTraces, SecretMask mask) {
    this.time = DateTimeFormatter.ofPattern(timePattern).withZone(ZoneId.systemDefault());
    this.origin = origin;
    this.stackTraces = stackTraces;
    this.mask = mask;
  }

  @Override
  public String format(LogRecord logRecord) {
    var line = new StringBuilder(time.format(logRecord.getInstant()));
    line.append(line.isEmpty() ? "" : " ").append(levelName(logRecord.getLevel())).append(' ');
    line.append(origin).append(formatMessage(logRecord));
    Throwable thrown = logRecord.getThrown();
    if (thrown != null) {
      line.append(stackTraces ? System.lineSeparator() + stackTrace(thrown) : ": " + thrown);
    }
    return mask.mask(line.toString());
  }

  private static String levelName(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return "WARN ";
    }
    return level.intValue() >= Level.CONFIG.intValue() ? "INFO " : "DEBUG";
  }

  private static String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString().stripTrailing();
  }
}
