package lib.tools.alternate;

import java.util.List;
import lib.base.config.RabbitSettings;
import lib.systems.messages.BrokerSession;
import lib.systems.messages.QueueException;
import lib.systems.messages.QueueInspection;
import lib.systems.messages.QueueKind;

/**
 * Taking the test messages out of a queue means taking the messages before them in hand, too. A
 * classic queue does not mind; a quorum queue counts it, and drops a message after its limit.
 *
 * @see <a href="https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling">RabbitMQ,
 *     poison message handling</a>
 */
final class CountedLookCheck {

  private CountedLookCheck() {}

  /**
   * Makes sure that the messages in these queues may be looked at.
   *
   * @throws ProbeRefusedException if one of them counts it, or it cannot be seen whether it does
   */
  static void require(RabbitSettings settings, List<QueueUse> queues) {
    List<String> full =
        queues.stream().filter(use -> use.messages() > 0).map(QueueUse::queue).toList();
    if (full.isEmpty()) {
      return;
    }
    try (BrokerSession session = new BrokerSession("test_alternate_exchange", settings)) {
      for (String queue : full) {
        if (session.isRabbitMq() && counts(session, queue)) {
          throw ProbeRefusedException.countedLook(queue);
        }
      }
    }
  }

  /** A queue that has gone meanwhile holds nothing that could be counted. */
  private static boolean counts(BrokerSession session, String queue) {
    try {
      return QueueInspection.of(session, queue).kind() != QueueKind.CLASSIC;
    } catch (QueueException e) {
      if (e.kind() == QueueException.Kind.MISSING) {
        return false;
      }
      throw e;
    }
  }
}
