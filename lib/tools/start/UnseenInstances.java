package lib.tools.start;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Whether a business key is in use cannot be known, because the user may not read instances. */
public final class UnseenInstances extends UserException {

  private static final long serialVersionUID = 1L;

  public UnseenInstances(String businessKey, String processKey) {
    super(
        "start.uniqueness_unknown",
        ExitCode.CRITICAL,
        Message.of("start.refused_unseen", businessKey, processKey),
        null);
  }
}
