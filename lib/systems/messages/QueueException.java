package lib.systems.messages;

import lib.base.text.Coded;
import lib.base.text.ExitCode;
import lib.base.text.Message;
import lib.base.text.UserException;

/** Something about a queue, its messages or a file of them that stops the work. */
public final class QueueException extends UserException {

  /** What stops it. */
  public enum Kind implements Coded {
    /** There is no such queue. */
    MISSING,
    /** A look would raise the count at which the broker drops messages. */
    DELIVERY_LIMIT,
    /** Streams cannot do this. */
    STREAM,
    /** Messages are there, but the broker gives none of them to this consumer. */
    NOTHING_DELIVERED,
    /** The queue was deleted meanwhile. */
    DELETED,
    /** The broker waited too long for an acknowledgement and took everything back. */
    HELD_TOO_LONG,
    /** A message did not get into its queue. */
    NOT_ACCEPTED,
    /** A queue would drop messages to make room for others. */
    WOULD_DROP,
    /** A message cannot be published again as it is. */
    UNSENDABLE,
    /** The file cannot be read or written. */
    FILE,
    /** The file is not what this tool writes, or is damaged. */
    FORMAT,
    /** The file must not be overwritten. */
    FILE_EXISTS
  }

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** A failure with the sentence for people. */
  public QueueException(Kind kind, Message message) {
    this(kind, message, null);
  }

  /** The same with what was caught. */
  public QueueException(Kind kind, Message message, Throwable cause) {
    super("queue." + kind.code(), ExitCode.CRITICAL, message, cause);
    this.kind = kind;
  }

  /** Which of the cases it is. */
  public Kind kind() {
    return kind;
  }
}
