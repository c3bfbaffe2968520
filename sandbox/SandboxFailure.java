package sandbox;

//SOURCES ../lib/base/text/package-info.java

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Something of the sandbox that does not work, in one sentence. */
public final class SandboxFailure extends UserException {
  private static final long serialVersionUID = 1L;

  public SandboxFailure(Message message, Throwable cause) {
    super("sandbox.failed", ExitCode.CRITICAL, message, cause);
  }

  public SandboxFailure(String key, Object... arguments) {
    this(Message.of(key, arguments), null);
  }
}
