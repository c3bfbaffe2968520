package lib.alternate;

//SOURCES ../text/ExitCode.java
//SOURCES ../text/Message.java
//SOURCES ../text/UserException.java

import lib.text.ExitCode;
import lib.text.Message;
import lib.text.UserException;

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
  public String kind() {
    return "alternate.not_rabbitmq";
  }
}
