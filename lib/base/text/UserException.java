package lib.base.text;

/** A failure that can be told to a user in one sentence. */
public abstract class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final ExitCode exitCode;
  private final transient Message message;

  /**
   * @param code see {@link #code}
   * @param exitCode see {@link #exitCode}
   * @param message the sentence: what failed, where, why and what to try
   * @param cause what was caught, or null
   */
  protected UserException(String code, ExitCode exitCode, Message message, Throwable cause) {
    super(message.toString(), cause);
    this.code = code;
    this.exitCode = exitCode;
    this.message = message;
  }

  /** The sentence for the user, rendered by {@code Texts.get}. */
  public final Message userMessage() {
    return message;
  }

  /** How the tool ends if nobody handles this failure. */
  public final ExitCode exitCode() {
    return exitCode;
  }

  /** The stable name of this kind of failure for programs, e.g. {@code camunda.timeout}. */
  public final String code() {
    return code;
  }
}
