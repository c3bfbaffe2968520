package lib.base.cli;

import lib.base.text.Message;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A whole number with a lower bound as the value of an option: {@code @Option(names = "--count",
 * converter = WholeNumber.FromOne.class)}.
 */
public abstract sealed class WholeNumber<T extends Number> implements ITypeConverter<T> {

  private final long least;
  private final long most;

  private WholeNumber(long least, long most) {
    this.least = least;
    this.most = most;
  }

  /** At least 1. */
  public static final class FromOne extends WholeNumber<Integer> {
    public FromOne() {
      super(1, Integer.MAX_VALUE);
    }

    @Override
    public Integer convert(String value) {
      return (int) number(value);
    }
  }

  /** At least 0. */
  public static final class FromZero extends WholeNumber<Integer> {
    public FromZero() {
      super(0, Integer.MAX_VALUE);
    }

    @Override
    public Integer convert(String value) {
      return (int) number(value);
    }
  }

  /** At least 0, for an option of type {@code Long}. */
  public static final class LongFromZero extends WholeNumber<Long> {
    public LongFromZero() {
      super(0, Long.MAX_VALUE);
    }

    @Override
    public Long convert(String value) {
      return number(value);
    }
  }

  /** What is allowed, for the error message; the upper bound matters to few. */
  Message allowed(String value) {
    return value.strip().matches("0*[1-9]\\d+")
        ? Message.of("cli.allowed.number_between", least, most)
        : Message.of("cli.allowed.number_from", least);
  }

  final long number(String value) {
    try {
      long number = Long.parseLong(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same as a number that is out of bounds.
    }
    throw new TypeConversionException(value);
  }
}
