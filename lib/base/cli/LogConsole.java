package lib.base.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Log lines on stderr: coloured by level on a terminal; with the priority in front of each line if
 * the system journal reads them (https://www.freedesktop.org/software/systemd/man/sd-daemon.html).
 */
final class LogConsole extends Handler {

  private final Output out;
  private final boolean journal;

  LogConsole(Output out, boolean journal) {
    this.out = out;
    this.journal = journal;
  }

  @Override
  public void publish(LogRecord logRecord) {
    if (isLoggable(logRecord)) {
      String text = getFormatter().format(logRecord);
      out.stderr()
          .println(
              journal ? prefixed(text, logRecord.getLevel()) : styled(text, logRecord.getLevel()));
    }
  }

  private static String prefixed(String text, Level level) {
    String priority = "<" + priority(level) + ">";
    return priority + text.replace("\n", "\n" + priority);
  }

  private static int priority(Level level) {
    if (level.intValue() >= Level.SEVERE.intValue()) {
      return 3;
    }
    if (level.intValue() >= Level.WARNING.intValue()) {
      return 4;
    }
    return level.intValue() >= Level.CONFIG.intValue() ? 6 : 7;
  }

  private String styled(String text, Level level) {
    return switch (priority(level)) {
      case 3 -> out.errorStyled(Style.FAILURE, text);
      case 4 -> out.errorStyled(Style.WARNING, text);
      case 7 -> out.errorStyled(Style.DIM, text);
      default -> text;
    };
  }

  @Override
  public void flush() {
    out.stderr().flush();
  }

  @Override
  public void close() {
    flush();
  }
}
