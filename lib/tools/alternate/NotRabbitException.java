package lib.tools.alternate;

import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The broker cannot have a temporary copy of the topology, as it is not RabbitMQ. */
public final class NotRabbitException extends UserException {

  private static final long serialVersionUID = 1L;

  NotRabbitException(String where) {
    super(Message.of("alternate.not_rabbitmq", where), null);
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.CRITICAL;
  }

  @Override
  public String code() {
    return "alternate.not_rabbitmq";
  }
}
