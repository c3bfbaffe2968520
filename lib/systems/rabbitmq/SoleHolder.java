package lib.systems.rabbitmq;

import com.rabbitmq.client.Connection;
import java.util.Map;

/**
 * Something that only one connection of all does at a time: whoever has declared an exclusive queue
 * of that name. The broker removes it with its connection, and then somebody else can have it.
 *
 * @see <a href="https://www.rabbitmq.com/docs/queues#exclusive-queues">RabbitMQ, exclusive
 *     queues</a>
 */
public final class SoleHolder {

  private SoleHolder() {}

  /** Who has it. */
  public enum Holder {
    /** This connection. */
    US,
    /** Another one. */
    OTHERS,
    /** Nobody can say: this user may not declare the queue. */
    NOBODY
  }

  /**
   * Takes it if nobody else has it. Changes the broker: the queue stays for as long as the
   * connection.
   *
   * @param where broker and virtual host, for messages
   * @throws BrokerException if the broker cannot be asked
   */
  public static Holder claim(Connection connection, String where, String name) {
    // A quorum queue cannot be exclusive, and it may be what the virtual host makes by default.
    Map<String, Object> arguments = Map.of("x-queue-type", "classic");
    try {
      new BrokerQuestions(connection, where)
          .ask(channel -> channel.queueDeclare(name, false, true, false, arguments));
      return Holder.US;
    } catch (BrokerException refused) {
      if (refused.isLocked()) {
        return Holder.OTHERS;
      } else if (refused.kind() == BrokerException.Kind.ACCESS_REFUSED) {
        return Holder.NOBODY;
      }
      throw refused;
    }
  }
}
