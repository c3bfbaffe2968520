package lib.systems.messages;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Optional;
import java.util.Set;

/**
 * From where a stream is read.
 *
 * @param value for the argument {@code x-stream-offset}: a word, a number or a date
 */
public record StreamOffset(Object value) {

  private static final Set<String> WORDS = Set.of("first", "last", "next");
  private static final Duration WAIT_FOR_OLD = Duration.ofSeconds(3);
  private static final Duration WAIT_FOR_NEW = Duration.ofSeconds(30);

  /** From the beginning. */
  public static final StreamOffset FIRST = new StreamOffset("first");

  /**
   * What stands on the command line; empty if it is none of {@code first|last|next|number|time}.
   */
  public static Optional<StreamOffset> parse(String text, ZoneId zone) {
    if (WORDS.contains(text)) {
      return Optional.of(new StreamOffset(text));
    }
    if (text.matches("\\d{1,18}")) {
      return Optional.of(new StreamOffset(Long.valueOf(text)));
    }
    return time(text, zone).map(time -> new StreamOffset(Date.from(time)));
  }

  private static Optional<Instant> time(String text, ZoneId zone) {
    String iso = text.strip().replaceFirst(" ", "T");
    try {
      return Optional.of(OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeParseException e) {
      try {
        String full = iso.contains("T") ? iso : iso + "T00:00:00";
        return Optional.of(LocalDateTime.parse(full).atZone(zone).toInstant());
      } catch (DateTimeException notLocal) {
        return Optional.empty();
      }
    }
  }

  boolean isFirst() {
    return value.equals("first");
  }

  /** Whether only what is published from now on is wanted. */
  public boolean isOpenEnded() {
    return value.equals("next");
  }

  /** Whether it may lie behind a message. */
  boolean isAfter(long offset) {
    return offset < 0 || value.equals("last") || (value instanceof Long number && number > offset);
  }

  /** How long new messages are waited for. */
  public static Duration waitForNew() {
    return WAIT_FOR_NEW;
  }

  /** How long the next message may take. */
  Duration patience() {
    return isOpenEnded() ? WAIT_FOR_NEW : WAIT_FOR_OLD;
  }
}
