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
    super("cli.usage", ExitCode.UNKNOWN, message, cause);
  }

  /** Options that exclude each other; a list of names or a message. */
  public static UsageException exclusive(Object options) {
    return new UsageException(Message.of("cli.exclusive_options", options));
  }

  /** An option without the value that it needs. */
  public static UsageException emptyValue(String option) {
    return new UsageException(Message.of("cli.empty_value", option));
  }

  /** An argument that is needed. */
  public static UsageException missingArgument(String label) {
    return new UsageException(Message.of("cli.missing_argument", label));
  }

  /** A value that an option does not take, and what it takes. */
  public static UsageException invalidValue(String option, Object value, Message allowed) {
    return new UsageException(Message.of("cli.invalid_value", option, value, allowed));
  }
}
