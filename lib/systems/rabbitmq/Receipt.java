package lib.systems.rabbitmq;

import lib.base.text.Reason;

/**
 * What became of a published message.
 *
 * @param reason why the message is not where it should be, in the broker's words where there are
 *     any
 */
public record Receipt(Kind kind, Reason reason) {

  /** The cases. */
  public enum Kind {
    /** The broker has taken responsibility for it and it is in at least one queue. */
    CONFIRMED,
    /** It came back: no queue for its routing key. Sending it again now would not help. */
    RETURNED,
    /** The broker could not take it, e.g. because its queue is full: it may be able to later. */
    NACKED,
    /** This message can never be sent: too large, or a name in it too long. */
    REFUSED,
    /** Channel or connection broke before the confirm: it may be there or not. */
    LOST
  }

  static final Receipt CONFIRMED = new Receipt(Kind.CONFIRMED, Reason.of("rabbitmq.why.confirmed"));
  static final Receipt NACKED = new Receipt(Kind.NACKED, Reason.of("rabbitmq.why.nack"));

  static Receipt returned(Reason reason) {
    return new Receipt(Kind.RETURNED, reason);
  }

  static Receipt refused(Reason reason) {
    return new Receipt(Kind.REFUSED, reason);
  }

  /** The broker's word on it has not come in time, or nobody waits for it any longer. */
  public static Receipt late() {
    return lost(Reason.of("rabbitmq.why.no_confirm"));
  }

  /** For who knows why. */
  public static Receipt lost(Reason reason) {
    return new Receipt(Kind.LOST, reason);
  }

  /** Whether it is that case. */
  public boolean is(Kind one) {
    return kind == one;
  }

  /** Whether it has arrived. */
  public boolean isConfirmed() {
    return kind == Kind.CONFIRMED;
  }
}
