package lib.tools.status;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import lib.base.text.Printable;
import lib.base.text.Texts;

/** Times and numbers as people read them. */
record StatusWords(Texts texts) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"); // without a zone: LocalClock says why

  String duration(Duration duration) {
    return texts.duration(duration);
  }

  String time(Optional<Instant> time) {
    return time.map(at -> TIME.format(at.atZone(ZoneId.systemDefault()))).orElse("-");
  }

  static String number(long number) {
    return Texts.number(number);
  }

  static String rate(double perSecond) {
    return String.format(Locale.ROOT, "%,.2f", perSecond);
  }

  /** Seconds with as many digits as say something. */
  static String seconds(Optional<Double> seconds) {
    return seconds.map(s -> String.format(Locale.ROOT, s < 1 ? "%.3f" : "%,.1f", s)).orElse("-");
  }

  /** On one line and not too long. */
  static String line(String text) {
    return Printable.line(text.replaceAll("\\s*\\R\\s*", " ").strip(), 200);
  }
}
