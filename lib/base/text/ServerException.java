package lib.base.text;

/** A server could not be asked, or has refused. */
public abstract class ServerException extends UserException {

  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  /**
   * @param sentence its key in the texts; its arguments are the place and the reason
   * @param where what was asked
   * @param reason see {@link #reason}
   */
  protected ServerException(
      String code, String sentence, String where, Reason reason, Throwable cause) {
    super(code, ExitCode.CRITICAL, Message.of(sentence, where, reason.withoutFullStop()), cause);
    this.reason = reason;
  }

  /** The server's own words, or the best other description of the cause. Never null. */
  public final Reason reason() {
    return reason;
  }
}
