package lib.systems.messages;

import lib.base.text.Message;

/** Something in a file of messages cannot be what was written there. */
final class MalformedMessage extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Message reason;

  /** A reason {@code messages.format.KEY}. */
  MalformedMessage(String key, Object... args) {
    this(null, key, args);
  }

  /** The same with what was caught. */
  MalformedMessage(Throwable cause, String key, Object... args) {
    super(key, cause);
    this.reason = Message.of("messages.format." + key, args);
  }

  /** What is wrong and what to do, as a part of a sentence. */
  Message reason() {
    return reason;
  }
}
