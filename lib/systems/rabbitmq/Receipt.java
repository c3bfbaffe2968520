package lib.systems.rabbitmq;

/**
 * What became of a published message.
 *
 * @param reason why the message is not where it should be, in the broker's words where there are
 *     any
 */
public record Receipt(Kind kind, String reason) {

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

  static final Receipt CONFIRMED = new Receipt(Kind.CONFIRMED, "confirmed");
  static final Receipt NACKED = new Receipt(Kind.NACKED, "nack");

  static Receipt returned(String reason) {
    return new Receipt(Kind.RETURNED, reason);
  }

  static Receipt refused(String reason) {
    return new Receipt(Kind.REFUSED, reason);
  }

  /** For who waits no longer, too. */
  public static Receipt lost(String reason) {
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
