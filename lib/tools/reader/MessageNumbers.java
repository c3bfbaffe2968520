package lib.tools.reader;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places in a queue, counted from 1, as a person writes them: {@code 3}, {@code 2-5} or several
 * with commas. A place is a message's only as long as nobody takes one in front of it, so this is
 * for looking; what changes a queue is told messages by their ids.
 */
record MessageNumbers(List<Range> ranges) {

  private static final Pattern RANGE =
      Pattern.compile("\\s*(\\d{1,18})\\s*(?:-\\s*(\\d{1,18}))?\\s*");

  /** From the first place to the last, both included. */
  record Range(long first, long last) {}

  MessageNumbers {
    ranges = List.copyOf(ranges);
  }

  /** The places that a text names, unless it is no such text. */
  static Optional<MessageNumbers> parse(String text) {
    List<Range> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = RANGE.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      long first = Long.parseLong(matcher.group(1));
      long last = Optional.ofNullable(matcher.group(2)).map(Long::parseLong).orElse(first);
      if (first < 1 || last < first) {
        return Optional.empty();
      }
      ranges.add(new Range(first, last));
    }
    return Optional.of(new MessageNumbers(ranges));
  }

  boolean contains(long number) {
    return ranges.stream().anyMatch(range -> range.first() <= number && number <= range.last());
  }

  /** Behind this place there is none of them. */
  long last() {
    return ranges.stream().mapToLong(Range::last).max().orElseThrow();
  }
}
