package lib.systems.variables;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Text from which no variables can be made: says what is wrong with it and where. */
public final class VariableException extends UserException {

  private static final long serialVersionUID = 1L;

  private final transient Message what;

  /** Something is wrong at a place of the text. */
  VariableException(Message what, Message where, Throwable cause) {
    super(
        "variables.invalid",
        ExitCode.UNKNOWN,
        Message.of("variables.wrong_at", what, where),
        cause);
    this.what = what;
  }

  /** The text itself cannot be had. */
  VariableException(Message what, Throwable cause) {
    super("variables.invalid", ExitCode.UNKNOWN, Message.of("variables.wrong", what), cause);
    this.what = what;
  }

  /** What is wrong, as a part of a sentence, for who knows the place better. */
  public Message reason() {
    return what;
  }
}
