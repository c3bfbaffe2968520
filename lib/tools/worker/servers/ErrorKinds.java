package lib.tools.worker.servers;

import java.util.List;
import java.util.stream.Stream;
import lib.base.text.Coded;
import lib.systems.camunda.CamundaException;
import lib.systems.rabbitmq.BrokerException;

/** The kinds of errors that the worker tells of in its status. */
public final class ErrorKinds {

  /** A message of a task did not get out. */
  public static final String PUBLISH = "publish";

  /** A task is reported as failed. */
  public static final String TASK = "task_error";

  /** The worker itself is wrong. */
  public static final String BUG = "bug";

  /** Cancelled tasks cannot be known, or not all. */
  public static final String CANCELLATIONS = "cancellations";

  static final String BLOCKED = "rabbitmq.blocked";
  static final String TOPOLOGY = "rabbitmq.topology";

  private ErrorKinds() {}

  /** All of them. */
  public static List<String> all() {
    return Stream.of(
            Stream.of(PUBLISH, TASK, BUG, CANCELLATIONS, BLOCKED, TOPOLOGY),
            Stream.of(ErrorType.values()).map(ErrorType::code),
            names("camunda", CamundaException.Kind.values()),
            names("rabbitmq", BrokerException.Kind.values()))
        .flatMap(kinds -> kinds)
        .toList();
  }

  /** As {@code code()} of the exceptions has them. */
  private static Stream<String> names(String system, Coded[] kinds) {
    return Stream.of(kinds).map(kind -> system + "." + kind.code());
  }
}
