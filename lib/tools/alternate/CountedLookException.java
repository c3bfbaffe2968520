package lib.tools.alternate;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Not even {@code --force} lets the test look through such a queue. */
public final class CountedLookException extends UserException {

  private static final long serialVersionUID = 1L;

  CountedLookException(String queue) {
    super(Message.of("alternate.counted_look", queue), null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.WARNING;
  }

  @Override
  public String code() {
    return "alternate.counted_look";
  }
}
