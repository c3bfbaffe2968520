package lib.tools.alternate;

import java.util.List;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The test would put its messages before somebody's consumers or among somebody's messages. */
public final class QueuesInUseException extends UserException {

  private static final long serialVersionUID = 1L;

  QueuesInUseException(List<QueueUse> used) {
    super(
        Message.of(
            "alternate.in_use",
            used.stream()
                .map(QueuesInUseException::numbers)
                .reduce((one, next) -> Message.of("alternate.in_use.and", one, next))
                .orElseThrow()),
        null);
  }

  private static Message numbers(QueueUse use) {
    return Message.of(
        "alternate.in_use.queue",
        use.queue(),
        Message.count("message", use.messages()),
        Message.count("consumer", use.consumers()));
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.WARNING;
  }

  @Override
  public String code() {
    return "alternate.queues_in_use";
  }
}
