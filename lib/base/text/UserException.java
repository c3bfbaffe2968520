package lib.base.text;

/** A failure that can be told to a user in one sentence. */
public abstract class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Message message;

  /**
   * @param message the sentence: what failed, where, why and what to try
   * @param cause what was caught, or null
   */
  protected UserException(Message message, Throwable cause) {
    super(message.toString(), cause);
    this.message = message;
  }

  /** The sentence for the user, rendered by {@code Texts.get}. */
  public final Message userMessage() {
    return message;
  }

  /** How the tool ends if nobody handles this failure. */
  public abstract ExitCode exitCode();

  /** The stable name of this kind of failure for programs, e.g. {@code camunda.timeout}. */
  public abstract String code();
}
