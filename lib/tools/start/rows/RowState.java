package lib.tools.start.rows;

import java.util.Arrays;
import java.util.Optional;
import lib.base.text.Coded;

/** How far the start of a row has got. */
enum RowState implements Coded {
  /** The request was about to be sent. */
  BEGUN,
  /** The engine has answered with an instance, or has it. */
  STARTED,
  /** The engine has refused it: nothing was started. */
  REFUSED,
  /** The request went out and no answer came. */
  UNKNOWN,
  /** The engine was asked later: it has no such instance. */
  MISSING;

  /** Whether an instance may be there that nobody knows of. */
  boolean isOpen() {
    return this == BEGUN || this == UNKNOWN;
  }

  static Optional<RowState> of(String code) {
    return Arrays.stream(values()).filter(state -> state.code().equals(code)).findFirst();
  }
}
