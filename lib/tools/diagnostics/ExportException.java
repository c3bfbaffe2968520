package lib.tools.diagnostics;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The report could not be saved. */
public final class ExportException extends UserException {

  private static final long serialVersionUID = 1L;

  ExportException(Message message, Throwable cause) {
    super("diagnostics.export_failed", ExitCode.CRITICAL, message, cause);
  }
}
