package lib.tools.alternate;

import java.util.List;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** The test does not begin, because it would do harm or cannot be done here. */
public final class ProbeRefusedException extends UserException {

  private static final long serialVersionUID = 1L;

  private ProbeRefusedException(String code, ExitCode exitCode, Message message) {
    super("alternate." + code, exitCode, message, null);
  }

  /** Not even {@code --force} lets the test look through such a queue. */
  static ProbeRefusedException countedLook(String queue) {
    return new ProbeRefusedException(
        "counted_look", ExitCode.WARNING, Message.of("alternate.counted_look", queue));
  }

  /** The broker cannot have a temporary copy of the topology, as it is not RabbitMQ. */
  static ProbeRefusedException notRabbit(String where) {
    return new ProbeRefusedException(
        "not_rabbitmq", ExitCode.CRITICAL, Message.of("alternate.not_rabbitmq", where));
  }

  /** Nothing can be taken out of a stream. */
  static ProbeRefusedException stream(String queue) {
    return new ProbeRefusedException(
        "stream", ExitCode.WARNING, Message.of("alternate.stream", queue));
  }

  /** What a copy would be made of is not there: a copy of what is configured proves nothing. */
  static ProbeRefusedException nothingToCopy(String exchange, String where) {
    return new ProbeRefusedException(
        "exchange_missing",
        ExitCode.CRITICAL,
        Message.of("alternate.nothing_to_copy", exchange, where));
  }

  /** The test would put its messages before somebody's consumers or among somebody's messages. */
  static ProbeRefusedException queuesInUse(List<QueueUse> used) {
    Message numbers =
        used.stream()
            .map(ProbeRefusedException::numbers)
            .reduce((one, next) -> Message.of("alternate.in_use.and", one, next))
            .orElseThrow();
    return new ProbeRefusedException(
        "queues_in_use", ExitCode.WARNING, Message.of("alternate.in_use", numbers));
  }

  private static Message numbers(QueueUse use) {
    return Message.of(
        "alternate.in_use.queue",
        use.queue(),
        Message.count("message", use.messages()),
        Message.count("consumer", use.consumers()));
  }
}
