package lib.base.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import lib.base.text.Printable;

/**
 * A log record as text without secrets. A record begins with its time or level in the first column
 * and nothing else does, whatever the message holds: it is {@link Printable} on one line, and the
 * further lines of a stack trace are set in.
 */
final class LogLine extends Formatter {

  /** In characters: an id or a server's text of any length must not fill the disk. */
  private static final int LONGEST_MESSAGE = 4_000;

  private static final int MOST_LINES = 300;

  private final DateTimeFormatter time; // without a zone: LocalClock says why
  private final String origin;
  private final boolean stackTraces;
  private final SecretMask mask;

  /**
   * @param timePattern how to write the time; empty = not at all
   * @param origin who logs, if that needs saying
   */
  LogLine(String timePattern, String origin, boolean stackTraces, SecretMask mask) {
    this.time = DateTimeFormatter.ofPattern(timePattern);
    this.origin = origin;
    this.stackTraces = stackTraces;
    this.mask = mask;
  }

  @Override
  public String format(LogRecord logRecord) {
    var line =
        new StringBuilder(time.format(logRecord.getInstant().atZone(ZoneId.systemDefault())));
    line.append(line.isEmpty() ? "" : " ").append(levelName(logRecord.getLevel())).append(' ');
    line.append(origin).append(plain(formatMessage(logRecord)));
    Throwable thrown = logRecord.getThrown();
    if (thrown != null) {
      line.append(
          stackTraces ? System.lineSeparator() + stackTrace(thrown) : ": " + plain("" + thrown));
    }
    return line.toString();
  }

  /** Masked before it is cut: half a secret is none any more, but still half of one. */
  private String plain(String text) {
    return Printable.line(mask.mask(text), LONGEST_MESSAGE);
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

  private String stackTrace(Throwable thrown) {
    var text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    String trace = mask.mask(text.toString().stripTrailing());
    return trace
        .lines()
        .map(line -> "\t" + Printable.line(line.replace("\t", "    "), LONGEST_MESSAGE))
        .limit(MOST_LINES)
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
