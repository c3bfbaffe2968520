package lib.base.config;

import java.util.List;
import java.util.Locale;
import java.util.logging.Level;

/** Names of log levels: those of Java's logging, of slf4j and of the predecessor. */
final class LogLevel {

  static final List<String> NAMES =
      List.of(
          "trace",
          "debug",
          "info",
          "success",
          "warning",
          "warn",
          "error",
          "critical",
          "all",
          "finest",
          "finer",
          "fine",
          "config",
          "severe",
          "off");

  private LogLevel() {}

  static Level of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.FINEST;
      case "debug" -> Level.FINE;
      case "success" -> Level.INFO;
      case "warn" -> Level.WARNING;
      case "error", "critical" -> Level.SEVERE;
      default -> Level.parse(name.toUpperCase(Locale.ROOT));
    };
  }
}
