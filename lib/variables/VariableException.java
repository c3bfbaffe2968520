package lib.variables;

//SOURCES ../text/ExitCode.java
//SOURCES ../text/Message.java
//SOURCES ../text/UserException.java
//FILES variables_ru.properties=variables_ru.properties
//FILES variables_en.properties=variables_en.properties

import lib.text.ExitCode;
import lib.text.Message;
import lib.text.UserException;

/** Text from which no variables can be made: says what is wrong with it and where. */
public final class VariableException extends UserException {

  private static final long serialVersionUID = 1L;

  /** Something is wrong at a place of the text. */
  VariableException(Message what, Message where, Throwable cause) {
    super(Message.of("variables.wrong_at", what, where), cause);
  }

  /** The text itself cannot be had. */
  VariableException(Message what, Throwable cause) {
    super(Message.of("variables.wrong", what), cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.UNKNOWN;
  }

  @Override
  public String kind() {
    return "variables.invalid";
  }
}
