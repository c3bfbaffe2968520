package lib.tools.worker.status;

import java.util.List;
import java.util.Optional;

/** The same for RabbitMQ, which may be there without taking messages. */
public interface Broker extends Server {

  /** Broker and virtual host, for messages. */
  String where();

  /** Exchanges and queues that should be there, are not, and cannot be made. */
  List<String> missing();

  /** Why it takes no messages, empty if it does. */
  Optional<String> blocked();
}
