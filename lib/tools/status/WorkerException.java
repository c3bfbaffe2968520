package lib.tools.status;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** A worker's status endpoint did not answer as it should. */
final class WorkerException extends UserException {

  private static final long serialVersionUID = 1L;

  WorkerException(String kind, Message message, Throwable cause) {
    super("worker." + kind, ExitCode.CRITICAL, message, cause);
  }
}
