package lib.systems.variables;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers as the users' documentation has them, without a plus: that is how phone numbers start.
 */
final class Numbers {

  private static final Pattern WHOLE = Pattern.compile("-?\\d{1,40}");
  private static final Pattern FRACTION =
      Pattern.compile("-?(\\d+\\.\\d*|\\.\\d+|\\d+(?=[eE]))([eE][-+]?\\d+)?");

  private Numbers() {}

  /** A whole number of any size that a person may have typed. */
  static Optional<BigInteger> whole(String text) {
    return WHOLE.matcher(text).matches() ? Optional.of(new BigInteger(text)) : Optional.empty();
  }

  /** A number with a point or an exponent that a Double can hold. */
  static Optional<Double> fraction(String text) {
    return FRACTION.matcher(text).matches()
        ? Optional.of(Double.valueOf(text)).filter(number -> !number.isInfinite())
        : Optional.empty();
  }

  /** Whether the number fits into so many bits with its sign. */
  static boolean fits(BigInteger number, int bits) {
    return number.bitLength() < bits;
  }
}
