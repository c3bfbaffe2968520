package lib.systems.topology;

import java.util.Optional;
import lib.base.text.Coded;
import lib.base.text.Message;

/**
 * The alternate exchange of the tasks exchange as the broker has it. The exchange's argument beats
 * a policy.
 *
 * @param name empty if there is none or it is not known
 * @param policy the policy that sets it
 * @param type of the alternate exchange itself, if known
 * @param missing whether the exchange of that name is known not to exist: messages that nobody
 *     takes are returned or lost
 * @param why what cannot be seen, and why
 * @see <a href="https://www.rabbitmq.com/docs/ae">RabbitMQ, alternate exchanges</a>
 */
public record AlternateExchange(
    Optional<String> name,
    Source source,
    Optional<String> policy,
    Optional<String> type,
    boolean missing,
    Optional<Message> why) {

  /** What sets it. */
  public enum Source implements Coded {
    ARGUMENT,
    POLICY,
    /** Nothing does. */
    NONE,
    UNKNOWN
  }

  static AlternateExchange none(Optional<Message> why) {
    return new AlternateExchange(
        Optional.empty(), Source.NONE, Optional.empty(), Optional.empty(), false, why);
  }

  static AlternateExchange unknown(Message why) {
    return new AlternateExchange(
        Optional.empty(),
        Source.UNKNOWN,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(why));
  }
}
