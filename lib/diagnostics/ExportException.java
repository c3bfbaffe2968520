package lib.diagnostics;

//SOURCES ../text/ExitCode.java
//SOURCES ../text/Message.java
//SOURCES ../text/UserException.java

import lib.text.ExitCode;
import lib.text.Message;
import lib.text.UserException;

/** The report could not be saved. */
public final class ExportException extends UserException {

  private static final long serialVersionUID = 1L;

  ExportException(Message message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.CRITICAL;
  }

  @Override
  public String kind() {
    return "diagnostics.export_failed";
  }
}
