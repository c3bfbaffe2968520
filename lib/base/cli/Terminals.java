package lib.base.cli;

import java.util.OptionalInt;

/** What the standard streams (descriptors 0, 1 and 2) are connected to. */
@FunctionalInterface
public interface Terminals {

  /** Whether that is a terminal. */
  boolean isTerminal(int descriptor);

  /** Whether this terminal shows colours; it is made to do so if it can. Not for 0. */
  default boolean showsColours(int descriptor) {
    return true;
  }

  /** Columns of the terminal that stdout is, if it tells. */
  default OptionalInt width() {
    return OptionalInt.empty();
  }
}
