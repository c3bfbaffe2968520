package lib.systems.account;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** What was asked cannot be known. */
public final class AccountException extends UserException {

  private static final long serialVersionUID = 1L;

  AccountException(Message message) {
    super("account.unknown", ExitCode.CRITICAL, message, null);
  }
}
