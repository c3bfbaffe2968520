package lib.base.cli;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The tool was called in a wrong way. */
public final class UsageException extends UserException {

  private static final long serialVersionUID = 1L;

  /** A wrong call that nothing was caught for. */
  public UsageException(Message message) {
    this(message, null);
  }

  /** A wrong call with what was caught. */
  public UsageException(Message message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.UNKNOWN;
  }

  @Override
  public String code() {
    return "cli.usage";
  }
}
