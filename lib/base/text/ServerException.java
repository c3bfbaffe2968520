package lib.base.text;

/** A server could not be asked, or has refused. */
public abstract class ServerException extends UserException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param sentence its key in the texts; its arguments are the place and the reason
   * @param where what was asked
   * @param reason see {@link #reason}
   */
  protected ServerException(
      String code, String sentence, String where, String reason, Throwable cause) {
    super(code, ExitCode.CRITICAL, Message.of(sentence, where, withoutFullStop(reason)), cause);
    this.reason = reason;
  }

  /** Somebody's words as a part of a sentence that goes on. */
  private static String withoutFullStop(String words) {
    return words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
  }

  /** The server's own words, or the best other description of the cause. Never null. */
  public final String reason() {
    return reason;
  }
}
