package tests.support;

import java.util.Optional;
import java.util.Random;

/**
 * Random moments that can be had again: the seed stands in the transcript of a failed test, and the
 * environment variable UCW_TEST_SEED sets it.
 */
public final class Seed {

  private Seed() {}

  /** A source of random numbers whose seed is told. */
  public static Random random() {
    return new Random(value());
  }

  /** The seed, which is told. */
  public static long value() {
    long seed =
        Optional.ofNullable(System.getenv("UCW_TEST_SEED"))
            .map(Long::parseLong)
            .orElseGet(System::nanoTime);
    Transcript.note("random moments: UCW_TEST_SEED=" + seed);
    return seed;
  }
}
