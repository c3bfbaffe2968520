package lib.tools.alternate;

import java.util.List;
import java.util.Optional;
import lib.base.text.Reason;

/**
 * A test message and what became of it.
 *
 * @param id its {@code message_id}
 * @param queues where it was found, under the project's names; twice in one is listed twice
 * @param returned the broker's words if it gave the message back, or did not take it
 */
public record MessageResult(
    ProbeTopic topic,
    String id,
    MessageVerdict verdict,
    List<String> queues,
    Optional<Reason> returned) {

  /**
   * Decides what became of it.
   *
   * @param rest the queue behind the alternate exchange
   */
  static MessageResult of(SentMessage message, List<String> queues, String rest) {
    MessageVerdict verdict = verdict(message, queues, rest);
    return new MessageResult(message.topic(), message.id(), verdict, queues, message.returned());
  }

  private static MessageVerdict verdict(SentMessage message, List<String> queues, String rest) {
    if (queues.size() > 1) {
      return MessageVerdict.DUPLICATED;
    } else if (queues.size() == 1) {
      return queues.get(0).equals(rest) ? MessageVerdict.VIA_ALTERNATE : MessageVerdict.ROUTED;
    }
    if (!message.taken()) {
      return MessageVerdict.REFUSED;
    }
    return message.returned().isPresent() ? MessageVerdict.RETURNED : MessageVerdict.LOST;
  }

  /** Whether it is where it should be, and only there. */
  public boolean isRight() {
    return queues.equals(List.of(topic.expectedQueue()));
  }
}
