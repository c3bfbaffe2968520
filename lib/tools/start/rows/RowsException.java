package lib.tools.start.rows;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Nothing can be started from a file: it cannot be read, has mistakes, or is not for this run. */
final class RowsException extends UserException {

  private static final long serialVersionUID = 1L;

  private RowsException(String code, ExitCode exitCode, Message message, Throwable cause) {
    super(code, exitCode, message, cause);
  }

  /** Something about the file or the call has to be put right. */
  static RowsException of(String code, Message message, Throwable cause) {
    return new RowsException(code, ExitCode.UNKNOWN, message, cause);
  }

  static RowsException unreadable(String file, Message why, Throwable cause) {
    return of("rows.unreadable", Message.of("rows.unreadable", file, why), cause);
  }

  /** It would be done, but not now or not by this run. */
  static RowsException critical(String code, Message message, Throwable cause) {
    return new RowsException(code, ExitCode.CRITICAL, message, cause);
  }
}
