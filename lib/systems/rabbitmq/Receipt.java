package lib.systems.rabbitmq;

/** What became of a published message. */
public sealed interface Receipt {

  /** The broker has taken responsibility for it and it is in at least one queue. */
  record Confirmed() implements Receipt {}

  /** It came back: no queue for its routing key. Sending it again now would not help. */
  record Returned(String reason) implements Receipt {}

  /** The broker could not take it, e.g. because its queue is full: it may be able to later. */
  record Nacked() implements Receipt {}

  /** This message can never be sent: too large, or a name in it too long. */
  record Refused(String reason) implements Receipt {}

  /** Channel or connection broke before the confirm: it may be there or not. */
  record Lost(String reason) implements Receipt {}
}
