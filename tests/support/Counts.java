package tests.support;

/** How many tests passed, failed and were skipped. */
public record Counts(long passed, long failed, long skipped) {

  static final Counts NONE = new Counts(0, 0, 0);
  static final Counts PASSED = new Counts(1, 0, 0);
  static final Counts FAILED = new Counts(0, 1, 0);

  static Counts skipped(long tests) {
    return new Counts(0, 0, tests);
  }

  Counts plus(Counts other) {
    return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
  }

  /** The line of a class. */
  String line(double seconds, String name) {
    return "%7.1f s  %s: %s".formatted(seconds, name, this);
  }

  @Override
  public String toString() {
    String text = passed + " passed, " + failed + " failed";
    return skipped == 0 ? text : text + ", " + skipped + " skipped";
  }
}
