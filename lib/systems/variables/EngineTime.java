package lib.systems.variables;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Dates as people write them and as the engine reads them. */
final class EngineTime {

  private static final DateTimeFormatter WRITTEN =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'HH:mm[:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendPattern("][XXX][XX][X]]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT); // there is no 30 February

  private static final DateTimeFormatter ENGINE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ", Locale.ROOT);

  private EngineTime() {}

  /**
   * An ISO 8601 date, perhaps with a time and an offset, in the engine's format; empty if it is
   * none. Midnight and the given zone are what is not said.
   */
  static Optional<String> of(String text, ZoneId zone) {
    String written = text.matches("(?s).{10} \\d.*") ? text.replaceFirst(" ", "T") : text;
    try {
      var best =
          WRITTEN.parseBest(
              written, OffsetDateTime::from, LocalDateTime::from, EngineTime::startOfDay);
      var time =
          best instanceof OffsetDateTime exact
              ? exact
              : LocalDateTime.from(best).atZone(zone).toOffsetDateTime();
      return Optional.of(ENGINE.format(time));
    } catch (DateTimeException e) {
      return Optional.empty(); // Whether it is a date is what is being asked here.
    }
  }

  private static LocalDateTime startOfDay(TemporalAccessor date) {
    return LocalDate.from(date).atStartOfDay();
  }
}
