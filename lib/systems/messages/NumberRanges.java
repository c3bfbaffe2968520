package lib.systems.messages;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Growing numbers in few words: {@code 1-500, 502}. */
final class NumberRanges {

  private record Range(long from, long to) {
    @Override
    public String toString() {
      return from == to ? Long.toString(from) : from + "-" + to;
    }
  }

  private final List<Range> ranges = new ArrayList<>();

  /** Adds a number larger than all before. */
  void add(long number) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).to() + 1 == number) {
      ranges.set(last, new Range(ranges.get(last).from(), number));
    } else {
      ranges.add(new Range(number, number));
    }
  }

  @Override
  public String toString() {
    return ranges.isEmpty()
        ? "-"
        : ranges.stream().map(Range::toString).collect(Collectors.joining(", "));
  }
}
