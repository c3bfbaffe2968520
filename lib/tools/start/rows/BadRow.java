package lib.tools.start.rows;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/**
 * A row from which no instance can be started; the rows behind it can be read if it is one of many.
 */
public final class BadRow extends UserException {

  private static final long serialVersionUID = 1L;

  private final boolean last;

  private BadRow(long line, Message what, boolean last, Throwable cause) {
    super("rows.invalid", ExitCode.UNKNOWN, Message.of("rows.bad", line, what), cause);
    this.last = last;
  }

  /** One row is wrong. */
  static BadRow of(long line, Message what) {
    return new BadRow(line, what, false, null);
  }

  /** From here on nobody can tell what is a row. */
  static BadRow last(long line, Message what, Throwable cause) {
    return new BadRow(line, what, true, cause);
  }

  /** Whether nothing can be read behind it. */
  public boolean isLast() {
    return last;
  }
}
